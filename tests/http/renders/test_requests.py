"""Renders over HTTP: requested once, paid once, and visible to everybody."""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from configurator.demo.openai_server import OpenAIServer
from configurator.demo.picture import TINY, tiny_png
from tests.support.client import Client
from tests.support.processes import Server
from tests.support.renders import ASK, CODE, environment_of, settled


@pytest.fixture
def http(here: Server) -> Client:
    return here.client()


def test_a_render_is_asked_for_and_followed_until_its_picture_is_there(http: Client, openai: OpenAIServer) -> None:
    asked = http.post("/renders", ASK)
    assert asked.status == 202
    assert asked.json()["state"] == "pending"
    assert asked.headers["Retry-After"] == "2"
    assert asked.headers["Cache-Control"] == "no-store"
    ready = settled(http, asked.location)
    assert ready["state"] == "ready"
    assert ready["caption"] == "911 Carrera in Gentian Blue Metallic, front three-quarter view"
    size = {"mediaType": "image/png", "width": TINY[0], "height": TINY[1], "length": len(tiny_png())}
    assert size.items() <= ready["picture"].items()
    assert http.get(ready["picture"]["url"]).body == tiny_png()
    assert len(openai.calls) == 1


def test_who_asks_again_gets_the_finished_render_at_once(http: Client, openai: OpenAIServer) -> None:
    first = http.post("/renders", ASK)
    settled(http, first.location)
    again = http.post("/renders", {"code": CODE.lower(), "view": "front"})
    assert (again.status, again.location) == (200, first.location)
    assert again.json()["state"] == "ready"
    assert again.headers["Retry-After"] is None
    assert len(openai.calls) == 1


def test_a_render_has_a_tag_by_which_it_is_recognised_once_nothing_changes(http: Client) -> None:
    address = http.post("/renders", ASK).location
    settled(http, address)
    finished = http.get(address)
    assert finished.headers["Cache-Control"] == "no-cache"
    again = http.get(address, {"If-None-Match": finished.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_picture_is_kept_by_browsers_for_ever_and_has_a_name_for_those_who_keep_it(http: Client) -> None:
    ready = settled(http, http.post("/renders", ASK).location)
    shown = http.get(ready["picture"]["url"])
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert shown.headers["Content-Type"] == "image/png"
    name = "911-carrera-in-gentian-blue-metallic-front-three-quarter-view.png"
    assert shown.headers["Content-Disposition"] == f'inline; filename="{name}"'
    kept = http.get(ready["picture"]["download"])
    assert kept.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    same = http.get(ready["picture"]["url"], {"If-None-Match": shown.headers["ETag"]})
    assert (same.status, same.body) == (304, b"")


def test_a_thousand_equal_requests_to_two_processes_make_one_call(
    server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path
) -> None:
    openai.seconds = 1.0
    settings = environment_of(openai, DATA_DIR=str(tmp_path / "shared"), IMAGE_CLIENT_DAILY="1")
    sites = [server(**settings), server(**settings)]

    def ask(number: int) -> set[tuple[str, int]]:
        return set(asking(sites[number % 2].url, 50))

    with ThreadPoolExecutor(20) as pool:
        answers = set().union(*pool.map(ask, range(20)))
    # Each process names itself as it was called.
    (address,) = {urlsplit(location).path for location, _ in answers}
    assert {status for _, status in answers} <= {200, 202}
    assert settled(sites[0].client(), address)["state"] == "ready"
    assert len(openai.calls) == 1


def asking(url: str, times: int) -> Iterable[tuple[str, int]]:
    """Location and status of the same request, repeated over one connection."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    for _ in range(times):
        connection.request("POST", "/renders", json.dumps(ASK), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        yield answer.headers["Location"], answer.status
    connection.close()


def test_a_picture_that_somebody_removed_is_a_404_and_the_render_stands(here: Server, http: Client) -> None:
    address = settled(http, http.post("/renders", ASK).location)["links"]["self"]
    for path in (here.folder / "data/renders").iterdir():
        path.unlink()
    assert http.get(f"{address}/picture").status == 404
    assert http.get(address).json()["state"] == "ready"


def test_the_usual_time_is_told_to_who_waits_after_others(http: Client, openai: OpenAIServer) -> None:
    assert http.post("/renders", ASK).json()["usualSeconds"] is None
    settled(http, http.post("/renders", ASK).location)
    openai.behave("hang")
    later = http.post("/renders", {**ASK, "view": "side"}).json()
    assert later["usualSeconds"] >= 1


def test_how_long_it_may_take_is_what_is_set(server: Callable[..., Server], openai: OpenAIServer) -> None:
    openai.behave("hang")
    here = server(**environment_of(openai, IMAGE_TIMEOUT_SECONDS="200"))
    assert "It takes up to 200 seconds" in here.client().get(f"/car/{CODE}").text
    asked = here.client().post("/renders", ASK)
    assert asked.json()["maxSeconds"] == 200
    openai.released.set()
    assert settled(here.client(), asked.location)["maxSeconds"] is None, "nothing is waited for any longer"


def test_nothing_about_the_person_is_kept_logged_or_sent(here: Server, http: Client, openai: OpenAIServer) -> None:
    settled(http, http.post("/renders", ASK, {"User-Agent": "Adas-Telephone", "Cookie": "owner=ada.secret"}).location)
    kept = b"".join(path.read_bytes() for path in (here.folder / "data").glob("profile.sqlite*"))
    sent = json.dumps([call.fields for call in openai.calls])
    for trace in ("127.0.0.1", "Adas-Telephone", "ada.secret"):
        assert trace.encode() not in kept
        assert trace not in sent
    assert "Adas" not in here.output
    assert "sk-test" not in here.output
