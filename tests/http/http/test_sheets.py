"""Style sheets of a page travel as one file, in the order that it names them in."""

import re
from pathlib import Path

import pytest

from tests.support.client import Client
from tests.support.html import read_page

CSS = Path(__file__).resolve().parents[3] / "static/css"
PAGES = [
    "/",
    "/open",
    "/configure?model=911-carrera",
    "/colour-vision",
    "/you?code=F9F7-EPWE-7JFK",
    "/car/F9F7-EPWE-7JFK",
]


def links(http: Client, path: str) -> list[str]:
    """Of style sheets, as the page names them."""
    return [link for link in read_page(http.get(path, {"Accept": "text/html"})).values("href") if link.endswith(".css")]


def said(text: str) -> str:
    """All of it but what is said to people, and needless signs."""
    return re.sub(r"/\*.*?\*/|\s+", "", text, flags=re.DOTALL).replace(";}", "}")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_all_of_its_sheets_in_two_files_and_in_order(path: str, http: Client) -> None:
    files = links(http, path)
    assert len(files) == 2
    for file in files:
        answer = http.get(file)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        names = file.rpartition("/")[2].removesuffix(".css").split(".")
        assert said(answer.body.decode()) == said(
            "".join(next(CSS.rglob(f"{name}.css")).read_text("utf-8") for name in names)
        )


@pytest.mark.parametrize(
    "names", ["nothing", "base.nothing", "base.base", "base..page", ".", "base.page.", "%00", "x" * 3000]
)
def test_what_is_no_sheet_or_the_same_one_twice_is_a_404(names: str, http: Client) -> None:
    assert http.get(f"/static/any/css/{names}.css").status == 404


def test_a_file_of_another_version_is_asked_for_again(http: Client) -> None:
    assert http.get("/static/any/css/base.page.css").headers["Cache-Control"] == "no-cache"


def test_no_text_in_a_sheet_could_lose_a_space() -> None:
    for path in CSS.rglob("*.css"):
        texts = re.findall(r'content: "([^"]*)"', path.read_text("utf-8"))
        assert [text for text in texts if re.search(r"[,;{}] | [;{}]", text)] == [], path


def test_no_sheet_is_longer_than_one_can_take_in() -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in CSS.rglob("*.css")}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
