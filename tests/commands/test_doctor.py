"""The command doctor: what it finds about the key, the model, the server, the pictures and the budget."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from configurator.demo.openai_server import WRONG_KEY, OpenAIServer
from configurator.renders.render import KIOSK_BUDGET, day_of
from tests.support.processes import closed_port
from tests.support.renders import COST, PIN_HASH, Shop

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_doctor_who_finds_nothing_says_what_was_looked_at(run: Run) -> None:
    found = run("doctor")
    assert found.returncode == 0
    assert [line.split()[0] for line in found.stdout.splitlines()] == ["ok"] * 6
    assert "accepts the key and has the model gpt-image-2.6-flare" in found.stdout


def test_without_a_key_renders_are_off_and_that_is_no_fault(run: Run) -> None:
    found = run("doctor", OPENAI_API_KEY="", OPENAI_BASE_URL="")
    assert found.returncode == 0
    assert "warning  Renders are off" in found.stdout


def test_a_wrong_key_is_a_fault_that_is_never_told(run: Run) -> None:
    found = run("doctor", OPENAI_API_KEY=WRONG_KEY)
    assert found.returncode == 1
    assert "doesn't accept the key" in found.stdout
    assert WRONG_KEY not in found.stdout + found.stderr


def test_a_model_that_has_ended_is_refused_with_its_replacement(run: Run, openai: OpenAIServer) -> None:
    found = run("doctor", IMAGE_MODEL="dall-e-3", OPENAI_BASE_URL="")
    assert found.returncode == 1
    assert "IMAGE_MODEL=dall-e-3 ended on 2026-05-12: use gpt-image-2.6-flare." in found.stdout
    assert openai.calls == []


def test_an_old_name_is_fine_on_a_server_that_has_it(run: Run, openai: OpenAIServer) -> None:
    openai.shutdown_dates["dall-e-3"] = None
    assert run("doctor", IMAGE_MODEL="dall-e-3").returncode == 0


@pytest.mark.parametrize(
    ("days", "code", "words"),
    [(59, 0, "warning  IMAGE_MODEL"), (61, 0, "ok       http"), (-1, 1, "fault    IMAGE_MODEL")],
)
def test_a_model_whose_end_is_announced_is_told_in_time(
    days: int, code: int, words: str, run: Run, openai: OpenAIServer
) -> None:
    ends = (datetime.now(UTC) + timedelta(days=days)).date()
    openai.shutdown_dates["gpt-image-2.6-flare"] = f"{ends}"
    found = run("doctor")
    assert found.returncode == code
    assert words in found.stdout
    assert f"{ends}" in found.stdout


def test_a_server_that_knows_nothing_of_models_is_a_warning(run: Run) -> None:
    found = run("doctor", IMAGE_MODEL="stablediffusion")
    assert found.returncode == 0
    assert "knows nothing about the model stablediffusion" in found.stdout


def test_a_server_that_has_moved_is_a_fault_that_names_the_new_address(run: Run, openai: OpenAIServer) -> None:
    openai.moved_to = "https://new.example.com/v2"
    found = run("doctor")
    assert found.returncode == 1
    assert "301: the address redirects: set OPENAI_BASE_URL to https://new.example.com/v2." in found.stdout


def test_a_server_that_leads_elsewhere_is_a_fault_too(run: Run, openai: OpenAIServer) -> None:
    openai.moved_to = "https://login.example.com/?next="
    assert "set OPENAI_BASE_URL to the address that it leads to." in run("doctor").stdout


def test_azure_is_asked_in_its_own_way(run: Run, openai: OpenAIServer) -> None:
    """It lists models, and an address with a deployment has none. With the wrong header it would refuse the key."""
    azure = openai.url.removesuffix("/v1") + "/openai"
    found = run("doctor", OPENAI_BASE_URL=f"{azure}/v1?api-version=preview")
    assert f"{azure}/v1 accepts the key and has the model" in found.stdout
    found = run("doctor", OPENAI_BASE_URL=f"{azure}/deployments/cars?api-version=1", IMAGE_MODEL="gpt-image-1.5")
    assert found.returncode == 0
    assert "answers, but knows nothing about the model gpt-image-1.5" in found.stdout


def test_the_query_of_a_server_is_never_told(run: Run, openai: OpenAIServer) -> None:
    found = run("doctor", OPENAI_BASE_URL=f"{openai.url}?code=s3cret")
    assert found.returncode == 0
    assert f"{openai.url} accepts the key" in found.stdout
    assert "s3cret" not in found.stdout + found.stderr


def test_a_gateways_name_of_a_model_that_openai_ends_is_a_warning(run: Run, openai: OpenAIServer) -> None:
    openai.shutdown_dates["openai%2Fgpt-image-1"] = None
    found = run("doctor", IMAGE_MODEL="openai/gpt-image-1")
    assert found.returncode == 0
    assert f"warning  OpenAI ends gpt-image-1 on 2026-10-23. If {openai.url} ends it too" in found.stdout
    assert "change IMAGE_MODEL to gpt-image-2.6-sunburst there" in found.stdout


@pytest.mark.parametrize("quality", ["high", "auto"])
def test_slow_pictures_need_a_longer_call(quality: str, run: Run) -> None:
    found = run("doctor", IMAGE_QUALITY=quality)
    assert found.returncode == 0
    assert f"warning  IMAGE_TIMEOUT_SECONDS=90: with IMAGE_QUALITY={quality}, a picture can take 200 s." in found.stdout
    assert "warning" not in run("doctor", IMAGE_QUALITY=quality, IMAGE_TIMEOUT_SECONDS="240").stdout


def test_a_function_that_ends_during_a_call_is_a_fault_of_renders(run: Run) -> None:
    short = {"IMAGE_TIMEOUT_SECONDS": "200", "FUNCTION_TIMEOUT": "120"}
    found = run("doctor", **short)
    assert found.returncode == 1
    assert "fault    IMAGE_TIMEOUT_SECONDS=200: the function's timeout of 120 s is too short." in found.stdout
    assert run("doctor", "--drawings-suffice", **short).returncode == 0
    assert run("doctor", **{**short, "FUNCTION_TIMEOUT": "230"}).returncode == 0


def test_openai_out_of_reach_is_a_fault_with_what_to_check(run: Run) -> None:
    found = run("doctor", OPENAI_BASE_URL=f"http://127.0.0.1:{closed_port()}/v1")
    assert found.returncode == 1
    assert "check the network" in found.stdout


def test_where_drawings_suffice_it_is_told_and_no_fault(run: Run) -> None:
    found = run("doctor", "--drawings-suffice", OPENAI_BASE_URL=f"http://127.0.0.1:{closed_port()}/v1")
    assert found.returncode == 0
    assert "warning" in found.stdout
    assert "check the network" in found.stdout


@pytest.mark.parametrize("options", [[], ["--drawings-suffice"]])
def test_a_folder_for_pictures_that_cannot_be_used_is_a_fault(
    options: list[str], run: Run, environment: dict[str, str]
) -> None:
    folder = Path(environment["DATA_DIR"])
    folder.mkdir()
    (folder / "renders").write_text("in the way")
    found = run("doctor", *options)
    assert found.returncode == 1
    assert "fault    The picture store" in found.stdout


def test_a_mended_key_opens_the_shop_again(run: Run, shop: Shop) -> None:
    now = shop.clock.now
    shop.store.close(day_of(now), "bad_key", now + timedelta(minutes=5))
    assert "Renders were closed (bad_key) and are open again." in run("doctor").stdout
    shop.clock.advance(60)  # the doctor may be slow
    assert shop.service.closure() is None


def test_a_key_that_is_still_wrong_leaves_it_closed(run: Run, shop: Shop) -> None:
    now = shop.clock.now
    shop.store.close(day_of(now), "bad_key", now + timedelta(minutes=5))
    run("doctor", OPENAI_API_KEY=WRONG_KEY)
    assert shop.service.closure()


def test_what_kiosks_have_used_is_told_apart_and_counted_in_the_costs(run: Run, shop: Shop) -> None:
    shop.terms = shop.terms._replace(kiosk_share=1_000_000)
    shop.run(shop.ask(0).id)
    shop.run(shop.ask(1, budget=KIOSK_BUDGET).id)
    found = run("doctor", KIOSK_PIN_HASH=PIN_HASH).stdout
    assert f"Today's budget: {COST / 1e6:.4f} USD of 4.0000 USD used" in found
    assert f"Today's budget of the kiosks: {COST / 1e6:.4f} USD of 1.0000 USD used" in found
    assert "of the kiosks" not in run("doctor").stdout
    assert run("costs").stdout.split()[-1] == f"{2 * COST / 1e6:.4f}"


def test_a_kiosks_budget_that_is_used_up_is_a_warning(run: Run) -> None:
    found = run("doctor", KIOSK_PIN_HASH=PIN_HASH, KIOSK_BUDGET_PERCENT="1")
    assert found.returncode == 0
    assert "warning  Today's budget of the kiosks: 0.0000 USD of 0.0500 USD used" in found.stdout
