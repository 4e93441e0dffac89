"""Measures the pages as a slow phone shows them, with Lighthouse: `make lighthouse`."""
