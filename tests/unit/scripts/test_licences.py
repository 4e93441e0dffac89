"""`make audit` says which licence is not allowed, and passes only if every package has one that is."""

from typing import Any

import pytest

from scripts.licences import SHIPPED, TOOLS, Package, all_packages, is_allowed, of_lock, summary


def lock(**packages: Any) -> Any:
    return {"packages": {"": {"name": "ours"}, **{f"node_modules/{name}": it for name, it in packages.items()}}}


def test_all_that_we_use_is_allowed() -> None:
    packages = [*all_packages()]
    assert summary(packages)[0] == 0, summary(packages)[1]
    names = {package.name for package in packages if package.is_shipped}
    assert names >= {"flask", "waitress", "openai", "resvg-py", "pyodide", "font atkinson", "font newsreader"}
    tools = {package.name for package in packages if not package.is_shipped}
    assert tools >= {"pytest", "zappa", "djlint", "numpy", "axe-core", "lighthouse", "@redocly/openapi-core"}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("mit", True),
        ("(MIT OR GPL-3.0-only)", True),
        ("MPL-2.0 AND MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("UNLICENSED", False),
        ("Do what you like", False),
        ("", False),
    ],
)
def test_an_expression_is_allowed_by_what_it_grants(licence: str, allowed: bool) -> None:
    assert is_allowed(licence, SHIPPED) == allowed


def test_a_tool_may_be_under_the_gpl_and_what_is_shipped_may_not() -> None:
    assert is_allowed("GPL-3.0-or-later", TOOLS)
    code, lines = summary([Package("djlint", "GPL-3.0-or-later", False), Package("flask", "GPL-3.0-or-later", True)])
    assert code == 1
    assert lines[0] == "flask: GPL-3.0-or-later, not allowed for what is shipped"
    assert "scripts/licences.py" in lines[1]


def test_a_package_that_names_no_licence_fails() -> None:
    assert summary([Package("mystery", "", False)])[1][0] == "mystery: no licence named, not allowed for what is a tool"


def test_npm_says_what_is_only_for_developing() -> None:
    found = of_lock(lock(pyodide={"license": "MPL-2.0"}, biome={"license": "MIT", "dev": True}), are_shipped=True)
    assert [*found] == [Package("pyodide", "MPL-2.0", True), Package("biome", "MIT", False)]
    assert [it.is_shipped for it in of_lock(lock(pyodide={"license": "MPL-2.0"}), are_shipped=False)] == [False]
