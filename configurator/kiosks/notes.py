"""Changes notes so that none of several changes at the same time is lost."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Generic, NamedTuple, TypeVar

from configurator.errors import StoreError
from configurator.kiosks.store import KioskStore

Value = TypeVar("Value")
Result = TypeVar("Result")

_ATTEMPTS = 12
_MAX_PAUSE = 0.5


class Change(NamedTuple, Generic[Value, Result]):
    """The new value, what the caller gets, and when the note may be removed."""

    value: Value
    result: Result
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notes(Generic[Value]):
    """Notes that hold one type of value. `from_text` gets "" for a note that doesn't exist."""

    store: KioskStore
    from_text: Callable[[str], Value]
    to_text: Callable[[Value], str]
    sleep: Callable[[float], None] = time.sleep

    def read(self, name: str) -> Value:
        note = self.store.read(name)
        return self.from_text(note.text if note else "")

    def change(self, name: str, change: Callable[[Value], Change[Value, Result]]) -> Result:
        """Calls `change` with the value, again if another change was faster, and stores the new value.

        Writes nothing if the value stays the same. Raises StoreError, and what `change` raises.
        """
        for attempt in range(_ATTEMPTS):
            note = self.store.read(name)
            before = self.from_text(note.text if note else "")
            after = change(before)
            if after.value == before:
                return after.result
            text, revision = self.to_text(after.value), note.revision if note else None
            if self.store.write(name, text, revision, after.expires_at):
                return after.result
            self.sleep(SystemRandom().uniform(0, min(_MAX_PAUSE, 0.01 * 2**attempt)))
        raise StoreError("The store can't answer: too many processes write to the same note at once.")
