"""Brings a database file to the current schema. Its `user_version` is the number of steps that were done."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from configurator.errors import StoreError
from configurator.stores.sqlite.file_identity import RESTORE
from configurator.stores.sqlite.schema import Step


def require_known(connection: sqlite3.Connection, steps: Sequence[Step], path: Path, *, durable: bool = True) -> int:
    """The number of steps that were done. Raises StoreError if this version doesn't know them all.

    `path` is the file's name in the message, `durable` whether it has backups.
    """
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if done <= len(steps):
        return done
    backup = f"restore a backup of this version with {RESTORE}" if durable else "move the file away"
    raise StoreError(
        f"{path} was written by a newer version of Profile (schema {done}, this one knows {len(steps)}): "
        f"install the newer version, or {backup}."
    )


def bring_up_to_date(connection: sqlite3.Connection, steps: Sequence[Step], path: Path) -> None:
    """Raises StoreError for a newer file. After an exception, the caller closes the connection, which undoes all."""
    connection.execute("BEGIN IMMEDIATE")
    for step in steps[require_known(connection, steps, path) :]:
        _run(step, connection)
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("COMMIT")


def _run(step: Step, connection: sqlite3.Connection) -> None:
    if callable(step):
        step(connection)
    else:
        for statement in step.split(";"):
            connection.execute(statement)
