"""Renders from Azure, gateways and compatible servers: how they are asked, the waits that they ask for, redirects."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from configurator.demo.gateway_behaviours import WAITS
from configurator.demo.openai_server import Call, OpenAIServer
from configurator.image_model.client import OpenAIImageModel
from configurator.settings import ImageParameters
from configurator.stores.sqlite import sqlite_stores
from tests.support.renders import TERMS, Shop

KEY = "sk-a-secret-of-ours"
DEPLOYMENT = "/openai/deployments/pictures?api-version=2025-04-01-preview"

Ask = Callable[..., Any]


@pytest.fixture
def shop(openai: OpenAIServer, tmp_path: Path) -> Callable[..., Shop]:
    def shop_at(url: str, model: str, parameters: ImageParameters = "auto", reference: bool = False) -> Shop:
        terms = TERMS._replace(recipe=TERMS.recipe._replace(model=model, reference=reference), base_url=url)
        painter = OpenAIImageModel(lambda: KEY, url, parameters)
        return Shop.in_folder(sqlite_stores(tmp_path)[1], tmp_path / "renders", painter, terms)

    return shop_at


def origin(openai: OpenAIServer) -> str:
    return openai.url.removesuffix("/v1")


def call_at(shop: Shop, openai: OpenAIServer) -> Call:
    """The one call that makes a render ready."""
    render = shop.run(shop.ask().id)
    assert (render.state, render.fault) == ("ready", "")
    (call,) = openai.calls
    return call


@pytest.mark.parametrize(
    "model",
    [
        "openai/gpt-image-2.6-flare",
        "azure/gpt-image-1",
        "openai:gpt-image-1.5",
        "gpt-image-2.6-flare@2026-10-01",
        "prod-gpt-image-1",
        "OpenAI/GPT_image_1",
        "openrouter/openai/gpt-image-1:free",
    ],
)
def test_a_gateways_name_of_gpt_image_is_recognised(
    model: str, shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    fields = call_at(shop(openai.url, model), openai).fields
    assert (fields["model"], fields["quality"], fields["output_format"]) == (model, "medium", "webp")
    assert "response_format" not in fields


def test_a_name_that_tells_nothing_needs_the_setting(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.deployments = {"pictures"}
    here = shop(openai.url, "pictures")
    assert here.run(here.ask().id).fault == "bad_request"
    assert openai.calls.pop().fields["response_format"] == "b64_json"
    here.clock.advance(60)
    here.image_model = OpenAIImageModel(lambda: KEY, openai.url, "gpt-image")
    assert call_at(here, openai).fields["quality"] == "medium"


def test_the_setting_counts_more_than_the_name(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    fields = call_at(shop(openai.url, "dall-e-like", "gpt-image"), openai).fields
    assert ("quality" in fields, "response_format" in fields) == (True, False)
    openai.calls.clear()
    fields = call_at(shop(openai.url, "stablediffusion", "dall-e"), openai).fields
    assert ("quality" in fields, "response_format" in fields) == (False, True)


@pytest.mark.parametrize("reference", [False, True])
def test_a_deployment_of_azure_gets_its_version_and_the_key_in_its_own_header(
    reference: bool, shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    here = shop(origin(openai) + DEPLOYMENT, "gpt-image-1.5", reference=reference)
    call = call_at(here, openai)
    endpoint = "edits" if reference else "generations"
    assert call.path == f"/openai/deployments/pictures/images/{endpoint}?api-version=2025-04-01-preview"
    assert call.headers["Api-Key"] == KEY
    assert "Authorization" not in call.headers
    assert bool(call.reference) is reference


def test_azures_own_host_is_recognised_without_a_version(
    shop: Callable[..., Shop], openai: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in answers as a proxy for all hosts."""
    monkeypatch.setenv("HTTP_PROXY", origin(openai))
    openai.deployments = {"pictures"}
    call = call_at(shop("http://ours.openai.azure.com/openai/v1", "pictures", "gpt-image"), openai)
    assert call.path == "http://ours.openai.azure.com/openai/v1/images/generations"
    assert (call.headers["Api-Key"], call.headers.get("Authorization")) == (KEY, None)
    assert call.fields["model"] == "pictures"


def test_a_query_goes_along_as_it_is(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    call = call_at(shop(f"{openai.url}?tag=a%20b&tag=c&empty=", "gpt-image-1"), openai)
    url = urlsplit(call.path)
    assert url.path == "/v1/images/generations"
    assert url.query in ("tag=a%20b&tag=c&empty=", "tag=a+b&tag=c&empty=")
    assert call.headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("behaviour", WAITS)
def test_the_wait_is_the_one_that_the_server_asks_for(
    behaviour: str, shop: Callable[..., Shop], openai: OpenAIServer
) -> None:
    openai.behave(behaviour, "ready")
    here = shop(openai.url, "gpt-image-1")
    render_id = here.ask().id
    wait = here.work.run(render_id)
    assert wait == WAITS[behaviour][1]
    here.clock.advance(wait - 0.1)
    assert here.work.run(render_id) is None
    assert len(openai.calls) == 1, "no call is made too early"
    here.clock.advance(0.2)
    assert here.run(render_id).state == "ready"


def test_a_limits_reset_says_nothing_about_an_outage(shop: Callable[..., Shop], openai: OpenAIServer) -> None:
    openai.behave("outage_with_reset")
    here = shop(openai.url, "gpt-image-1")
    assert here.work.run(here.ask().id) == 2.0


@pytest.mark.parametrize("behaviour", ["redirect_loop", "redirect_301", "redirect_302", "redirect_308"])
@pytest.mark.parametrize("reference", [False, True])
def test_a_redirect_is_followed_by_nobody_and_closes_the_shop(
    behaviour: str,
    reference: bool,
    shop: Callable[..., Shop],
    openai: OpenAIServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    openai.behave(behaviour)
    here = shop(openai.url, "gpt-image-1", reference=reference)
    with caplog.at_level(logging.WARNING):
        render = here.run(here.ask(0).id)
    assert (render.state, render.fault, render.calls) == ("failed", "redirected", 1)
    assert len(openai.calls) == 1
    assert here.used == 0
    closure = here.service.closure()
    assert closure
    assert closure.fault == "redirected"
    moved = f"the address redirects: set OPENAI_BASE_URL to {origin(openai)}/new/v1"
    assert (moved if behaviour == "redirect_308" else "the address redirects to itself") in caplog.text
    assert KEY not in caplog.text


def test_an_error_that_comes_as_a_success_is_in_the_log(
    shop: Callable[..., Shop], openai: OpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    openai.behave("error_in_200")
    here = shop(openai.url, "openai/gpt-image-1")
    here.run(here.ask().id)
    assert "no_picture error 502" in caplog.text


def test_the_picture_of_a_public_server_is_not_fetched_from_our_network(
    shop: Callable[..., Shop], openai: OpenAIServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HTTP_PROXY", origin(openai))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    openai.behave("by_url")
    here = shop("http://8.8.8.8/v1", "gpt-image-1")
    render = here.run(here.ask().id)
    assert (render.fault, len(openai.calls), openai.downloads) == ("no_picture", 1, [])
    assert "a link into a private network" in caplog.text
