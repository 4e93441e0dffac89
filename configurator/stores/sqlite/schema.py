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

STEPS = (USERS,)
