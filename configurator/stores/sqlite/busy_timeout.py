"""How long SQLite waits for a lock that another connection holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def busy_timeout(connection: sqlite3.Connection, seconds: float, *, usual: float) -> Iterator[None]:
    """Within the block, the connection waits so long, and then as usual again. All times are in seconds."""
    connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(usual * 1000)}")
