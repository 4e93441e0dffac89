"""Scripts travel without their comments and indentation, and say the same."""

import re
from pathlib import Path

import pytest

from tests.support.client import Client

STATIC = Path(__file__).resolve().parents[3] / "static"
SCRIPTS = sorted(str(path.relative_to(STATIC)) for path in STATIC.rglob("*.js"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_sent_without_what_only_its_readers_need(name: str, http: Client) -> None:
    answer = http.get(f"/static/any/{name}")
    source = (STATIC / name).read_text("utf-8")
    statements = [line.strip() for line in source.splitlines() if not line.strip().startswith("//")]
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.text.split() == " ".join(statements).split()
    assert int(answer.headers["Content-Length"]) == len(answer.body)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_has_a_text_of_several_lines_that_would_lose_its_indentation(name: str) -> None:
    for line in (STATIC / name).read_text("utf-8").splitlines():
        assert len(re.findall(r"(?<!\\)`", line)) % 2 == 0, line
