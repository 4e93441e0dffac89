"""The user of the JSON API: its members, their limits, what is wrong with one, and who may read and change it."""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from configurator.colour_vision.palettes import VISION_TYPES

Document = dict[str, Any]

MEMBERS = ("userId", "name", "age", "gender", "colorBlindness", "carConfiguration")
OPTIONAL_MEMBERS = ("colorVision",)
ANSWER_MEMBERS = ("configuration", "accessToken", "createdAt", "updatedAt")
CAR_MEMBERS = ("model", "color", "tire", "interior", "additionalFeatures")

LONGEST_NAME = 200
LONGEST_GENDER = 64
LONGEST_PART = 200
OLDEST = 150
SHORTEST_TOKEN = 16
LONGEST_TOKEN = 512

USER_ID = r"[A-Za-z0-9._~@:-]{1,128}"


class Fault(NamedTuple):
    """One thing wrong with a request: the member's name as in the body, and what to send instead."""

    name: str
    reason: str


class User(NamedTuple):
    """A stored user. `document` holds the API's members as sent; `private` ones are read with their token only.

    `token_hash` is the owner's; `version` counts its states from 1; times are UTC.
    """

    user_id: str
    document: Document
    token_hash: str
    private: bool
    version: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None = None

    def has_same(self, document: Document) -> bool:
        """Whether a body says what this user says, null and absent being the same and 1 and 1.0 not."""
        return canonical(self.document) == canonical(document)

    def opens_to(self, token: str | None) -> bool:
        """Whether this token is the owner's; takes the same time whatever is wrong with it."""
        return token is not None and hmac.compare_digest(self.token_hash, hash_token(self.user_id, token))


def hash_token(user_id: str, token: str) -> str:
    """What is stored of a token: one that leaks is of no use for another user."""
    return hashlib.sha256(f"{user_id}\n{token}".encode()).hexdigest()


def canonical(document: Mapping[str, Any]) -> str:
    """One text for all spellings of a document: keys in order, members that are null left out."""
    said = {name: value for name, value in document.items() if value is not None}
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def is_user_id(text: str) -> bool:
    return bool(re.fullmatch(USER_ID, text)) and text not in (".", "..")


def is_secret(text: str) -> bool:
    """Whether it can be a user's token: not easily guessed, and short enough to hash at every request."""
    return SHORTEST_TOKEN <= len(text) <= LONGEST_TOKEN


def clean(body: Document) -> Document:
    """The user's own members of a valid body, those never said set to null; what our answers add is dropped."""
    said = {name: body.get(name) for name in MEMBERS}
    finer = {name: body[name] for name in OPTIONAL_MEMBERS if body.get(name) is not None}
    return {**said, **finer}


def faults(body: object) -> tuple[Fault, ...]:
    """Everything wrong with a body for POST /users, in the order of its members; none where it is valid."""
    if not isinstance(body, dict):
        return (Fault("", "send a JSON object"),)
    return (*_member_faults(body), *_car_faults(body.get("carConfiguration")), *_unknown(body, _ALLOWED, ""))


_ALLOWED = (*MEMBERS, *OPTIONAL_MEMBERS, *ANSWER_MEMBERS)


def _member_faults(body: Document) -> Iterable[Fault]:
    user_id = body.get("userId")
    if not isinstance(user_id, str) or not is_user_id(user_id):
        yield Fault("userId", "send 1 to 128 letters, digits or any of . _ ~ @ : -")
    yield from _text_fault("name", body.get("name"), LONGEST_NAME)
    if (age := body.get("age")) is not None and (type(age) is not int or not 0 <= age <= OLDEST):
        yield Fault("age", f"send a whole number from 0 to {OLDEST}, or leave it out")
    gender = body.get("gender")
    if gender is not None and (not isinstance(gender, str) or len(gender) > LONGEST_GENDER):
        yield Fault("gender", f"send a text of at most {LONGEST_GENDER} characters, or leave it out")
    yield from _vision_faults(body.get("colorBlindness"), body.get("colorVision"))


def _vision_faults(blind: object, vision: object) -> Iterable[Fault]:
    if not isinstance(blind, bool | None):
        yield Fault("colorBlindness", "send true or false, or leave it out")
    if vision not in (None, *VISION_TYPES):
        yield Fault("colorVision", f"send one of {', '.join(VISION_TYPES)}, or leave it out")
    elif isinstance(blind, bool) and vision is not None and blind != (vision != "typical"):
        yield Fault("colorVision", f"contradicts colorBlindness, which is {str(blind).lower()}; send one of the two")


def _car_faults(car: object) -> Iterable[Fault]:
    if not isinstance(car, dict):
        yield Fault("carConfiguration", "send an object with model, color, tire and interior")
        return
    yield from car_faults(car, "carConfiguration.")


def car_faults(car: Document, prefix: str) -> Iterable[Fault]:
    """What is wrong with the shape of a car configuration; `prefix` says where in the body it stands."""
    for part in CAR_MEMBERS[:4]:
        yield from _text_fault(f"{prefix}{part}", car.get(part), LONGEST_PART)
    if not isinstance(car.get("additionalFeatures", {}), dict | None):
        yield Fault(f"{prefix}additionalFeatures", "send an object, or leave it out")
    yield from _unknown(car, CAR_MEMBERS, prefix)


def _text_fault(name: str, value: object, longest: int) -> Iterable[Fault]:
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        yield Fault(name, f"send a text of 1 to {longest} characters")


def _unknown(body: Document, allowed: Iterable[str], prefix: str) -> Iterable[Fault]:
    for name in body:
        if name not in allowed:
            yield Fault(f"{prefix}{name}", "this member is not known; leave it out")
