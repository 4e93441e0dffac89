"""A schema names everything wrong with a body, and says what to send instead."""

from typing import Any

import pytest

from configurator.json_schema.builders import (
    BOOLEAN,
    INTEGER,
    Schema,
    array,
    enum,
    filled_text,
    members,
    members_and_one_of,
    or_null,
    ref,
    text,
)
from configurator.json_schema.validation import REASON, validator

AGE = {**INTEGER, "minimum": 0, "maximum": 150}


def reasons(schema: Schema, value: Any) -> list[str]:
    """What is wrong with a body that has this value as its only member."""
    return [fault.reason for fault in validator(members({"it": schema}), {})({"it": value})]


@pytest.mark.parametrize(
    ("schema", "right", "wrong", "reason"),
    [
        (text(), ["", "a"], [1, None], "send a text"),
        (text(2), ["", "ab"], ["abc"], "send a text of at most 2 characters"),
        (
            filled_text(2),
            ["a", " a", "\u200ba", "\u00e9", "\u5b57", "\U0001f697"],
            ["", "  ", "abc", "\u200b", "\u2800\u3164", "\u202e\ufeff", "\u0085", "\x1e", "\U000e0061\U0001d173"],
            "send a text of 1 to 2 characters, at least one of them visible",
        ),
        ({**text(pattern="^a+$"), REASON: "send some a"}, ["a", "aa"], ["", "ab", "a\n"], "send some a"),
        (AGE, [0, 150, 36.0, 3e1, -0.0], [-1, 151, 36.5, 1e300, True, "36"], "send a whole number from 0 to 150"),
        (BOOLEAN, [True, False], [0, "true", None], "send true or false"),
        (or_null(BOOLEAN), [True, None], [1], "send true or false, or leave it out"),
        (enum("a", "b"), ["a", "b"], ["c", None, ["a"]], "send one of a, b"),
        (or_null(enum("a", "b")), ["a", None], ["c"], "send one of a, b, or leave it out"),
        (or_null(or_null(enum("a", "b"))), ["a", None], ["c"], "send one of a, b, or leave it out"),
        (array(text(1), maxItems=2), [[], ["a", ""]], ["a", {}, None, ["a"] * 3], "send a list of at most 2 items"),
        ({"type": "object"}, [{}, {"a": 1}], [[], None], "send an object"),
        (members({"a": text(), "b": text()}), [{"a": "", "b": ""}], ["a", []], "send an object with a and b"),
        ({**text(), "not": {"enum": ["."]}}, ["a"], ["."], "send a text"),
    ],
)
def test_a_wrong_value_is_told_what_to_send(schema: Schema, right: list[Any], wrong: list[Any], reason: str) -> None:
    assert [value for value in right if reasons(schema, value)] == []
    assert [reasons(schema, value) for value in wrong] == [[reason]] * len(wrong)


def test_faults_have_paths_and_the_order_of_the_schema_with_unknown_members_last() -> None:
    car = members({"model": text(9), "color": text(9)})
    faults = validator(members({"name": text(9), "car": ref("Car")}, {"age": AGE}), {"Car": car})
    body = {"email": "", "": 0, "age": "36", "car": {"engine": "V8", "model": 911}}
    assert [fault.name for fault in faults(body)] == [
        "name",
        "car.model",
        "car.color",
        "car.engine",
        "age",
        "email",
        "",
    ]
    assert faults([]) == (("", "send an object with name and car"),)
    assert faults({"name": "Ada", "car": {"model": "911", "color": "white"}}) == ()


def test_the_faults_of_a_list_are_named_by_number() -> None:
    car = members({"model": text(9)})
    faults = validator(members({"cars": or_null(array(ref("Car"), maxItems=9))}), {"Car": car})
    wrong = {"cars": [{"model": "911"}, {"model": 911}, "911", {"model": "718", "engine": ""}]}
    assert [fault.name for fault in faults(wrong)] == ["cars.1.model", "cars.2", "cars.3.engine"]
    assert faults({"cars": None}) == faults({"cars": []}) == ()


def test_a_named_schema_or_null() -> None:
    car = members({"name": text()})
    faults = validator(members({"car": or_null(ref("Car"))}), {"Car": car})
    assert faults({"car": None}) == faults({"car": {"name": ""}}) == ()
    assert faults({"car": 1}) == (("car", "send an object with name, or leave it out"),)
    assert faults({"car": {}}) == (("car.name", "send a text"),)


def test_one_of_several_members_is_required() -> None:
    schema = members_and_one_of({}, {"code": text(), "car": text()})
    faults = validator(schema, {})
    assert faults({"code": ""}) == faults({"car": ""}) == ()
    assert faults({}) == faults({"code": "", "car": ""}) == (("car", "send either code or car"),)


def test_a_condition_concerns_two_members() -> None:
    condition = {"properties": {"a": {"const": True}}, "required": ["a"]}
    consequence = {"properties": {"b": {"not": {"enum": ["x"]}, REASON: "contradicts a"}}}
    rules = {"b": {"allOf": [{"if": condition, "then": consequence}]}}
    schema = members({}, {"a": or_null(BOOLEAN), "b": text()}, dependentSchemas=rules)
    faults = validator(schema, {})
    assert faults({"a": True, "b": "x"}) == (("b", "contradicts a"),)
    for valid in ({"a": True, "b": "y"}, {"a": False, "b": "x"}, {"b": "x"}, {"a": True}, {"a": None, "b": "x"}):
        assert faults(valid) == ()


def test_a_keyword_that_it_does_not_know_is_refused_when_the_schema_is_compiled() -> None:
    with pytest.raises(ValueError, match="format"):
        validator(members({"when": text(format="date-time")}), {})


@pytest.mark.parametrize("pattern", [r"^\d$", r"\w", r"^a\s*$", r"\bword\b"])
def test_a_pattern_that_languages_understand_differently_is_refused_when_the_schema_is_compiled(pattern: str) -> None:
    with pytest.raises(ValueError, match="different languages"):
        validator(members({"it": text(pattern=pattern)}), {})


@pytest.mark.parametrize("member", [or_null(text(9)), {"description": "anything"}])
def test_a_required_member_is_missed_although_it_may_be_null(member: dict[str, object]) -> None:
    faults = validator(members({"a": member}), {})
    assert [fault.name for fault in faults({})] == ["a"]
    assert faults({"a": None}) == ()


def test_a_required_member_without_a_schema_is_refused_when_the_schema_is_compiled() -> None:
    with pytest.raises(ValueError, match="engine"):
        validator({"type": "object", "required": ["engine"]}, {})
