"""Clients that want renders: they request each, look at it again and again, and request it anew where they may."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from configurator.cars.code import encode
from configurator.renders.prompt import RENDER_VIEWS
from scripts.chaos.connection import Connection
from scripts.chaos.record import Record
from tests.support.catalogues import OURS
from tests.support.client import Answer
from tests.support.renders import cars

_PAUSE = 0.2
_VIEWS = [view for view in RENDER_VIEWS if view != "interior"]
_JSON = {"Content-Type": "application/json"}
_OPEN = ("pending", "in_progress")


@dataclass
class Wanted:
    """A car from a view, and what the API said of its render last."""

    body: bytes
    render_id: str = ""
    state: str = ""
    may_ask_again: bool = True


@dataclass
class RenderLoad:
    """`more` adds renders that nobody has requested before."""

    url: str
    record: Record
    wanted: list[Wanted] = field(default_factory=list)
    is_over: bool = False
    _new: Iterator[Wanted] | None = None

    def more(self, count: int) -> None:
        self._new = self._new or _renders()
        self.wanted += [next(self._new) for _ in range(count)]

    @property
    def open_renders(self) -> list[Wanted]:
        return [it for it in self.wanted if it.state in _OPEN]

    def work(self) -> None:
        with Connection(self.url) as connection:
            while not self.is_over:
                self.look(connection)
                time.sleep(_PAUSE)

    def look(self, connection: Connection) -> None:
        """Once at each that isn't ready."""
        for it in [it for it in self.wanted if it.state != "ready"]:
            if it.state in _OPEN:
                answer = connection.send("GET", f"/renders/{it.render_id}")
            else:
                answer = connection.send("POST", "/renders", it.body, _JSON)
            self._note(it, answer)
            if it.state == "ready":
                self.check_picture(connection, it)

    def check_picture(self, connection: Connection, wanted: Wanted) -> bool:
        """Whether the picture of a render that is ready is there. False also while the server can't say."""
        answer = connection.send("GET", f"/renders/{wanted.render_id}/picture")
        self.record.answer(answer)
        if answer and answer.status == 404:
            self.record.violation(f"lost: the picture of render {wanted.render_id}")
        return bool(answer and answer.status == 200)

    def _note(self, wanted: Wanted, answer: Answer | None) -> None:
        self.record.answer(answer)
        if answer and answer.status in (200, 202):
            document: dict[str, Any] = json.loads(answer.body)
            wanted.render_id = document["id"] or wanted.render_id
            wanted.state = document["state"]
        elif answer and answer.status == 404 and wanted.render_id:
            self.record.violation(f"lost: render {wanted.render_id}")


def _renders() -> Iterator[Wanted]:
    """Hundreds of cars. Not their interiors, whose prompts are the same for all paints."""
    for checked, view in product(cars(), _VIEWS):
        assert checked.car
        yield Wanted(json.dumps({"code": encode(OURS, checked.car), "view": view}).encode())
