"""The operator's commands for users: `provision`, `export`, `import`, `erase`.

`export` writes only data to stdout. No message contains data about a person.
"""

import os
import sys
from collections.abc import Iterator
from typing import TextIO

import click
from flask.cli import with_appcontext

from configurator.commands.errors import report_errors
from configurator.errors import StoreError
from configurator.services import current_services
from configurator.users.export_lines import from_line, to_line
from configurator.users.store import UserStore
from configurator.users.user import User


@click.command("provision")
@with_appcontext
def provision() -> None:
    """Create the store's tables if they are missing."""
    with report_errors():
        for line in current_services().users.provision():
            click.echo(line)


@click.command("export")
@with_appcontext
def export_users() -> None:
    """Write all users to stdout, one JSON object per line. This is personal data: protect it."""
    count = 0
    with report_errors():
        for count, user in enumerate(current_services().users.all(), start=1):
            _write(to_line(user))
    click.echo(f"{_users(count)} exported.", err=True)


@click.command("import")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@with_appcontext
def import_users(file: TextIO) -> None:
    """Add the users of an export. Imports nothing if any line is wrong. Existing users stay unchanged.

    FILE is a path, or - for stdin.
    """
    store = current_services().users
    users = list(_read(file))
    added = 0
    try:
        for user in users:
            added += _add(store, user)
    except StoreError as error:
        progress = f"{_users(added)} of {len(users)} imported; run the same command again for the others."
        raise click.ClickException(f"{error} {progress}") from None
    click.echo(f"{_users(added)} imported, {len(users) - added} existed already and are unchanged.")


# An id can start with a dash.
@click.command("erase", context_settings={"ignore_unknown_options": True})
@click.argument("user_id", metavar="USER_ID")
@with_appcontext
def erase(user_id: str) -> None:
    """Erase a user for good."""
    with report_errors():
        erased = current_services().users.erase(user_id)
    if not erased:
        raise click.ClickException("There is no user with this id.")
    click.echo("Erased.")


def _write(line: str) -> None:
    """Writes UTF-8, whatever the terminal's encoding."""
    try:
        click.echo(line.encode())
    except BrokenPipeError:
        raise  # the reader has stopped, as in `export | head`: click ends silently
    except OSError as error:
        # Discards what is still in the buffer, or the interpreter would report it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.ClickException(f"The export can't be written: {error.strerror}.") from None


def _users(count: int) -> str:
    return "1 user" if count == 1 else f"{count} users"


def _read(file: TextIO) -> Iterator[User]:
    """Reads every user before any is imported, because any line can be wrong. Raises ClickException."""
    try:
        for number, line in enumerate(file, start=1):
            yield from_line(line)
    except UnicodeDecodeError:
        raise click.ClickException("The file is not UTF-8 text; nothing was imported.") from None
    except ValueError as error:
        raise click.ClickException(f"Line {number}: {error}. Nothing was imported.") from None


def _add(store: UserStore, user: User) -> bool:
    return store.get_latest(user.user_id) is None and store.create(user) is None
