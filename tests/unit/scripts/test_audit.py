"""`make audit` says what it found, and passes only if every package could be checked."""

import json
from typing import Any

import pytest

from scripts.audit import Audit, of_npm, of_python, summary

VULNERABLE = {"name": "flask", "version": "3.1.3", "vulns": [{"id": "PYSEC-2027-1", "fix_versions": ["3.1.4"]}]}
SOUND = {"name": "jinja2", "version": "3.1.6", "vulns": []}
UNKNOWN = {"name": "click", "skip_reason": "Dependency not found on PyPI and could not be audited: click (8.5.1)"}
CLEAN = json.dumps({"vulnerabilities": {}})


def python(*packages: Any) -> Audit:
    return of_python(json.dumps({"dependencies": packages, "fixes": []}))


def test_nothing_known_is_a_pass() -> None:
    assert summary([python(SOUND), of_npm(CLEAN)]) == (0, ["No known vulnerability in any pinned package."])


def test_a_vulnerability_is_printed_with_the_version_that_fixes_it() -> None:
    npm = of_npm(json.dumps({"vulnerabilities": {"axe-core": {"severity": "high"}}}))
    assert summary([python(SOUND, VULNERABLE), npm]) == (
        1,
        ["flask 3.1.3: PYSEC-2027-1, fixed in 3.1.4", "axe-core: high"],
    )


def test_one_package_that_could_not_be_checked_is_no_pass() -> None:
    code, lines = summary([python(SOUND, UNKNOWN), of_npm(CLEAN)])
    assert (code, lines) == (2, ["NOT AUDITED: pip-audit got no data on 1 of 2 packages."])


@pytest.mark.parametrize("report", ["", "Traceback", "[]", "{}", '{"dependencies": []}'])
def test_no_report_is_no_pass(report: str) -> None:
    assert summary([of_python(report), of_npm(CLEAN)])[0] == 2


@pytest.mark.parametrize("report", ["", "[]", '{"message": "405 Method Not Allowed"}'])
def test_an_answer_of_npm_without_findings_is_no_pass(report: str) -> None:
    assert summary([python(SOUND), of_npm(report)])[0] == 2


def test_what_was_found_counts_more_than_what_could_not_be_checked() -> None:
    assert summary([python(VULNERABLE, UNKNOWN), of_npm("")])[0] == 1
