"""All commands of `flask --app configurator`.

Exit codes: 0 for success, 1 for a failure (one sentence on stderr), 2 for wrong usage.
"""

from flask import Flask

from configurator.commands.backup import backup, restore
from configurator.commands.costs import costs
from configurator.commands.doctor import doctor
from configurator.commands.kiosks import kiosk_counts, kiosk_pin
from configurator.commands.renders import renders
from configurator.commands.users import erase, export_users, import_users, provision


def add_commands(app: Flask) -> None:
    users = (provision, export_users, import_users, erase)
    for command in (*users, backup, restore, doctor, costs, renders, kiosk_pin, kiosk_counts):
        app.cli.add_command(command)
