"""Makes a command fail with one sentence on stderr and exit code 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from configurator.backups import BackupError
from configurator.cars.field_reader import CatalogueError
from configurator.errors import StoreError
from configurator.renders.pictures import PictureStoreError
from configurator.settings import SettingsError


@contextmanager
def report_errors() -> Iterator[None]:
    """Turns an error of a store into a failure of the command."""
    try:
        yield
    except (StoreError, PictureStoreError, BackupError) as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def report_start_errors() -> Iterator[None]:
    """In a command, turns an error that prevents the start into one sentence. Elsewhere, lets it pass.

    Raises SystemExit, because `flask --help` prints the traceback of any other exception.
    """
    try:
        yield
    except (SettingsError, CatalogueError) as error:
        if not is_command():
            raise
        sys.exit(f"Error: {error}")


def is_command() -> bool:
    """Whether this process runs a command."""
    return click.get_current_context(silent=True) is not None
