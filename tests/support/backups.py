"""An installation with a few users, and a place for its backups."""

from pathlib import Path

from configurator.users.user import User
from tests.support.commands import Outcome, run_command
from tests.support.stores import sqlite_place, user

OLDER = [user("ada", name="Ada Lovelace"), user("bob")]


class Installation:
    """A data folder, and a place for backups beside it."""

    def __init__(self, folder: Path) -> None:
        self.data, self.backup = folder / "data", folder / "backups" / "first.sqlite"
        self.backup.parent.mkdir()
        self.database = self.data / "profile.sqlite"
        self.place = sqlite_place(self.data)

    def run(self, *command: object) -> Outcome:
        return run_command(*map(str, command), environment={"DATA_DIR": str(self.data)})

    def fill(self, *users: User) -> None:
        store = self.place.open()
        for one in users:
            store.create(one)
        self.place.close()

    def users(self) -> list[User]:
        found = sorted(self.place.open().all(), key=lambda one: one.user_id)
        self.place.close()
        return found

    def files(self) -> dict[str, bytes]:
        """What the folders have, but for the key of sessions."""
        folders = (self.data, self.backup.parent)
        return {
            it.name: it.read_bytes() for folder in folders for it in folder.iterdir() if it.name != "development.key"
        }


def assert_refused(outcome: Outcome, *words: str) -> None:
    assert (outcome.code, outcome.data) == (1, b"")
    assert outcome.said.startswith("Error: ")
    assert outcome.said.count("\n") == 1
    for word in words:
        assert word in outcome.said


def damage(database: Path) -> None:
    """Overwrites the pages behind the first one."""
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
