"""Stores return exactly what was stored. All refuse the same documents."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from configurator.users.rows import DEEPEST_DOCUMENT, LARGEST_DOCUMENT, LARGEST_VERSION, as_text
from configurator.users.store import UserStore
from tests.support.stores import changed, user

# All of Unicode except halves of surrogate pairs.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.integers() | st.integers(-(10**60), 10**60) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=25,
)
on_one_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def exact(document: Any) -> str:
    """A form in which 1, 1.0 and True differ, and so do members in another order."""
    return json.dumps(document)


def kept(store: UserStore, document: dict[str, Any]) -> str:
    store.erase("ada")
    assert store.create(user("ada")._replace(document=document)) is None
    read = store.get_latest("ada")
    assert read
    return exact(read.document)


@on_one_store
@given(document=st.dictionaries(TEXTS, VALUES, max_size=8))
def test_any_document_is_given_back_exactly(store: UserStore, document: dict[str, Any]) -> None:
    assert kept(store, document) == exact(document)


@pytest.mark.parametrize(
    "value",
    [
        [1, 1.0, -0.0, 0.1, 1e300, 5e-324, 10**38, -(10**60), 12345678901234567890.0],
        ["", {}, [], [[]], {"": ""}, {"": {"": None}}],
        {"zebra": 1, "ant": 2, "Ant": 3, "äpfel": 4, "a\u0308pfel": 5},
        "🏎️ \U0001f3c1 \U0010ffff \ufffe \u2028 \u2029 \u0085 \ufeff",
        "".join(map(chr, range(0x20))) + "\x7f",
        '"quotes", \\backslashes\\ and </script>',
        ["1", "true", "null", "NaN", "2026-11-24T12:00:00Z"],
    ],
)
def test_what_is_easily_lost_is_not(store: UserStore, value: Any) -> None:
    assert kept(store, {"value": value}) == exact({"value": value})


def document_of(size: int) -> dict[str, Any]:
    """A document of a size in stored bytes."""
    return {"text": "é" * ((size - len(as_text({"text": ""}))) // 2)}


def document_deep(levels: int) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for _ in range(levels - 1):
        document = {"in": document}
    return document


def test_the_largest_and_the_deepest_document_are_kept(store: UserStore) -> None:
    for document in (document_of(LARGEST_DOCUMENT), document_deep(DEEPEST_DOCUMENT)):
        assert kept(store, document) == exact(document)


def test_the_highest_version_is_kept(store: UserStore) -> None:
    store.create(user("ada")._replace(version=LARGEST_VERSION))
    assert store.get_latest("ada") == user("ada")._replace(version=LARGEST_VERSION)


UNKEEPABLE = {
    "not a number": user("ada", age=float("nan")),
    "infinity": user("ada", age=float("-inf")),
    "half a surrogate pair": user("ada", name="\ud83c"),
    "half a pair as a name": user("ada", **{"\udfce": 1}),
    "more digits than Python reads": user("ada", age=10**5000),
    "too large": user("ada")._replace(document=document_of(LARGEST_DOCUMENT + 2)),
    "too deep": user("ada")._replace(document=document_deep(DEEPEST_DOCUMENT + 1)),
    "deeper than Python goes": user("ada")._replace(document=document_deep(100_000)),
    "no id": user(""),
    "an id too long": user("x" * 129),
    "an id that is a path": user(".."),
    "an id with a space": user("ada lovelace"),
    "an id with a line break": user("ada\n"),
    "an id with half a pair": user("ada")._replace(user_id="\ud83c"),
    "version 0": user("ada")._replace(version=0),
    "a version without end": user("ada")._replace(version=10**20),
}


@pytest.mark.parametrize("unkeepable", UNKEEPABLE.values(), ids=UNKEEPABLE.keys())
def test_what_nobody_could_keep_is_refused(store: UserStore, unkeepable: Any) -> None:
    with pytest.raises(ValueError, match=r".+") as refused:
        store.create(unkeepable)
    assert "Ada" not in str(refused.value)
    with pytest.raises(ValueError, match=r".+"):
        store.replace(unkeepable, expected_version=1)
    assert list(store.all()) == []


@pytest.mark.parametrize("bad_id", ["", ".", "..", "x" * 129, "a b", "a/b", "a\x00", "é", "\ud83c", "ada\n"])
def test_nobody_is_at_an_id_that_is_none(store: UserStore, bad_id: str) -> None:
    assert store.get(bad_id) is None
    assert store.get_latest(bad_id) is None
    assert store.erase(bad_id) is False
    assert store.erase(bad_id, expected=user("ada")) is False


@on_one_store
@given(before=st.dictionaries(TEXTS, VALUES, max_size=4), after=st.dictionaries(TEXTS, VALUES, max_size=4))
def test_a_replaced_document_is_exact_too(store: UserStore, before: dict[str, Any], after: dict[str, Any]) -> None:
    kept(store, before)
    store.replace(changed(user("ada"))._replace(document=after), expected_version=1)
    assert exact(store.get("ada").document) == exact(after)  # type: ignore[union-attr]
