"""The operator's commands: `flask --app configurator doctor` and others.

May import backups, cars, image_model, kiosks, renders, services, settings and users.
"""
