"""Every setting, as a specification: what it accepts, what that changes, and what is refused in words.

A new setting needs a line in tests/support/setting_table.py.
"""

import ast
import re
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from configurator.app.build import build_services
from configurator.settings import EnvironmentReader, Settings, SettingsError
from tests.support.processes import ROOT
from tests.support.setting_table import SETTINGS, Setting


def read(tmp_path: Path, **environment: str) -> Settings:
    return Settings.from_environment({"DATA_DIR": str(tmp_path / "data"), **environment})


def cases(values: Callable[[Setting], Any]) -> list[Any]:
    return [
        pytest.param(name, value, id=f"{name}={value}"[:60]) for name, it in SETTINGS.items() for value in values(it)
    ]


@pytest.mark.parametrize(("name", "value"), cases(lambda it: it.accepts))
def test_what_is_accepted_reaches_the_app(name: str, value: str, tmp_path: Path) -> None:
    setting = SETTINGS[name]
    settings = read(tmp_path, **setting.needs, **{name: value})
    found: Any = build_services(settings) if setting.read.startswith("terms.") else settings
    became = attrgetter(setting.read)(found)
    expected = setting.accepts[value]
    if isinstance(expected, dict):
        assert expected.items() <= became.items()
    else:
        assert became == expected


@pytest.mark.parametrize(("name", "value"), cases(lambda it: it.refuses))
def test_anything_else_is_refused_in_words_that_name_it(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        read(tmp_path, **{**SETTINGS[name].needs, name: value})
    assert re.search(r"use|Use|Write|leave|get it|copy|unset", str(refused.value)), "it says what to do"
    assert "secret" not in str(refused.value).removeprefix(name)


@pytest.mark.parametrize("name", SETTINGS)
def test_an_empty_variable_is_none(name: str, tmp_path: Path) -> None:
    settings = read(tmp_path, **{"DATA_DIR": str(tmp_path), name: " "}) if name != "DATA_DIR" else read(tmp_path)
    assert settings.port == 8000


@pytest.mark.parametrize("secret", ["SECRET_KEY", "OPENAI_API_KEY"])
def test_a_key_and_the_parameter_that_holds_it_are_too_much(secret: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"{secret} and {secret}_PARAMETER are both set: keep the one"):
        read(tmp_path, **{secret: "x" * 40, f"{secret}_PARAMETER": "/profile/dev/key"})


@pytest.mark.parametrize("name", ["STATIC_BASE", "PICTURES_URL"])
def test_files_over_http_are_refused_where_pages_come_over_tls(name: str, tmp_path: Path) -> None:
    files = {name: "http://cdn.example.com"}
    with pytest.raises(SettingsError, match=f"{name}='http://cdn.example.com': use https, as in PUBLIC_URL"):
        read(tmp_path, **files, PUBLIC_URL="https://cars.example.com")
    read(tmp_path, **files, PUBLIC_URL="http://cars.example.com")


@pytest.mark.parametrize("rate", ["text", "image", "output"])
def test_each_rate_makes_a_picture_dearer(rate: str, tmp_path: Path) -> None:
    usual = build_services(read(tmp_path / "one")).terms.max_cost
    dearer = build_services(read(tmp_path / "two", **{f"IMAGE_RATE_{rate.upper()}": "100"})).terms.max_cost
    assert dearer > usual


def test_every_setting_has_a_line_here_and_in_the_readme(tmp_path: Path) -> None:
    reader = EnvironmentReader({"DATA_DIR": str(tmp_path)})
    Settings.read_from(reader)
    assert reader.names == set(SETTINGS)
    of_lambda = {"AWS_LAMBDA_FUNCTION_NAME", "FUNCTION_ALIAS", "FUNCTION_TIMEOUT", "STAGE"}
    named = set(re.findall(r"`([A-Z][A-Z_]+)[`=]", (ROOT / "README.md").read_text()))
    assert set(SETTINGS) - of_lambda - named == set()


@pytest.mark.parametrize("name", SETTINGS)
def test_the_test_that_shows_the_effect_exists(name: str) -> None:
    file, _, function = SETTINGS[name].shown_by.partition("::")
    tree = ast.parse((ROOT / file).read_text())
    assert function in {it.name for it in tree.body if isinstance(it, ast.FunctionDef)}
