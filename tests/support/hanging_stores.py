"""Stores that hang: a SQLite file that another program has locked, a DynamoDB that accepts connections and is mute."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.support.patience import PATIENCE
from tests.support.processes import Engine


@contextmanager
def locked(database: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Another program holds the file's lock for writing."""
    with closing(sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@contextmanager
def silent(engine: Engine) -> Iterator[None]:
    """The system accepts the engine's connections, and nobody answers."""
    engine.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        engine.send_signal(signal.SIGCONT)
