"""Settings: defaults that work, and a start that stops with a sentence for a wrong value."""

import re
from pathlib import Path

import pytest
from werkzeug.security import check_password_hash

import configurator
from configurator.app.build import build_services
from configurator.renders.render import BUDGET, KIOSK_BUDGET
from configurator.settings import Settings, SettingsError, require_lasting, require_time
from tests.support.renders import PIN_HASH

PRODUCTION = {"ENVIRONMENT": "production", "SECRET_KEY": "x" * 40}


def read(tmp_path: Path, **environment: str) -> Settings:
    return Settings.from_environment({"DATA_DIR": str(tmp_path / "var"), **environment})


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.host, settings.port, settings.store) == ("127.0.0.1", 8000, "sqlite")


def test_the_data_lies_beside_the_package_wherever_a_command_is_run(tmp_path: Path) -> None:
    assert Settings().data_dir == Path(configurator.__file__).parents[1] / "var"


def test_a_development_key_is_made_once_and_kept_to_the_owner(tmp_path: Path) -> None:
    first = read(tmp_path)
    assert len(first.secret_key) >= 32
    assert read(tmp_path).secret_key == first.secret_key
    assert (tmp_path / "var/development.key").stat().st_mode & 0o077 == 0


def test_production_refuses_to_start_without_a_key(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        read(tmp_path, ENVIRONMENT="production")
    with pytest.raises(SettingsError, match="SECRET_KEY is too short"):
        read(tmp_path, ENVIRONMENT="production", SECRET_KEY="a")
    assert read(tmp_path, ENVIRONMENT="production", SECRET_KEY="x" * 40).secret_key == "x" * 40


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("STORE", "postgres"),
        ("TABLE_PREFIX", "our cars/"),
        ("ENVIRONMENT", "prod"),
        ("PUBLIC_URL", "cars.example.com"),
        ("TRUSTED_PROXY", "nginx"),
        ("USER_ACCESS", "everybody"),
        ("CONTACT", "us"),
        ("IMAGE_DAILY_BUDGET_USD", "lots"),
        ("IMAGE_DAILY_BUDGET_USD", "-1"),
        ("IMAGE_QUALITY", "hd"),
        ("IMAGE_CLIENT_DAILY", "-1"),
        ("IMAGE_PARAMETERS", "gpt"),
        ("IMAGE_TIMEOUT_SECONDS", "29"),
        ("IMAGE_TIMEOUT_SECONDS", "601"),
        ("IMAGE_TIMEOUT_SECONDS", "a minute"),
        ("FUNCTION_TIMEOUT", "901"),
        ("KIOSK_BUDGET_PERCENT", "101"),
        ("KIOSK_BUDGET_PERCENT", "-1"),
        ("KIOSK_BUDGET_PERCENT", "a fifth"),
        ("IMAGE_RATE_OUTPUT", "nan"),
        ("OPENAI_API_KEY", "sk-one two"),
        ("RATE_LIMITS", "yes"),
        ("RATE_LIMIT_CREATE", "60"),
        ("RATE_LIMIT_READ", "0/minute"),
        ("RATE_LIMIT_RENDER", "20/week"),
        ("RATE_LIMIT_DRAW", "1.5/second"),
        ("PICTURES", "cars"),
        ("PICTURES", "s3://"),
        ("PICTURES", "https://bucket.example.com"),
    ],
)
def test_a_bad_value_names_the_setting(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=name):
        read(tmp_path, **{name: value})


def test_a_bad_limit_is_answered_with_a_good_one(tmp_path: Path) -> None:
    expected = "RATE_LIMIT_CREATE='lots': use a number of requests per second, minute, hour or day, such as 60/minute."
    with pytest.raises(SettingsError, match=re.escape(expected)):
        read(tmp_path, RATE_LIMIT_CREATE="lots", RATE_LIMITS="off")


@pytest.mark.parametrize(
    ("environment", "loopback"),
    [
        ({}, None),
        ({"RATE_LIMITS": "on"}, True),
        ({"RATE_LIMITS": "off"}, None),
        (PRODUCTION, False),
        ({**PRODUCTION, "RATE_LIMITS": "on"}, True),
        ({**PRODUCTION, "RATE_LIMITS": "off"}, None),
    ],
)
def test_production_limits_all_but_the_machine_itself_unless_told_otherwise(
    environment: dict[str, str], loopback: bool | None, tmp_path: Path
) -> None:
    limits = read(tmp_path, **environment).rate_limits
    assert (limits and limits.loopback) is loopback


def test_an_operator_sets_each_limit(tmp_path: Path) -> None:
    limits = read(tmp_path, RATE_LIMITS="on", RATE_LIMIT_CREATE=" 100/hour ", RATE_LIMIT_DRAW="9/second").rate_limits
    assert limits
    assert limits.limits == {"create": (100, 3600), "read": (1200, 60), "render": (20, 60), "draw": (9, 1)}


@pytest.mark.parametrize(
    ("given", "link"),
    [
        ("", ""),
        ("help@cars.example", "mailto:help@cars.example"),
        ("https://cars.example/help/", "https://cars.example/help/"),
    ],
)
def test_people_can_be_told_where_to_write_to(given: str, link: str, tmp_path: Path) -> None:
    assert read(tmp_path, CONTACT=given).contact == link


def test_an_api_key_is_stripped_and_never_shown(tmp_path: Path) -> None:
    settings = read(tmp_path, OPENAI_API_KEY=" sk-secret\n", SECRET_KEY="s3cret" * 8)
    assert settings.images.api_key == "sk-secret"
    assert "sk-secret" not in repr(settings)
    assert "s3cret" not in repr(settings)


