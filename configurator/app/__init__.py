"""Starts the app: builds the services from the settings, and runs the server and the render worker.

May import aws, cars, colour_vision, commands, drawings, files, image_model, kiosks, renders, services, settings,
stores, users and web.
"""
