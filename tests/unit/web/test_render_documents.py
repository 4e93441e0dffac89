"""The documents of a render in each state, made without a request."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from configurator.renders.faults import FAULTS
from configurator.renders.render import Picture, Render
from configurator.renders.terms import Closure
from configurator.stores.sqlite import sqlite_stores
from configurator.web.api.links import RenderLinks
from configurator.web.api.render_documents import RenderTimes, poll_seconds, render_document, unavailable_document
from tests.support.renders import CODE, Shop, StandInImageModel

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LINKS = RenderLinks("/renders/1", "/renders/1/picture", "https://a.example/car", "https://a.example/side.svg")
PICTURE = Picture("1.png", "image/png", 1536, 1024, 2_000_000)


@pytest.fixture
def pending(tmp_path: Path) -> Render:
    """A render that was requested at noon."""
    shop = Shop.in_folder(sqlite_stores(tmp_path)[1], tmp_path, StandInImageModel())
    return shop.ask()._replace(asked_at=NOON)


def document_of(render: Render, seconds: float = 0, closure: Closure | None = None) -> dict[str, Any]:
    """The document so many seconds after noon."""
    return render_document(render, NOON + timedelta(seconds=seconds), RenderTimes(24, 90), closure, LINKS)


def test_an_open_render_tells_how_long_it_takes(pending: Render) -> None:
    document = document_of(pending, 7.4)
    assert (document["state"], document["elapsedSeconds"], document["usualSeconds"]) == ("pending", 7, 24)
    assert document["maxSeconds"] == 90
    assert (document["askedAt"], document["finishedAt"]) == ("2026-11-25T12:00:00Z", None)
    assert (document["fault"], document["picture"], document["mayAskAgain"]) == (None, None, False)


def test_a_ready_render_has_its_picture_and_links(pending: Render) -> None:
    ready = pending._replace(state="ready", picture=PICTURE, finished_at=NOON + timedelta(seconds=20))
    document = document_of(ready, 500)
    assert document["elapsedSeconds"] == 20
    size = {"mediaType": "image/png", "width": 1536, "height": 1024, "length": 2_000_000}
    urls = {"url": "/renders/1/picture", "download": "/renders/1/picture?download=1"}
    assert document["picture"] == urls | size
    page, drawing = "https://a.example/car", "https://a.example/side.svg"
    assert document["links"] == {"self": "/renders/1", "page": page, "drawing": drawing}


def test_a_render_that_waits_for_another_try_says_until_when(pending: Render) -> None:
    busy = pending._replace(fault="busy", not_before=NOON + timedelta(seconds=60))
    document = document_of(busy, 10)
    assert (document["reason"], document["advice"]) == (FAULTS["busy"].reason, "It is tried again automatically.")
    assert document["until"] == "2026-11-25T12:01:00Z"
    assert poll_seconds(busy, NOON + timedelta(seconds=10)) == 50
    assert document_of(busy, 61)["until"] is None


def test_a_failed_render_can_be_requested_again_unless_renders_are_closed(pending: Render) -> None:
    failed = pending._replace(state="failed", fault="too_slow", finished_at=NOON, not_before=NOON)
    assert document_of(failed)["mayAskAgain"] is True
    closed = document_of(failed, 0, Closure("quota", NOON + timedelta(hours=1)))
    assert (closed["mayAskAgain"], closed["advice"]) == (False, FAULTS["quota"].advice)
    assert closed["until"] == "2026-11-25T13:00:00Z"


@pytest.mark.parametrize(("elapsed", "seconds"), [(0, 2), (30, 2), (31, 5), (300, 5)])
def test_a_client_looks_again_less_often_after_half_a_minute(pending: Render, elapsed: int, seconds: int) -> None:
    assert poll_seconds(pending, NOON + timedelta(seconds=elapsed)) == seconds


def test_a_render_that_cannot_exist_has_the_same_members(pending: Render) -> None:
    links = LINKS._replace(render=None, picture=None)
    closure = Closure("switched_off")
    document = unavailable_document(CODE, "front", "a car", closure, links)
    assert list(document.keys() ^ document_of(pending).keys()) == []
    assert (document["state"], document["id"], document["until"]) == ("unavailable", None, None)
    assert (document["reason"], document["links"]["self"]) == (FAULTS["switched_off"].reason, None)
