"""JSON merge patches, as RFC 7396 defines them."""

from typing import Any

import pytest

from configurator.json_schema.builders import INTEGER, TEXT, members, merge_patch, or_null
from configurator.json_schema.merge_patch import apply_merge_patch


@pytest.mark.parametrize(
    ("stored", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_examples_of_the_standard(stored: Any, patch: Any, result: Any) -> None:
    assert apply_merge_patch(stored, patch) == result


def test_the_stored_document_stays_as_it_was() -> None:
    stored = {"a": {"b": 1}}
    apply_merge_patch(stored, {"a": {"b": None}})
    assert stored == {"a": {"b": 1}}


def test_the_schema_of_a_patch_requires_nothing_and_lets_null_remove_what_is_optional() -> None:
    patch = merge_patch(members({"name": TEXT, "car": TEXT}, {"age": INTEGER}), car={"type": "object"})
    assert "required" not in patch
    assert patch["properties"] == {"name": TEXT, "car": {"type": "object"}, "age": or_null(INTEGER)}
    assert patch["additionalProperties"] is False
