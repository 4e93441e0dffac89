"""Starts the app: builds the services from the settings, and runs the server and the render worker.

May import every package except aws_lambda, deployment and demo.
"""
