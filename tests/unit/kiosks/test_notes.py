"""Changing a note while others change it, too."""

from datetime import datetime
from functools import partial
from typing import Any, cast

import pytest

from configurator.errors import StoreError
from configurator.kiosks.notes import Change, Notes
from configurator.kiosks.store import KioskStore, Note


class BusyStore:
    """Refuses a number of writes, as if somebody else had been faster each time."""

    def __init__(self, refusals: float) -> None:
        self.refusals = refusals
        self.note: Note | None = None

    def read(self, name: str) -> Note | None:
        return self.note

    def write(self, name: str, text: str, before: str | None, expires_at: datetime | None = None) -> bool:
        if self.refusals > 0:
            self.refusals -= 1
            self.note = Note(f"{self.text}x", f"{before}+")
            return False
        self.note = Note(text, f"{before}+")
        return True

    @property
    def text(self) -> str:
        return self.note.text if self.note else ""


def notes(store: BusyStore, pauses: list[float]) -> Notes[str]:
    return Notes(cast(KioskStore, store), str, str, pauses.append)


def add(letter: str, before: str) -> Change[str, str]:
    return Change(before + letter, f"after {before!r}")


def test_a_change_is_made_upon_the_newest_value() -> None:
    store, pauses = BusyStore(3), list[float]()
    assert notes(store, pauses).change("letters", partial(add, "a")) == "after 'xxx'"
    assert (store.text, len(pauses)) == ("xxxa", 3)
    assert max(pauses) <= 0.5


def test_a_change_that_never_succeeds_ends_as_an_outage() -> None:
    store, pauses = BusyStore(float("inf")), list[float]()
    with pytest.raises(StoreError, match="too many processes"):
        notes(store, pauses).change("letters", partial(add, "a"))
    assert sum(pauses) < 5


def test_no_change_writes_nothing() -> None:
    store: Any = BusyStore(float("inf"))
    assert notes(store, []).change("letters", lambda before: Change(before, "as it was")) == "as it was"
    assert store.note is None
