"""Starts the app: builds the services from the settings and runs the server, the render worker and its runners.

The top of the product: it may import every package that runs on a server.
"""
