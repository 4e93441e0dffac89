"""The operator's commands: `flask --app configurator doctor` and others.

May import services and the packages below it, never web.
"""
