"""The commands costs and renders prune; and what /health shows to staff."""

import hashlib
import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from configurator.demo.openai_server import OpenAIServer
from configurator.renders.render import KIOSK_BUDGET, day_of
from tests.support.processes import Server
from tests.support.renders import COST, PIN_HASH, WORST, Shop

Run = Callable[..., subprocess.CompletedProcess[str]]
STAFF = "the staff's own secret"


def test_costs_are_told_by_day_and_model(run: Run, shop: Shop, openai: OpenAIServer) -> None:
    openai.behave("ready", "ready", "cut")
    for number in range(3):
        shop.run(shop.ask(number).id)
    lines = run("costs").stdout.splitlines()
    assert lines[0].split() == ["day", "model", "ready", "calls", "lost", "USD"]
    total = f"{(2 * COST + WORST) / 1e6:.4f}"
    assert lines[1].split() == [day_of(shop.clock.now), "gpt-image-2.6-flare", "2", "3", "1", total]
    assert lines[2].split() == ["total", "2", "3", "1", total]


def test_costs_of_a_month_without_any_say_so(run: Run, shop: Shop) -> None:
    assert run("costs", "--month", "2020-01").stdout == "No render was paid for in 2020-01.\n"


def test_pruning_removes_the_old_with_their_pictures_and_leaves_the_new(run: Run, shop: Shop) -> None:
    today = shop.clock.now
    shop.clock.now = today - timedelta(days=200)
    old = shop.run(shop.ask(0).id)
    shop.clock.now = today
    new = shop.run(shop.ask(1).id)
    assert old.picture
    assert new.picture
    would = run("renders", "prune", "--dry-run").stdout
    assert would.startswith("Renders would be removed: 1. Pictures would be removed: 1,")
    assert shop.pictures.read(old.picture.name)
    assert run("renders", "prune").stdout.startswith("Renders removed: 1. Pictures removed: 1,")
    assert set(shop.store.all()) == {new}
    assert [it.name for it in shop.pictures.all()] == [new.picture.name]


def test_pruning_frees_a_render_whose_picture_is_gone(run: Run, shop: Shop) -> None:
    render = shop.run(shop.ask().id)
    assert render.picture
    shop.pictures.remove(render.picture.name)
    run("renders", "prune")
    assert shop.ask().state == "pending"


def test_pruning_leaves_alone_what_a_worker_may_be_about_to_note(
    run: Run, shop: Shop, environment: dict[str, str]
) -> None:
    folder = Path(environment["DATA_DIR"]) / "renders"
    folder.mkdir(parents=True)
    for name, age in (("fresh.webp", 0), ("forgotten.webp", 2 * 24 * 3600)):
        (folder / name).write_bytes(b"picture")
        moment = datetime.now(UTC).timestamp() - age
        os.utime(folder / name, (moment, moment))
    run("renders", "prune")
    assert [path.name for path in folder.iterdir()] == ["fresh.webp"]


def test_health_tells_staff_what_is_left_of_the_budget(
    server: Callable[..., Server], environment: dict[str, str], shop: Shop
) -> None:
    shop.run(shop.ask().id)
    here = server(**environment, STAFF_TOKEN_HASH=hashlib.sha256(STAFF.encode()).hexdigest())
    renders = here.client(Authorization=f"Bearer {STAFF}").get("/health").json()["renders"]
    assert renders == {
        "state": "open",
        "until": None,
        "model": "gpt-image-2.6-flare",
        "budgetUsd": {"limit": 5.0, "used": COST / 1e6, "left": (5_000_000 - COST) / 1e6},
    }
    assert "renders" not in here.client().get("/health").json()


def test_health_tells_staff_what_is_left_for_kiosks(
    server: Callable[..., Server], environment: dict[str, str], shop: Shop
) -> None:
    shop.terms = shop.terms._replace(kiosk_share=1_000_000)
    shop.run(shop.ask(budget=KIOSK_BUDGET).id)
    token_hash = hashlib.sha256(STAFF.encode()).hexdigest()
    here = server(**environment, STAFF_TOKEN_HASH=token_hash, KIOSK_PIN_HASH=PIN_HASH)
    renders = here.client(Authorization=f"Bearer {STAFF}").get("/health").json()["renders"]
    assert renders["budgetUsd"] == {"limit": 4.0, "used": 0.0, "left": 4.0}
    left = (1_000_000 - COST) / 1e6
    assert renders["kioskBudgetUsd"] == {"limit": 1.0, "used": COST / 1e6, "left": left}
