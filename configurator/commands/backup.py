"""`backup` and `restore`, for the store that is a file."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from configurator.backups import Backups, Contents
from configurator.commands.errors import report_errors
from configurator.services import current_services

_ON_AWS = (
    "These users are in DynamoDB, which keeps every second of the last 35 days. "
    'See "Restore a table" in docs/operating.md.'
)
_FILE = click.Path(path_type=Path)


@click.command("backup")
@click.argument("file", type=_FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Save all users, renders and kiosks to a new FILE, also while Profile runs.

    This is personal data: protect it. Pictures, development.key and the counters of rate limits are not in it.
    """
    with report_errors():
        contents = _backups().save(file)
    click.echo(f"{file} has {_words(contents)}.")
    click.echo("Not in it: pictures (the folder renders beside the database), development.key and the counters.")


@click.command("restore")
@click.argument("file", type=_FILE)
@with_appcontext
def restore(file: Path) -> None:
    """Replace all users, renders and kiosks by those of a backup. Stop Profile first.

    The old database stays beside the new one. People who were erased after the backup must be erased again.
    """
    with report_errors():
        restored = _backups().restore(file)
    click.echo(f"Restored: {_words(restored.contents)}.")
    if restored.kept:
        click.echo(f"The database from before is {restored.kept}. Remove it when you don't need it any more.")
    else:
        click.echo("There was no database before. If Profile is running, restart it.")


def _backups() -> Backups:
    make = current_services().backups
    if make is None:
        raise click.ClickException(_ON_AWS)
    return make()


def _words(contents: Contents) -> str:
    users, renders, kiosks = (_number(*it) for it in zip(contents, ("user", "render", "kiosk"), strict=True))
    return f"{users}, {renders} and {kiosks}"


def _number(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
