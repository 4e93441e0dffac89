"""additionalFeatures is the app's own place: whatever JSON it keeps there comes back as it went in."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configurator.json_schema.builders import filled_text
from configurator.json_schema.validation import validator
from tests.support.client import Client
from tests.support.examples import a_car, a_user, exact
from tests.support.processes import Site


def kept(http: Client, features: str) -> str:
    """The features as a later reader gets them, as text."""
    body = json.dumps(a_user(carConfiguration=a_car(additionalFeatures="HERE"))).replace('"HERE"', features)
    answer = http.post("/users", body.encode())
    assert answer.status == 200, answer.text
    read = http.get(f"/users/{answer.json()['userId']}")
    assert read.json()["carConfiguration"] == answer.json()["carConfiguration"]
    return exact(read.json()["carConfiguration"]["additionalFeatures"])


@pytest.mark.parametrize(
    "features",
    [
        "{}",
        "null",
        '{"": {"": {"": []}}}',
        '{"zebra": 1, "apple": 2, "mango": 3}',
        '{"10": 1, "9": 2, "1": 3}',
        '{"one": 1, "one point zero": 1.0, "true": true, "text": "1"}',
        '{"minus zero": -0.0, "tenth": 0.1, "third": 0.3333333333333333}',
        '{"tiny": 5e-324, "huge": 1.7976931348623157e+308}',
        '{"beyond double": 9007199254740993, "beyond 64 bits": 36893488147419103232, "least": -9223372036854775809}',
        '{"sixty digits": ' + "7" * 60 + "}",
        '{"nothing": null, "no": false, "yes": true, "empty": [], "bare": {}}',
        '{"deep": [[[[[[[[[[[[[[[[[[[["bottom"]]]]]]]]]]]]]]]]]]]]}',
        '{"__proto__": {"constructor": 1}, "toString": "x"}',
    ],
)
def test_features_come_back_just_as_they_were_sent(features: str, http: Client) -> None:
    assert kept(http, features) == exact(json.loads(features))


def test_numbers_keep_their_kind_however_they_are_written(http: Client) -> None:
    assert kept(http, '{"a": 1e2, "b": 1E-2, "c": 100, "d": 1.50, "e": 123456789e-3}') == (
        '{"a": 100.0, "b": 0.01, "c": 100, "d": 1.5, "e": 123456.789}'
    )


TEXTS = {
    "emoji": "🏎️",
    "combining": "e\u0301 and \u00e9",
    "joined": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "right to left": "\u202eright to left",
    "control": "\x00\x1f\x7f\x85\u2028",
    "byte order mark": "\ufeff",
    "noncharacter": "\uffff",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_comes_back_character_by_character(text: str, http: Client) -> None:
    assert kept(http, json.dumps({text: text})) == exact({text: text})
    assert kept(http, json.dumps({text: text}, ensure_ascii=True)) == exact({text: text})


def test_a_name_comes_back_with_its_spaces_and_marks(http: Client) -> None:
    sent = a_user(name="  Zoë\u0308 🏎️ O'Neill <b>&amp;</b>\n")
    http.post("/users", sent)
    assert http.get(f"/users/{sent['userId']}").json()["name"] == sent["name"]


def test_the_largest_body_comes_back_whole(http: Client) -> None:
    sent = a_user(carConfiguration=a_car(additionalFeatures={"note": ""}))
    sent["carConfiguration"]["additionalFeatures"]["note"] = "x" * (64 * 1024 - len(exact(sent)))
    assert len(exact(sent)) == 64 * 1024
    assert http.post("/users", sent).status == 200
    read = http.get(f"/users/{sent['userId']}").json()
    assert exact(read["carConfiguration"]) == exact(sent["carConfiguration"])


_faults = validator(filled_text(200), {})
NUMBERS = st.integers(-(10**60), 10**60) | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=20,
)
WORDS = st.text(min_size=1, max_size=200).filter(lambda text: not _faults(text))
CARS = st.fixed_dictionaries(
    {"model": WORDS, "color": WORDS, "tire": WORDS, "interior": WORDS},
    optional={"additionalFeatures": st.none() | st.dictionaries(st.text(), VALUES, max_size=6)},
)
USERS = st.fixed_dictionaries(
    {
        "name": WORDS,
        "age": st.none() | st.integers(0, 150),
        "gender": st.none() | st.text(max_size=64),
        "colorBlindness": st.none() | st.booleans(),
        "carConfiguration": CARS,
    }
)


@settings(max_examples=150)
@given(user=USERS)
def test_any_valid_user_comes_back_exactly(user: dict[str, Any], site: Site) -> None:
    http, sent = site.client(), {"userId": str(uuid4()), **user}
    assert http.post("/users", sent).status == 200
    read = http.get(f"/users/{sent['userId']}").json()
    assert exact({name: read[name] for name in sent}) == exact(sent)
