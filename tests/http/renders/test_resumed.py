"""Renders over HTTP: what happens to one when the server or its worker stops while it is made."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from configurator.app.build import build_services
from configurator.demo.openai_server import OpenAIServer
from configurator.image_model.client import OpenAIImageModel
from configurator.settings import Settings
from tests.support.processes import ROOT, Server, bare_environment, children_of
from tests.support.renders import ASK, COST, LEASE, WORST, Shop, environment_of, eventually


def settings_of(here: Server, openai: OpenAIServer) -> Settings:
    return Settings.from_environment(environment_of(openai, DATA_DIR=str(here.folder / "data")))


def test_a_server_that_stops_leaves_the_picture_to_the_worker(here: Server, openai: OpenAIServer) -> None:
    """A call that costs money is finished: its picture is there when the server is back."""
    openai.seconds = 1.5
    address = here.client().post("/renders", ASK).location
    eventually(lambda: openai.calls)
    here.stop()
    store = build_services(settings_of(here, openai)).renders
    ready = eventually(lambda: next((it for it in store.all() if it.state == "ready"), None))
    assert ready.id == address.rpartition("/")[2]
    assert (ready.calls, ready.lost) == (1, 0)


def test_a_worker_that_is_killed_in_its_call_is_followed_by_another(here: Server, openai: OpenAIServer) -> None:
    http = here.client()
    openai.behave("hang", "ready")
    address = http.post("/renders", ASK).location
    eventually(lambda: openai.calls)
    (worker,) = children_of(here.process.pid)
    os.kill(worker, signal.SIGKILL)
    assert http.get(address).json()["state"] == "in_progress"
    services = build_services(settings_of(here, openai))
    follower = Shop(
        services.renders,
        services.pictures,
        OpenAIImageModel(lambda: "sk-test", openai.url),
        services.render_service.terms,
    )
    follower.clock.now = datetime.now(UTC) + LEASE
    render = follower.run(address.rpartition("/")[2])
    assert (render.state, render.calls, render.lost) == ("ready", 2, 1)
    assert render.cost == WORST + COST
    assert http.get(address).json()["state"] == "ready"


def test_a_worker_that_outlives_its_server_stays_the_only_one(here: Server, openai: OpenAIServer) -> None:
    """Even if the clock is set forward meanwhile, so that its lease seems to be over."""
    openai.seconds = 3
    address = here.client().post("/renders", ASK).location
    eventually(lambda: openai.calls)
    here.kill()
    environment = {**bare_environment(), **environment_of(openai, DATA_DIR=str(here.folder / "data"))}
    command = [sys.executable, "-m", "configurator.app.worker", address.rpartition("/")[2]]
    second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "Another worker makes render" in second.stderr
    store = build_services(settings_of(here, openai)).renders
    ready = eventually(lambda: next((it for it in store.all() if it.state == "ready"), None))
    assert (ready.calls, ready.lost, len(openai.calls)) == (1, 0, 1)


def test_a_start_takes_up_what_was_waiting(server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path) -> None:
    settings = environment_of(openai, DATA_DIR=str(tmp_path / "shared"))
    services = build_services(Settings.from_environment(settings))
    waiting = Shop(services.renders, services.pictures, OpenAIImageModel(str, ""), services.render_service.terms)
    waiting.clock.now = datetime.now(UTC)
    render_id = waiting.ask().id
    here = server(**settings)
    eventually(lambda: waiting.get(render_id).state == "ready")
    assert len(openai.calls) == 1
    assert here.client().get(f"/renders/{render_id}").json()["state"] == "ready"
