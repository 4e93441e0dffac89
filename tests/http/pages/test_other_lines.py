"""/configure over HTTP: a car goes to another line with everything that this has, and says so before and after."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import pytest

from tests.support.client import Answer, Visitor
from tests.support.html import read_page
from tests.support.pages import code_of

ACCEPT = {"Accept": "text/html"}
FEATURES = ("sport-exhaust", "bose", "night-vision", "sunroof")
CHOSEN = "model=911-carrera&color=guards-red&tire=carrera-s-20-21&interior=leather-bordeaux" + "".join(
    f"&feature={feature}" for feature in FEATURES
)
BEFORE = code_of(color="guards-red", tire="carrera-s-20-21", interior="leather-bordeaux", features=FEATURES)


class Row(NamedTuple):
    """One line of the list: where it leads, and what it says."""

    url: str
    model: str
    price: str
    words: str


def rows(page: Answer) -> Iterator[Row]:
    listed = re.search(r'<ul id="other-lines".*?</ul>', page.text, re.DOTALL)
    assert listed
    for item in re.findall(r"<li>.*?</li>", listed[0], re.DOTALL):
        link = re.search(r'<a href="([^"]+)">([^<]+)</a>', item)
        assert link
        price, words = item[link.end() :].split("<p", 1)
        yield Row(unescape(link[1]), link[2], text(price), text("<p" + words))


def text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def total(page: Answer) -> int:
    found = re.search(r'<span class="amount">\$([\d,]+)</span>', page.text)
    assert found
    return int(found[1].replace(",", ""))


def notice(page: Answer) -> str:
    found = re.search(r'id="conflicts".*?</section>', page.text, re.DOTALL)
    assert found
    return text(found[0])


@pytest.mark.parametrize("configurator", ["/configure", "/kiosk/configure"])
def test_each_other_line_says_what_comes_along_and_what_it_costs_before_the_click(
    visitor: Visitor, configurator: str
) -> None:
    page = visitor.get(f"{configurator}?{CHOSEN}", ACCEPT)
    shown = list(rows(page))
    assert [row.model for row in shown] == ["718 Cayman", "Taycan", "Panamera", "Macan", "Cayenne"]
    for row in shown:
        assert row.url.startswith(f"{configurator}?")
        after = visitor.get(row.url, ACCEPT)
        assert after.status == 200, "nothing is left to resolve"
        assert "to resolve" not in read_page(after).text
        signed = int(row.price.replace("−", "-").replace("$", "").replace(",", ""))
        assert total(after) == total(page) + signed
        assert row.words in notice(after), "the page says afterwards what it said before"
        assert f"{row.model} instead of 911 Carrera" in read_page(after).text


def test_the_words_name_what_is_kept_replaced_and_lost(visitor: Visitor) -> None:
    cayenne = list(rows(visitor.get(f"/configure?{CHOSEN}", ACCEPT)))[-1]
    assert cayenne.words == (
        "Keeps Bordeaux Red and 3 extras. "
        "Replaces Guards Red (red) with Carmine Red (dark red), Carrera S wheels with RS Spyder Design. "
        "Loses Glass sunroof."
    )
    assert cayenne.price == "−$57,450"


def test_undo_leads_back_to_the_other_lines_car(visitor: Visitor) -> None:
    before = visitor.get(f"/configure?{CHOSEN}", ACCEPT)
    after = visitor.get(next(rows(before)).url, ACCEPT)
    ways = [
        unescape(url) for url in re.findall(r'href="([^"]+)" data-swap>(?:<svg.*?</svg>)?(?:<span>)?Undo', after.text)
    ]
    assert len(ways) == 2, "beside the total, and below what happened"
    for way in ways:
        back = visitor.get(way, ACCEPT)
        assert total(back) == total(before)
        assert f'name="from" id="from" value="{BEFORE}"' in back.text
        assert "Adds Night vision." in notice(back)


def test_a_car_with_conflicts_goes_to_another_line_without_them(visitor: Visitor) -> None:
    page = visitor.get("/configure?model=911-carrera&feature=bose&feature=burmester", ACCEPT)
    for row in rows(page):
        assert "to resolve" not in read_page(visitor.get(row.url, ACCEPT)).text
