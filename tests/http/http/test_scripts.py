"""Scripts travel without the comments that explain them to their authors."""

from pathlib import Path

import pytest

from tests.support.client import Client
from tests.support.html import read_page

JS = Path(__file__).resolve().parents[3] / "static/js"


def test_a_script_is_sent_without_its_comment_lines_and_otherwise_as_it_is(http: Client) -> None:
    page = read_page(http.get("/configure?model=911-carrera", {"Accept": "text/html"}))
    [address] = [src for src in page.values("src") if src.endswith("/configure.js")]
    answer = http.get(address)
    lines = (JS / "configure.js").read_text("utf-8").splitlines()
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.text.splitlines() == [line for line in lines if not line.lstrip().startswith("//")]
    assert len(answer.text.splitlines()) < len(lines)


def test_no_text_of_a_script_could_be_taken_for_a_comment() -> None:
    for path in JS.rglob("*.js"):
        pieces = path.read_text("utf-8").split("`")
        assert not any(line.lstrip().startswith("//") for text in pieces[1::2] for line in text.splitlines()[1:]), path


@pytest.mark.parametrize("name", ["nothing", "kiosk-worker", "..%2Fcss%2Fbase%2Fbase.css%00", "%00", "x" * 3000])
def test_what_is_no_script_is_a_404(name: str, http: Client) -> None:
    assert http.get(f"/static/any/js/{name}.js").status == 404


def test_a_script_of_another_version_is_asked_for_again(http: Client) -> None:
    assert http.get("/static/any/js/kiosk-worker/main.js").headers["Cache-Control"] == "no-cache"
