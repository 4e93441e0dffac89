"""Starts the app: builds the services from the settings, and runs the server and the render worker.

May import aws, backups, cars, commands, drawings, files, image_model, kiosks, rate_limits, renders, services,
settings, stores, users, web and web.http.
"""
