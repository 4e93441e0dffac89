"""The tables of the embedded store. A released step never changes: add a further step instead."""

import sqlite3
from collections.abc import Callable

from configurator.renders.rows import as_render, as_render_text

Step = str | Callable[[sqlite3.Connection], None]
"""SQL statements, or a function that runs them."""

USERS = """
CREATE TABLE users (
    userId    TEXT PRIMARY KEY,
    document  TEXT NOT NULL,
    tokenHash TEXT NOT NULL,
    private   INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL,
    expiresAt INTEGER
) STRICT;
CREATE INDEX usersByExpiry ON users (expiresAt) WHERE expiresAt IS NOT NULL;
"""

RENDERS = """
CREATE TABLE renders (
    sceneKey  TEXT NOT NULL,
    recipeKey TEXT NOT NULL,
    version   INTEGER NOT NULL,
    document  TEXT NOT NULL,
    shelf     TEXT,
    since     TEXT,
    PRIMARY KEY (sceneKey, recipeKey)
) STRICT;
CREATE INDEX rendersByShelf ON renders (shelf, since) WHERE shelf IS NOT NULL;
CREATE TABLE budget (
    scope TEXT NOT NULL,
    day   TEXT NOT NULL,
    used  INTEGER NOT NULL DEFAULT 0,
    fault TEXT NOT NULL DEFAULT '',
    until TEXT,
    PRIMARY KEY (scope, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX budgetByDay ON budget (day);
"""


def rewrite_renders(connection: sqlite3.Connection) -> None:
    """Stores each render again, in the current form of its document. `as_render` reads every older form."""
    for row in connection.execute("SELECT sceneKey, recipeKey, document FROM renders").fetchall():
        text = as_render_text(as_render(row["document"]))
        connection.execute(
            "UPDATE renders SET document = ? WHERE sceneKey = ? AND recipeKey = ?",
            (text, row["sceneKey"], row["recipeKey"]),
        )


KIOSKS = """
CREATE TABLE kiosks (
    kioskId      TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    enrolledAt   TEXT NOT NULL,
    revokedAt    TEXT,
    lastSeen     TEXT,
    version      TEXT NOT NULL,
    screen       TEXT NOT NULL,
    waiting      INTEGER NOT NULL,
    resetRequest TEXT NOT NULL,
    expiresAt    INTEGER
) STRICT;
CREATE TABLE kioskCounts (
    day       TEXT NOT NULL,
    kioskId   TEXT NOT NULL,
    visits    INTEGER NOT NULL,
    finished  INTEGER NOT NULL,
    saved     INTEGER NOT NULL,
    renders   INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    PRIMARY KEY (day, kioskId)
) STRICT, WITHOUT ROWID;
CREATE TABLE kioskNotes (
    name      TEXT PRIMARY KEY,
    text      TEXT NOT NULL,
    revision  TEXT NOT NULL,
    expiresAt INTEGER
) STRICT;
"""

STEPS: tuple[Step, ...] = (USERS, RENDERS, rewrite_renders, KIOSKS)

COUNTERS = """
CREATE TABLE counters (
    expiresAt INTEGER NOT NULL,
    key       TEXT NOT NULL,
    total     INTEGER NOT NULL,
    PRIMARY KEY (expiresAt, key)
) STRICT, WITHOUT ROWID;
"""

COUNTER_STEPS: tuple[Step, ...] = (COUNTERS,)
"""For a file of its own."""
