"""Renders over HTTP: asked for once, paid once, seen by everybody; and what is said where there is none."""

import json
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest

from configurator.code import encode
from configurator.configuration import Car, check, default_selection
from configurator.pictures.openai_images import OpenAIPainter
from configurator.renders import LEASE
from configurator.services import build
from configurator.settings import Settings
from tests.support.client import Client
from tests.support.openai_server import OpenAIServer
from tests.support.processes import Server
from tests.support.renders import COST, WORST, Shop, environment_of, eventually, settled
from tests.support.stand_in_picture import TINY, tiny_png
from tests.unit.catalogues import OURS

CAR = default_selection(OURS.models[0]).document
CODE = encode(OURS, cast(Car, check(OURS, default_selection(OURS.models[0])).car))
ASK = {"carConfiguration": CAR, "view": "front"}
UNBUILDABLE = next(
    {**CAR, "model": model.id, "color": paint.id}
    for model in OURS.models
    for paint in OURS.paints
    if paint not in OURS.offered("color", model.line)
)


@pytest.fixture
def here(server: Callable[..., Server], openai: OpenAIServer) -> Server:
    return server(**environment_of(openai))


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
    (address,) = {location for location, _ in answers}
    assert {status for _, status in answers} <= {200, 202}
    assert settled(sites[0].client(), address)["state"] == "ready"
    assert len(openai.calls) == 1


