"""SQLite's address of a database file, with which a connection creates no file."""

from pathlib import Path
from typing import Literal


def uri_of(path: Path, mode: Literal["rw", "ro"]) -> str:
    """For `sqlite3.connect(…, uri=True)`. With `ro`, the connection changes nothing, even when it is closed."""
    return f"{path.absolute().as_uri()}?mode={mode}"
