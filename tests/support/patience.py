"""How long tests wait for what should come, before they call it lost."""

PATIENCE = 60.0
"""Seconds. No test measures by them: they only have to be more than a busy machine needs."""
