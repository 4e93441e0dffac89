"""The car as an SVG drawing: coloured by CSS custom properties, flattened to a file, rasterised to PNG and cached.

May import cars, renders and files.
"""