def test_a_bad_api_key_is_not_in_the_message(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, OPENAI_API_KEY="sk-sec ret")
    assert "sk-sec" not in str(caught.value)


PIN_HASHES = {
    "scrypt": f"scrypt:32768:8:1$EVAy15T2j6ZxSZY7${'a1' * 64}",
    "pbkdf2": f"pbkdf2:sha256:1000000$EVAy15T2j6ZxSZY7${'a1' * 32}",
}


@pytest.mark.parametrize("pin_hash", PIN_HASHES.values(), ids=PIN_HASHES)
def test_the_hash_of_a_pin_is_read_and_never_shown(pin_hash: str, tmp_path: Path) -> None:
    settings = read(tmp_path, KIOSK_PIN_HASH=f" {pin_hash}\n")
    assert settings.kiosk.pin_hash == pin_hash
    assert "EVAy" not in f"{settings.kiosk!r} {settings!r}"


@pytest.mark.parametrize(
    "value",
    [
        "314159",
        "scrypt:32768:8:1",
        "scrypt:32768:8:1$salt$a1",
        PIN_HASHES["scrypt"].replace("32768", "32767"),
        PIN_HASHES["scrypt"].replace("32768", "1"),
        PIN_HASHES["scrypt"].replace(":8:", ":0:"),
        PIN_HASHES["pbkdf2"].replace("1000000", "0"),
        PIN_HASHES["pbkdf2"].replace("sha256", "md5"),
        PIN_HASHES["pbkdf2"].upper(),
    ],
)
def test_a_pin_that_is_not_a_hash_stops_the_start_and_is_not_in_the_message(value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"KIOSK_PIN_HASH is not the hash of a PIN: .* kiosk-pin") as caught:
        read(tmp_path, KIOSK_PIN_HASH=value)
    assert value not in str(caught.value)


@pytest.mark.parametrize("pin_hash", PIN_HASHES.values(), ids=PIN_HASHES)
def test_every_hash_that_is_accepted_can_be_compared_with(pin_hash: str) -> None:
    assert check_password_hash(pin_hash, "314159") is False


@pytest.mark.parametrize(
    ("left_out", "message"),
    [("STORE", "STORE=sqlite: on Lambda no file lasts"), ("PICTURES", "PICTURES=folder: on Lambda no file lasts")],
)
def test_on_lambda_nothing_is_kept_in_files(left_out: str, message: str, tmp_path: Path) -> None:
    lasting = {"STORE": "dynamodb", "PICTURES": "s3://cars"}
    require_lasting(read(tmp_path, **lasting))
    del lasting[left_out]
    with pytest.raises(SettingsError, match=message):
        require_lasting(read(tmp_path, **lasting))


@pytest.mark.parametrize(
    ("timeout", "function"), [("90", "120"), ("90", "0"), ("200", "230"), ("200", "900"), ("600", "630")]
)
def test_on_lambda_a_function_lives_long_enough_for_its_calls(timeout: str, function: str, tmp_path: Path) -> None:
    require_time(read(tmp_path, OPENAI_API_KEY="sk-a", IMAGE_TIMEOUT_SECONDS=timeout, FUNCTION_TIMEOUT=function))


def test_on_lambda_a_function_that_would_end_during_a_call_does_not_start(tmp_path: Path) -> None:
    short = {"IMAGE_TIMEOUT_SECONDS": "200", "FUNCTION_TIMEOUT": "120"}
    require_time(read(tmp_path, **short))  # renders are off
    with pytest.raises(SettingsError) as caught:
        require_time(read(tmp_path, OPENAI_API_KEY="sk-a", **short))
    assert str(caught.value) == (
        "IMAGE_TIMEOUT_SECONDS=200: the function's timeout of 120 s is too short. "
        "Run `make deploy`, which sets it to 230 s."
    )


def test_the_key_may_lie_in_parameter_store(tmp_path: Path) -> None:
    settings = read(tmp_path, ENVIRONMENT="production", SECRET_KEY_PARAMETER="/profile/dev/secret-key")
    assert (settings.secret_key, settings.secret_key_parameter) == ("", "/profile/dev/secret-key")


@pytest.mark.parametrize(
    ("environment", "limits"),
    [
        ({}, (5_000_000, 0)),
        ({"KIOSK_BUDGET_PERCENT": "50"}, (5_000_000, 0)),
        ({"KIOSK_PIN_HASH": PIN_HASH}, (4_000_000, 1_000_000)),
        ({"KIOSK_PIN_HASH": PIN_HASH, "KIOSK_BUDGET_PERCENT": "0"}, (5_000_000, 0)),
        ({"KIOSK_PIN_HASH": PIN_HASH, "KIOSK_BUDGET_PERCENT": "100"}, (0, 5_000_000)),
        ({"KIOSK_PIN_HASH": PIN_HASH, "KIOSK_BUDGET_PERCENT": "33", "IMAGE_DAILY_BUDGET_USD": "0.000001"}, (1, 0)),
    ],
)
def test_kiosks_have_their_part_of_the_budget_once_there_are_kiosks(
    tmp_path: Path, environment: dict[str, str], limits: tuple[int, int]
) -> None:
    terms = build_services(read(tmp_path, **environment)).terms
    assert (terms.limit(BUDGET), terms.limit(KIOSK_BUDGET)) == limits
