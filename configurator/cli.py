"""The operator's commands: `flask --app configurator provision | export | import | erase | doctor | costs | renders`.

They end with 0 where all went well and 1 with one sentence on stderr where not; data alone goes to stdout.
"""

from collections.abc import Iterator
from typing import TextIO

import click
from flask import Flask
from flask.cli import with_appcontext

from configurator.render_commands import costs, doctor, one_sentence, renders
from configurator.services import services
from configurator.stores.base import UserStore
from configurator.user_lines import from_line, to_line
from configurator.users import User


def init_app(app: Flask) -> None:
    for command in (provision, export_users, import_users, erase, doctor, costs, renders):
        app.cli.add_command(command)


@click.command("provision")
@with_appcontext
def provision() -> None:
    """Make the store's tables where they are missing."""
    with one_sentence():
        for line in services().users.provision():
            click.echo(line)


@click.command("export")
@with_appcontext
def export_users() -> None:
    """Write all users to stdout, one JSON object a line. It is personal data: keep it so."""
    count = 0
    with one_sentence():
        for count, user in enumerate(services().users.all(), start=1):
            click.echo(to_line(user))
    click.echo(f"{_users(count)} exported.", err=True)


@click.command("import")
@click.argument("file", type=click.File(encoding="utf-8"))
@with_appcontext
def import_users(file: TextIO) -> None:
    """Add the users of an export, all of its lines or none. Users who are there already stay as they are."""
    store = services().users
    with one_sentence():
        users = list(_read(file))
        present = sum(not _add(store, user) for user in users)
    click.echo(f"{_users(len(users) - present)} imported, {present} there already and left as they are.")


@click.command("erase")
@click.argument("user_id", metavar="USER_ID")
@with_appcontext
def erase(user_id: str) -> None:
    """Remove a user for good."""
    with one_sentence():
        erased = services().users.erase(user_id)
    if not erased:
        raise click.ClickException("There is no user with this id.")
    click.echo("Erased.")


def _users(count: int) -> str:
    return "1 user" if count == 1 else f"{count} users"


def _read(file: TextIO) -> Iterator[User]:
    """What is wrong may be anywhere, so nothing is written before all has been read."""
    try:
        for number, line in enumerate(file, start=1):
            yield from_line(line)
    except UnicodeDecodeError:
        raise click.ClickException("The file is not UTF-8 text; nothing was imported.") from None
    except ValueError as error:
        raise click.ClickException(f"Line {number}: {error}. Nothing was imported.") from None


def _add(store: UserStore, user: User) -> bool:
    return store.get_latest(user.user_id) is None and store.create(user) is None
