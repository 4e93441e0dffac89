"""DynamoDB at its slowest: an eventually consistent read misses the last write of its item, however long ago it was."""

import json
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from tests.support.proxy import Call, Forward, Reply

Item = dict[str, Any]


@dataclass(slots=True)
class LaggingCopies:
    """A behaviour of the proxy. `stale_reads` counts the reads that were answered with what was there before."""

    stale_reads: int = 0
    _latest: dict[str, Item] = field(default_factory=dict)
    _before: dict[str, Item] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, call: Call, forward: Forward) -> Reply:
        with self._lock:
            if call.operation == "GetItem" and not call.parameters.get("ConsistentRead"):
                return self._read(call, forward)
            reply = forward()
            if reply.status == 200:
                self._note(call)
            return reply

    def _read(self, call: Call, forward: Forward) -> Reply:
        key = _name(call, "Key")
        if key not in self._before:
            return forward()
        self.stale_reads += 1
        before = self._before[key]
        return Reply.of({"Item": before} if before else {})

    def _note(self, call: Call) -> None:
        if call.operation in ("PutItem", "DeleteItem"):
            key = _name(call, "Item" if call.operation == "PutItem" else "Key")
            self._before[key] = self._latest.get(key, {})
            self._latest[key] = call.parameters.get("Item", {})


def _name(call: Call, where: str) -> str:
    """The table and the user's id, which is the whole key of the users' table."""
    return json.dumps([call.parameters["TableName"], call.parameters[where].get("userId")])
