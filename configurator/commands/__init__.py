"""The operator's commands: `flask --app configurator doctor` and others.

May import cars, image_model, kiosks, renders, services, settings and users.
"""
