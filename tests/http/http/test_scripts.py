"""Scripts travel without the comments and the layout that help their authors."""

from pathlib import Path

import pytest

from tests.support.client import Client
from tests.support.html import read_page

JS = Path(__file__).resolve().parents[3] / "static/js"


def test_a_script_is_sent_without_comments_indents_and_empty_lines_and_otherwise_as_it_is(http: Client) -> None:
    page = read_page(http.get("/configure?model=911-carrera", {"Accept": "text/html"}))
    [address] = [src for src in page.values("src") if src.endswith("/configure.js")]
    answer = http.get(address)
    lines = (JS / "configure.js").read_text("utf-8").splitlines()
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    code = [line.lstrip() for line in lines if line.strip()]
    assert answer.text.splitlines() == [line for line in code if not line.startswith("//")]
    assert len(answer.text.splitlines()) < len(lines)


def test_no_text_of_a_script_has_lines_whose_indents_it_could_lose() -> None:
    for path in JS.rglob("*.js"):
        assert [text for text in path.read_text("utf-8").split("`")[1::2] if "\n" in text] == [], path


@pytest.mark.parametrize(
    "name", ["nothing", "kiosk-worker", "..%2Fcss%2Fbase%2Fbase.css%00", "%2e%2e/%2e%2e/README", "%00", "x" * 3000]
)
def test_what_is_no_script_is_a_404(name: str, http: Client) -> None:
    assert http.get(f"/static/any/js/{name}.js").status == 404


def test_a_script_of_another_version_is_asked_for_again(http: Client) -> None:
    assert http.get("/static/any/js/kiosk-worker/main.js").headers["Cache-Control"] == "no-cache"
