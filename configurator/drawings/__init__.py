"""The drawings of a car: SVG for pages, coloured by CSS custom properties; SVG and PNG files; a cache of the files.

May import cars, files and renders.
"""
