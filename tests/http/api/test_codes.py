"""GET /configurations/{code}: the car that a code stands for, however somebody writes it down."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.support.client import Client
from tests.support.examples import Document, a_car, problem

WITH_BOTH = "E190-PTWE-7JFY"
"""A code with a zero and a one in it. Codes are for ever, so it may stand here."""

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as printed": str,
    "small": str.lower,
    "bare": lambda code: code.replace("-", ""),
    "spaced": lambda code: code.replace("-", "%20"),
    "O for 0": lambda code: code.replace("0", "O"),
    "o for 0": lambda code: code.replace("0", "o"),
    "I for 1": lambda code: code.replace("1", "I"),
    "l for 1": lambda code: code.replace("1", "l"),
    "zero-width spaces": lambda code: code.replace("-", "%E2%80%8B"),
    "direction marks": lambda code: f"%E2%80%8E{code}%E2%80%AC",
    "full width": lambda code: quote("".join(chr(ord(symbol) + 0xFEE0) for symbol in code)),
    "an en dash and a full stop": lambda code: quote(code.replace("-", "\u2013") + "."),
}


def answered(http: Client, **parts: Any) -> Document:
    answer = http.post("/configurations", {"carConfiguration": a_car(**parts)})
    assert answer.status == 200, answer.text
    document: Document = answer.json()
    return document


def test_a_code_opens_the_car_that_it_was_made_of(http: Client) -> None:
    made = answered(http, additionalFeatures={"bose": True})
    opened = http.get(f"/configurations/{made['configuration']['code']}").json()
    assert opened == made


def test_a_known_car_that_cannot_be_built_has_a_code_and_a_price_too(http: Client) -> None:
    configuration = answered(http, additionalFeatures={"bose": True, "burmester": True})["configuration"]
    assert configuration["conflicts"]
    opened = http.get(f"/configurations/{configuration['code']}").json()
    assert opened["configuration"] == configuration


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_a_code_may_be_spelled_as_people_do(spell: Callable[[str], str], http: Client) -> None:
    opened = http.get(f"/configurations/{spell(WITH_BOTH)}").json()
    assert opened["configuration"]["code"] == WITH_BOTH


@pytest.mark.parametrize(
    "code", ["E190-PTWE-7JFX", "E190", "E190-PTWE-7JFYA", "UUUU-UUUU-UUUU", "%F0%9F%9A%97", "%00", "%ff"]
)
def test_a_wrong_code_is_a_404_that_says_what_to_do(code: str, http: Client) -> None:
    assert "Compare it with your copy" in problem(http.get(f"/configurations/{code}"), 404)["detail"]
