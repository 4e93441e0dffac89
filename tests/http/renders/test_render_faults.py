"""Every fault of OpenAI: how the render ends, what people read, what it costs, and how many calls we make.

The real client calls a faulty server over HTTP. The store, the pictures and the worker are real.
"""

import base64
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from configurator.demo.gateway_behaviours import PAID_REFUSALS, PICTURES, REDIRECTS, REFUSALS, WAITS
from configurator.demo.openai_behaviours import BEHAVIOURS
from configurator.demo.openai_server import OpenAIServer
from configurator.demo.picture import TINY, tiny_png
from configurator.image_model.client import OpenAIImageModel
from configurator.renders.prompt import prompt
from configurator.renders.render import MAX_ATTEMPTS, day_of
from configurator.renders.time_limits import TimeLimits
from configurator.stores.sqlite import sqlite_stores
from tests.support.processes import closed_port
from tests.support.renders import COST, TERMS, USAGE, WORST, Shop, cars

KEY = "sk-a-secret-of-ours"
SHORT, PATIENT = 0.5, 20.0


@pytest.fixture
def shop(openai: OpenAIServer, tmp_path: Path) -> Callable[..., Shop]:
    def shop_at(url: str = openai.url, **terms: object) -> Shop:
        painter = OpenAIImageModel(lambda: KEY, url)
        return Shop.in_folder(sqlite_stores(tmp_path)[1], tmp_path / "renders", painter, TERMS._replace(**terms))  # type: ignore[arg-type]

    return shop_at


class End(NamedTuple):
    """How the render ends: state, fault, number of calls, number of lost calls, and the cost in micro-dollars."""

    state: str
    fault: str
    calls: int
    lost: int
    cost: int


ENDS = {
    "ready": End("ready", "", 1, 0, COST),
    "by_url": End("ready", "", 1, 0, WORST),
    "moderation": End("refused", "refused", 1, 0, 0),
    "policy": End("refused", "refused", 1, 0, 0),
    "bad_request": End("failed", "bad_request", 1, 0, 0),
    "billing": End("failed", "quota", 1, 0, 0),
    "bad_key": End("failed", "bad_key", 1, 0, 0),
    "not_allowed": End("failed", "not_allowed", 1, 0, 0),
    "model_gone": End("failed", "model_gone", 1, 0, 0),
    "quota": End("failed", "quota", 1, 0, 0),
    "busy": End("failed", "busy", MAX_ATTEMPTS, 0, 0),
    "busy_for_7": End("failed", "busy", MAX_ATTEMPTS, 0, 0),
    "busy_for_an_hour": End("failed", "busy", 1, 0, 0),
    "outage": End("failed", "outage", MAX_ATTEMPTS, 0, 0),
    "overload": End("failed", "outage", MAX_ATTEMPTS, 0, 0),
    "gateway": End("failed", "gateway", MAX_ATTEMPTS, MAX_ATTEMPTS, MAX_ATTEMPTS * WORST),
    "reset": End("failed", "broken_off", 1, 1, WORST),
    "short": End("failed", "broken_off", 1, 1, WORST),
    "hang": End("failed", "too_slow", 1, 1, WORST),
    "drip": End("failed", "too_slow", 1, 1, WORST),
    "cut": End("failed", "unreadable", 1, 1, WORST),
    "null": End("failed", "unreadable", 1, 1, WORST),
    "list": End("failed", "unreadable", 1, 1, WORST),
    "html": End("failed", "unreadable", 1, 1, WORST),
    "no_data": End("failed", "no_picture", 1, 1, WORST),
    "empty": End("failed", "no_picture", 1, 1, COST),
    "url_gone": End("failed", "no_picture", 1, 1, WORST),
    "url_huge": End("failed", "too_large", 1, 1, WORST),
    "bad_base64": End("failed", "not_a_picture", 1, 1, COST),
    "not_a_picture": End("failed", "not_a_picture", 1, 1, COST),
    "half_a_picture": End("failed", "not_a_picture", 1, 1, COST),
    "huge": End("failed", "too_large", 1, 1, WORST),
    **dict.fromkeys(PICTURES, End("ready", "", 1, 0, COST)),
    **dict.fromkeys(("no_list", "images", "bare_picture"), End("ready", "", 1, 0, WORST)),
    **dict.fromkeys(REFUSALS, End("refused", "refused", 1, 0, 0)),
    **dict.fromkeys(PAID_REFUSALS, End("refused", "refused", 1, 1, COST)),
    "filtered_unknown_cost": End("refused", "refused", 1, 1, WORST),
    **dict.fromkeys(WAITS, End("failed", "busy", MAX_ATTEMPTS, 0, 0)),
    "outage_with_reset": End("failed", "outage", MAX_ATTEMPTS, 0, 0),
    **dict.fromkeys(REDIRECTS, End("failed", "redirected", 1, 0, 0)),
    "error_in_200": End("failed", "no_picture", 1, 1, WORST),
    "metadata": End("failed", "no_picture", 1, 1, WORST),
    "redirected_to_metadata": End("failed", "no_picture", 1, 1, WORST),
}


