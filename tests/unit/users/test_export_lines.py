"""The lines of an export: complete, and rejected without revealing personal data."""

import json
from datetime import timedelta
from typing import Any

import pytest

from configurator.users.export_lines import from_line, to_line
from tests.support.stores import CAR, NOON, changed, user

ADA = user("ada.lovelace", name="Ada Lovelace", age=36, gender="woman", colorBlindness=False)


def line(**members: Any) -> str:
    return json.dumps({**json.loads(to_line(ADA)), **members})


def with_document(**members: Any) -> str:
    return line(document={**ADA.document, **members})


def with_car(**members: Any) -> str:
    return with_document(carConfiguration={**ADA.document["carConfiguration"], **members})


def without(name: str) -> str:
    members = json.loads(to_line(ADA))
    del members[name]
    return json.dumps(members)


@pytest.mark.parametrize(
    "whole",
    [
        ADA,
        ADA._replace(private=True),
        changed(ADA, colorBlindness=True, colorVision="deutan", colorVisionSeverity="mild", name="Zoë 🏎 \u2028"),
        changed(
            ADA, cars=[{"id": "a", "name": "Zoë 🏎", "carConfiguration": CAR}, {"id": "b", "carConfiguration": CAR}]
        ),
        ADA._replace(expires_at=NOON + timedelta(days=1), updated_at=NOON + timedelta(microseconds=1)),
    ],
)
def test_a_user_survives_being_a_line(whole: Any) -> None:
    text = to_line(whole)
    assert text.count("\n") == 0
    assert from_line(text) == whole


BROKEN = {
    "not JSON": ("ada.lovelace, 36", "not JSON"),
    "nothing": ("", "not JSON"),
    "too deep": ("[" * 100_000, "not JSON"),
    "another thing": ("[]", "expected a JSON object"),
    "a member is missing": (without("tokenHash"), "expected exactly the members"),
    "a member too many": (line(lovelace=1), "expected exactly the members"),
    "a member of a newer version": (line(lovelace=1), "a newer version of Profile may write more"),
    "a number for a text": (line(userId=36), "userId has the wrong type"),
    "a number for a truth": (line(private=1), "private has the wrong type"),
    "a truth for a number": (line(version=True), "version has the wrong type"),
    "two different ids": (line(userId="lovelace"), "userId and the document's userId differ"),
    "no hash": (line(tokenHash="lovelace"), "tokenHash is not 64"),
    "no version": (line(version=0), "version is not"),
    "a version without end": (line(version=10**30), "version is not"),
    "no time": (line(createdAt="yesterday"), "createdAt is not a time in UTC"),
    "a time without its zone": (line(updatedAt="2026-11-24T13:00:00"), "updatedAt is not a time in UTC"),
    "the time of another zone": (line(createdAt="2026-11-24T13:00:00+01:00"), "createdAt is not a time in UTC"),
    "an end beyond all calendars": (line(expiresAt=10**30), "expiresAt is not"),
    "an end before all": (line(expiresAt=-1), "expiresAt is not"),
    "a bad id": (line(userId="ada lovelace", document={**ADA.document, "userId": "ada lovelace"}), "document.userId"),
    "an age in words": (with_document(age="thirty-six lovelace"), "document.age: send a whole number"),
    "no car": (with_document(carConfiguration=None), "document.carConfiguration: send an object"),
    "half a car": (with_car(color=None), "document.carConfiguration.color: send a text"),
    "an unknown member": (with_document(lovelace=36), "a member of the document: "),
    "a member of answers": (with_document(accessToken="lovelace"), "members that only answers have"),
    "a car's member of answers": (
        with_document(cars=[{"id": "a", "carConfiguration": CAR, "code": "lovelace"}]),
        "members that only answers have",
    ),
    "a car without its id": (with_document(cars=[{"lovelace": 36}]), "a member of the document: send"),
    "not a number": (with_car(additionalFeatures={"lovelace": float("nan")}), "not JSON compliant"),
    "half a surrogate pair": (with_document(name="lovelace \ud83c"), "half a surrogate pair"),
}


@pytest.mark.parametrize(("broken", "why"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_line_says_what_is_wrong_and_nothing_of_the_person(broken: str, why: str) -> None:
    with pytest.raises(ValueError, match=r".+") as refused:
        from_line(broken)
    assert why in str(refused.value)
    assert "lovelace" not in str(refused.value).lower()
    assert "36" not in str(refused.value)
