"""What an operator is told at the start about valid settings: some have no effect, and some are misspelt."""

from pathlib import Path

import pytest

from configurator.app.advice import advice
from configurator.app.build import build_services
from configurator.settings import EnvironmentReader, Settings
from tests.support.renders import PIN_HASH

PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": "x" * 40}
RENDERS = {"OPENAI_API_KEY": "sk-test"}


def told(tmp_path: Path, **environment: str) -> list[str]:
    given = {"DATA_DIR": str(tmp_path / "data"), "PATH": "/usr/bin", "HOSTNAME": "web-1", "LANG": "C", **environment}
    read = EnvironmentReader(given)
    settings = Settings.read_from(read)
    return list(advice(given, read, settings, build_services(settings).terms))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("IMAGE_DAILY_BUDGET", "IMAGE_DAILY_BUDGET_USD"),
        ("TRUSTED_HOST", "TRUSTED_HOSTS"),
        ("PUBLIC_ULR", "PUBLIC_URL"),
        ("SECRETKEY", "SECRET_KEY"),
        ("OPENAI_KEY", "OPENAI_API_KEY"),
        ("KIOSK_PIN", "KIOSK_PIN_HASH"),
        ("public_url", "PUBLIC_URL"),
    ],
)
def test_a_name_that_is_almost_a_settings_is_taken_for_a_mistake(written: str, meant: str, tmp_path: Path) -> None:
    assert told(tmp_path, **{written: "x"}) == [f"{written} is not a setting and has no effect. Did you mean {meant}?"]


@pytest.mark.parametrize(
    "name", ["AWS_REGION", "AWS_STAGE", "HOME", "PWD", "TERM", "DB_PORT", "STORE_PATH", "OPENAI_ORG_ID", "EDITOR", "TZ"]
)
def test_variables_of_other_programs_are_nothing_to_talk_about(name: str, tmp_path: Path) -> None:
    assert told(tmp_path, **{name: "x"}) == []


@pytest.mark.parametrize(
    ("name", "value", "makes_it_count"),
    [
        ("TABLE_PREFIX", "cars-", {"STORE": "dynamodb", "AWS_REGION": "us-east-1"}),
        ("KIOSK_BUDGET_PERCENT", "50", {"KIOSK_PIN_HASH": PIN_HASH}),
        ("RATE_LIMIT_CREATE", "5/minute", {"RATE_LIMITS": "on"}),
        ("RATE_LIMIT_DRAW", "5/minute", PRODUCTION),
        ("IMAGE_MODEL", "gpt-image-2.6-flare", RENDERS),
        ("IMAGE_CLIENT_DAILY", "1", RENDERS),
        ("IMAGE_RATE_OUTPUT", "31", RENDERS),
    ],
)
def test_a_setting_without_effect_is_named_with_the_reason(
    name: str, value: str, makes_it_count: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    [said] = told(tmp_path / "one", **{name: value})
    assert said.startswith(f"{name} has no effect: ")
    assert told(tmp_path / "two", **{name: value}, **makes_it_count) == []


def test_a_budget_below_the_price_of_one_render_is_named_with_both(tmp_path: Path) -> None:
    [said] = told(tmp_path / "one", **RENDERS, IMAGE_DAILY_BUDGET_USD="0.01")
    assert said.startswith("IMAGE_DAILY_BUDGET_USD: a render may cost 0.")
    assert "0.0100 USD a day is left for the website and apps, so they get none." in said
    assert told(tmp_path / "two", **RENDERS, IMAGE_DAILY_BUDGET_USD="1") == []


def test_a_site_without_tls_in_production_is_told_what_that_means(tmp_path: Path) -> None:
    [said] = told(tmp_path / "one", **PRODUCTION, PUBLIC_URL="http://cars.example.com")
    assert "PUBLIC_URL=http://cars.example.com: without TLS" in said
    assert told(tmp_path / "two", **PRODUCTION, PUBLIC_URL="https://cars.example.com") == []
    assert told(tmp_path / "three", PUBLIC_URL="http://192.168.1.5:8000") == []


def test_nothing_is_said_about_a_usual_installation(tmp_path: Path) -> None:
    assert told(tmp_path) == []