@pytest.mark.parametrize("behaviour", ENDS)
def test_whatever_openai_does_has_a_named_end_and_a_price(
    behaviour: str, shop: Callable[..., Shop], openai: OpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    openai.behave(behaviour)
    here = shop()
    with caplog.at_level(logging.DEBUG):
        render = here.run(here.ask().id, SHORT if behaviour in ("hang", "drip") else PATIENT)
    assert End(render.state, render.fault, render.calls, render.lost, render.cost) == ENDS[behaviour]
    assert len(openai.calls) == render.calls
    assert (here.used, render.reserved) == (render.cost, 0)
    assert KEY not in caplog.text


def test_every_behaviour_of_the_stand_in_has_an_end_here() -> None:
    """Except those that only wait: they end like `ready` or `busy`."""
    assert {*BEHAVIOURS} - {*ENDS} == {"held", "busy_for_0", "busy_for_60"}


def test_a_connection_that_is_refused_is_tried_again_and_costs_nothing(shop: Callable[..., Shop]) -> None:
    here = shop(f"http://127.0.0.1:{closed_port()}/v1")
    render = here.run(here.ask().id)
    assert (render.state, render.fault, render.calls, render.cost) == ("failed", "unreachable", MAX_ATTEMPTS, 0)
    assert here.used == 0


@pytest.mark.parametrize("behaviour", ["busy", "busy_for_7", "outage", "overload", "gateway"])
def test_a_fault_that_passes_is_sat_out(behaviour: str, shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.behave(behaviour, "ready")
    here = shop()
    render = here.run(here.ask().id)
    assert (render.state, render.fault, render.calls) == ("ready", "", 2)
    assert here.used == COST + (WORST if behaviour == "gateway" else 0)


def test_a_call_is_given_up_after_the_time_that_the_terms_allow(
    shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    openai.behave("hang")
    here = shop(time_limits=TimeLimits(SHORT))
    render_id, started = here.ask().id, time.monotonic()
    assert here.work.run(render_id) is None
    assert here.get(render_id).fault == "too_slow"
    assert time.monotonic() - started < TimeLimits().call, "it didn't wait as long as by default"


def test_the_wait_is_the_one_that_openai_asks_for(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.behave("busy_for_7")
    here = shop()
    render_id = here.ask().id
    assert here.work.run(render_id) == 7.0
    waiting = here.get(render_id)
    assert (waiting.state, waiting.fault) == ("pending", "busy")
    assert here.work.run(render_id) is None
    assert len(openai.calls) == 1, "no call is made too early"


def test_who_is_told_to_wait_long_may_not_be_asked_again_earlier(
    shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    openai.behave("busy_for_an_hour")
    here = shop()
    render = here.run(here.ask().id)
    here.clock.advance(3500)
    assert not render.can_be_requested_again(here.clock())
    here.clock.advance(200)
    assert render.can_be_requested_again(here.clock())


@pytest.mark.parametrize("behaviour", ["bad_key", "not_allowed", "model_gone", "quota"])
def test_a_fault_that_concerns_everybody_closes_the_shop_for_a_while(
    behaviour: str, shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    openai.behave(behaviour)
    here = shop()
    waiting = here.ask(1)
    here.run(here.ask(0).id)
    closure = here.service.closure()
    assert closure
    assert closure.fault == behaviour
    assert here.run(waiting.id).fault == behaviour
    assert len(openai.calls) == 1, "the other renders make no call"
    here.clock.advance(301)
    assert here.service.closure() is None


def test_a_picture_is_kept_byte_by_byte_before_the_render_is_ready(
    shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    here = shop()
    render = here.run(here.ask().id)
    assert render.picture
    assert here.pictures.read(render.picture.name) == tiny_png()
    assert (render.picture.media_type, render.picture.width, render.picture.height) == ("image/png", *TINY)
    assert render.usage == USAGE


def test_the_drawing_goes_along_as_reference(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    here = shop(recipe=TERMS.recipe._replace(reference=True))
    render = here.run(here.ask().id)
    (call,) = openai.calls
    assert render.state == "ready"
    assert call.path == "/v1/images/edits"
    assert call.reference_type == "image/png"
    assert call.reference
    assert call.reference.startswith(b"\x89PNG")
    assert call.fields["prompt"] == prompt(cars()[0].car, "front", reference=True)  # type: ignore[arg-type]


def test_without_reference_the_words_go_alone(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    here = shop()
    here.run(here.ask().id)
    (call,) = openai.calls
    assert call.path == "/v1/images/generations"
    expected = {
        "model": "gpt-image-2.6-flare",
        "n": 1,
        "size": "1536x1024",
        "quality": "medium",
        "output_format": "webp",
        "prompt": prompt(cars()[0].car, "front", reference=False),  # type: ignore[arg-type]
    }
    assert call.fields == expected
    assert call.headers["Authorization"] == f"Bearer {KEY}"


def test_a_server_that_speaks_the_older_api_is_asked_in_its_own_way(
    shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    here = shop(recipe=TERMS.recipe._replace(model="stablediffusion"))
    assert here.run(here.ask().id).state == "ready"
    assert openai.calls[0].fields["response_format"] == "b64_json"
    assert not {"quality", "output_format"} & set(openai.calls[0].fields)


def test_the_picture_that_a_server_names_is_fetched_without_the_key(
    shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    openai.behave("by_url")
    here = shop()
    assert here.run(here.ask().id).state == "ready"
    (headers,) = openai.downloads
    assert "Authorization" not in headers


def test_a_refusal_may_be_asked_about_once_more_and_no_further(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.behave("moderation")
    here = shop()
    for _ in range(4):
        here.run(here.ask().id)
    assert len(openai.calls) == 2


def test_a_failure_may_be_asked_about_again_after_a_pause(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.behave("cut", "ready")
    here = shop()
    here.run(here.ask().id)
    assert here.ask().state == "failed"
    here.clock.advance(31)
    assert here.ask().state == "pending"
    assert here.run(here.ask().id).state == "ready"
    assert here.used == WORST + COST


def test_a_key_in_pieces_is_a_bad_key_and_never_told(
    shop: Callable[..., Shop], openai: OpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    here = shop()
    here.image_model = OpenAIImageModel(lambda: "sk-a-secret\nof-ours", openai.url)
    render = here.run(here.ask().id)
    assert (render.state, render.fault) == ("failed", "bad_key")
    assert "secret" not in caplog.text


def test_a_webp_stays_a_webp(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.picture = base64.b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
    here = shop()
    render = here.run(here.ask().id)
    assert render.picture
    assert render.picture.media_type == "image/webp"
    assert here.pictures.read(render.picture.name) == openai.picture


def test_what_is_spent_is_spent_on_the_day_that_it_was_reserved(
    shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    openai.behave("cut", "ready")
    here = shop()
    render_id = here.ask().id
    here.run(render_id)
    before = here.clock.now
    here.clock.advance(24 * 3600)
    here.ask()
    here.run(render_id)
    assert here.store.budget_status(day_of(before)).used == WORST
    assert here.used == COST
