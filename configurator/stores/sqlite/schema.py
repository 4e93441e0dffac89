"""The tables of the embedded store. A step, once released, never changes: a change is a further step."""

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

STEPS = (USERS, RENDERS)