def asking(url: str, times: int) -> Iterable[tuple[str, int]]:
    """Where the same request led and with which status, time after time over one connection."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
    for _ in range(times):
        connection.request("POST", "/renders", json.dumps(ASK), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        yield answer.headers["Location"], answer.status
    connection.close()


@pytest.mark.parametrize(
    ("behaviour", "state", "words"),
    [
        ("moderation", "refused", "declined"),
        ("cut", "failed", "not with a picture"),
        ("bad_key", "failed", "available"),
    ],
)
def test_what_went_wrong_is_told_in_words_for_people(
    behaviour: str, state: str, words: str, http: Client, openai: OpenAIServer
) -> None:
    openai.behave(behaviour)
    document = settled(http, http.post("/renders", ASK).location)
    assert document["state"] == state
    assert words in document["reason"]
    assert document["advice"]
    assert document["picture"] is None
    assert document["mayAskAgain"] is (behaviour == "moderation")


def test_a_refused_render_may_be_asked_for_once_more(http: Client, openai: OpenAIServer) -> None:
    openai.behave("moderation", "ready")
    address = http.post("/renders", ASK).location
    assert settled(http, address)["mayAskAgain"] is True
    again = http.post("/renders", ASK)
    assert (again.status, again.location) == (202, address)
    assert settled(http, address)["state"] == "ready"


def test_a_render_that_is_refused_twice_is_left_with_the_drawing(http: Client, openai: OpenAIServer) -> None:
    openai.behave("moderation")
    address = http.post("/renders", ASK).location
    assert settled(http, address)["advice"] == "You can ask once more."
    http.post("/renders", ASK)
    assert settled(http, address)["advice"] == "The drawing shows your car with everything you chose."
    again = http.post("/renders", ASK)
    assert (again.status, again.json()["state"], again.json()["mayAskAgain"]) == (200, "refused", False)
    assert len(openai.calls) == 2


def test_after_a_bad_key_nobody_else_is_kept_waiting(http: Client, openai: OpenAIServer) -> None:
    openai.behave("bad_key")
    settled(http, http.post("/renders", ASK).location)
    other = http.post("/renders", {**ASK, "view": "side"})
    assert (other.status, other.json()["state"], other.json()["fault"]) == (200, "unavailable", "bad_key")
    assert other.json()["until"] > other.json()["until"][:10]
    assert http.get("/catalogue").status == 200
    assert len(openai.calls) == 1


def test_without_a_key_renders_are_unavailable_and_the_drawing_is_named(http_off: Client) -> None:
    answer = http_off.post("/renders", ASK)
    document = answer.json()
    assert (answer.status, document["state"], document["id"], document["picture"]) == (200, "unavailable", None, None)
    assert document["reason"] == "DALL-E renders are not available at the moment."
    drawing = http_off.get(urlsplit(document["links"]["drawing"]).path)
    assert (drawing.status, drawing.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")


@pytest.fixture
def http_off(site: Server) -> Client:
    return site.client()


def test_every_state_has_the_same_members(http: Client, http_off: Client) -> None:
    asked = http.post("/renders", ASK)
    ready = settled(http, asked.location)
    unavailable = http_off.post("/renders", ASK).json()
    assert set(asked.json()) == set(ready) == set(unavailable)


def test_a_spent_budget_is_a_503_that_says_until_when(server: Callable[..., Server], openai: OpenAIServer) -> None:
    http = server(**environment_of(openai, IMAGE_DAILY_BUDGET_USD="0.01")).client()
    answer = http.post("/renders", ASK)
    assert answer.status == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "midnight" in answer.json()["detail"]
    left = timedelta(seconds=int(answer.headers["Retry-After"]))
    assert (datetime.now(UTC) + left).hour in (23, 0)
    assert openai.calls == []


def test_a_client_that_has_had_its_share_gets_429_and_others_get_theirs(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    here = server(**environment_of(openai, IMAGE_CLIENT_DAILY="1", HOST="127.0.0.1"))
    http = here.client()
    forged = {"X-Forwarded-For": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
    assert http.post("/renders", ASK).status == 202
    refused = http.post("/renders", {**ASK, "view": "side"}, forged)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert http.post("/renders", ASK).status in (200, 202), "what is there costs nobody anything"


def test_behind_a_trusted_proxy_each_visitor_has_a_share(server: Callable[..., Server], openai: OpenAIServer) -> None:
    environment = environment_of(openai, IMAGE_CLIENT_DAILY="1", HOST="127.0.0.1", TRUSTED_PROXY="127.0.0.1")
    http = server(**environment).client()
    first, second = {"X-Forwarded-For": "198.51.100.1"}, {"X-Forwarded-For": "6.6.6.6, 198.51.100.2"}
    assert http.post("/renders", ASK, first).status == 202
    assert http.post("/renders", {**ASK, "view": "side"}, second).status == 202
    forged = {"X-Forwarded-For": "6.6.6.7, 198.51.100.1"}
    assert http.post("/renders", {**ASK, "view": "interior"}, forged).status == 429, "the proxy's own word is the last"


@pytest.mark.parametrize(
    ("car", "names"),
    [
        (UNBUILDABLE, ["carConfiguration"]),
        ({**CAR, "color": "Octarine"}, ["carConfiguration.color"]),
        ({**CAR, "additionalFeatures": {"fridge": True}}, ["carConfiguration.additionalFeatures.fridge"]),
    ],
)
def test_a_car_that_cannot_be_built_is_a_409_that_says_why(
    car: dict[str, Any], names: list[str], http: Client, openai: OpenAIServer
) -> None:
    answer = http.post("/renders", {"carConfiguration": car, "view": "front"})
    assert answer.status == 409
    assert [it["name"] for it in answer.json()["invalid_params"]] == names
    assert openai.calls == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ([], [""]),
        ({}, ["view", "carConfiguration"]),
        ({"view": "top", "carConfiguration": CAR}, ["view"]),
        ({"view": ["front"], "carConfiguration": CAR}, ["view"]),
        ({"view": "front"}, ["carConfiguration"]),
        ({**ASK, "code": CODE}, ["carConfiguration"]),
        ({"view": "front", "code": 12}, ["code"]),
        ({"view": "front", "code": f"{CODE[:-1]}{'0' if CODE[-1] == '1' else '1'}"}, ["code"]),
        ({"view": "front", "carConfiguration": "911"}, ["carConfiguration"]),
        ({"view": "front", "carConfiguration": {**CAR, "model": ""}}, ["carConfiguration.model"]),
        ({**ASK, "prompt": "a red car"}, ["prompt"]),
        ({**ASK, "name": "Ada"}, ["name"]),
    ],
)
def test_a_body_of_another_shape_is_a_400_that_names_what_is_wrong(
    body: object, names: list[str], http_off: Client
) -> None:
    answer = http_off.post("/renders", body)
    assert answer.status == 400
    assert [it["name"] for it in answer.json()["invalid_params"]] == names


@pytest.mark.parametrize("path", ["/renders/none", f"/renders/{'0' * 32}-{'0' * 32}", "/renders/none/picture"])
def test_a_render_that_nobody_asked_for_is_a_404(path: str, http_off: Client) -> None:
    answer = http_off.get(path)
    assert (answer.status, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_picture_that_is_not_there_yet_is_a_404(http: Client, openai: OpenAIServer) -> None:
    openai.behave("hang")
    address = http.post("/renders", ASK).location
    assert http.get(f"{address}/picture").status == 404


def test_a_picture_that_somebody_removed_is_a_404_and_the_render_stands(here: Server, http: Client) -> None:
    address = settled(http, http.post("/renders", ASK).location)["links"]["self"]
    for path in (here.folder / "data/renders").iterdir():
        path.unlink()
    assert http.get(f"{address}/picture").status == 404
    assert http.get(address).json()["state"] == "ready"


def test_while_it_is_tried_again_the_answer_says_so(http: Client, openai: OpenAIServer) -> None:
    openai.behave("busy_for_7")
    address = http.post("/renders", ASK).location
    document = eventually(lambda: fault_of(http, address))
    assert document["state"] == "pending"
    assert document["reason"] == "OpenAI is very busy just now."
    assert document["advice"] == "It is tried again by itself."
    assert document["until"]


def fault_of(http: Client, address: str) -> dict[str, Any] | None:
    document: dict[str, Any] = http.get(address).json()
    return document if document["fault"] else None


def test_the_usual_time_is_told_to_who_waits_after_others(http: Client, openai: OpenAIServer) -> None:
    assert http.post("/renders", ASK).json()["usualSeconds"] is None
    settled(http, http.post("/renders", ASK).location)
    openai.behave("hang")
    later = http.post("/renders", {**ASK, "view": "side"}).json()
    assert later["usualSeconds"] >= 1


def test_a_server_that_stops_leaves_the_picture_to_the_worker(here: Server, openai: OpenAIServer) -> None:
    """What is being paid for is finished: it is there when the server is back."""
    openai.seconds = 1.5
    address = here.client().post("/renders", ASK).location
    eventually(lambda: openai.calls)
    here.stop()
    store = build(settings_of(here, openai)).renders
    ready = eventually(lambda: next((it for it in store.all() if it.state == "ready"), None))
    assert ready.id == address.rpartition("/")[2]
    assert (ready.calls, ready.lost) == (1, 0)


def test_a_worker_that_is_killed_in_its_call_is_followed_by_another(
    here: Server, http: Client, openai: OpenAIServer
) -> None:
    openai.behave("hang", "ready")
    address = http.post("/renders", ASK).location
    eventually(lambda: openai.calls)
    (worker,) = children_of(here.process.pid)
    os.kill(worker, signal.SIGKILL)
    assert http.get(address).json()["state"] == "in_progress"
    services = build(settings_of(here, openai))
    follower = Shop(
        services.renders, services.pictures, OpenAIPainter(lambda: "sk-test", openai.url), services.render_service.terms
    )
    follower.clock.now = datetime.now(UTC) + LEASE
    render = follower.run(address.rpartition("/")[2])
    assert (render.state, render.calls, render.lost) == ("ready", 2, 1)
    assert render.cost == WORST + COST
    assert http.get(address).json()["state"] == "ready"


def settings_of(here: Server, openai: OpenAIServer) -> Settings:
    return Settings.from_environment(environment_of(openai, DATA_DIR=str(here.folder / "data")))


def children_of(parent: int) -> list[int]:
    """Linux lists them by the thread that started them."""
    return [int(it) for path in Path(f"/proc/{parent}/task").glob("*/children") for it in path.read_text().split()]


def test_a_start_takes_up_what_was_waiting(server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path) -> None:
    settings = environment_of(openai, DATA_DIR=str(tmp_path / "shared"))
    services = build(Settings.from_environment(settings))
    waiting = Shop(services.renders, services.pictures, OpenAIPainter(str, ""), services.render_service.terms)
    waiting.clock.now = datetime.now(UTC)
    render_id = waiting.ask().id
    here = server(**settings)
    eventually(lambda: waiting.get(render_id).state == "ready")
    assert len(openai.calls) == 1
    assert here.client().get(f"/renders/{render_id}").json()["state"] == "ready"


def test_nothing_about_the_person_is_kept_logged_or_sent(here: Server, http: Client, openai: OpenAIServer) -> None:
    settled(http, http.post("/renders", ASK, {"User-Agent": "Adas-Telephone", "Cookie": "owner=ada.secret"}).location)
    kept = b"".join(path.read_bytes() for path in (here.folder / "data").glob("profile.sqlite*"))
    sent = json.dumps([call.fields for call in openai.calls])
    for trace in ("127.0.0.1", "Adas-Telephone", "ada.secret"):
        assert trace.encode() not in kept
        assert trace not in sent
    assert "Adas" not in here.output
    assert "sk-test" not in here.output
