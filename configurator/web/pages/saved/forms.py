"""The forms of a saved user: who the car is for, and erasing it all. Limits are those of the users package."""

import hashlib
from collections.abc import Mapping
from typing import Any, Self, cast

from wtforms import HiddenField, RadioField, StringField

from configurator.colour_vision.visions import (
    GRADED_TYPES,
    SEVERITIES,
    SEVERITY_NAMES,
    VISION_TYPES,
    VISIONS,
    Vision,
    VisionType,
)
from configurator.users.user import Document, User, canonical
from configurator.users.validation import LONGEST_CAR_NAME, LONGEST_GENDER, LONGEST_NAME, OLDEST, faults, is_car_name
from configurator.web.pages.forms import ProtectedForm, select_choices
from configurator.web.pages.saved.car_forms import BAD_CAR_NAME
from configurator.web.pages.saved.new_owner import is_idempotency_key, new_idempotency_key, owner_of
from configurator.web.pages.saved.owner_cookie import Owner

OWN_WORDS = "own"
NO_ANSWER = ""
GENDERS = {"Woman": "Woman", "Man": "Man", "Non-binary": "Non-binary", OWN_WORDS: "In my own words"}
VISION_LABELS = {
    "typical": "As most people do",
    "protan": "Red and green are hard to tell apart, and reds look dark",
    "deutan": "Red and green are hard to tell apart",
    "tritan": "Blue and green, or yellow and pink, are hard to tell apart",
    "achromat": "No colours, only light and dark",
    "any": "Some other way, or I don't know its name",
}
"""In the words of a person who is asked. `colour_vision.visions.LABELS` has the names for headings."""

VISION_MEMBERS = ("colorVision", "colorVisionSeverity")

_PREFER_NOT_TO_SAY = {NO_ANSWER: "Rather not say"}
_MESSAGES = {
    "name": ("name", f"Please enter a name with a visible character, and at most {LONGEST_NAME} characters."),
    "age": ("age", f"Please enter the age in whole years, from 0 to {OLDEST}, or leave it empty."),
    "gender": ("own_words", f"Please use at most {LONGEST_GENDER} characters for your own words."),
}
"""By the API's member: the form's field, and what to show beside it."""

_ANY_CAR = {"model": "-", "color": "-", "tire": "-", "interior": "-"}
"""A valid car, for checking the other members."""

_DETAILS = ("name", "age", "gender", "colorBlindness", "colorVision")

_AGE_DIGITS = 9
"""More than any age has, so that a wrong one gets our message and isn't cut off while it is typed."""


class PersonForm(ProtectedForm):
    """Who the cars are for. `code` is the code of the first car, or of the latest saved one: "" if it has none.
    `car_name` is the name of the first car. `details` identifies the saved details from which the form was made: "" for
    none. `idempotency_key` stands for the user that the form creates if none is saved."""

    name = StringField("Name", render_kw={"maxlength": LONGEST_NAME})
    age = StringField("Age", render_kw={"maxlength": _AGE_DIGITS})
    gender = RadioField("Gender", choices=select_choices(GENDERS | _PREFER_NOT_TO_SAY), default=NO_ANSWER)
    own_words = StringField("Your own words", render_kw={"maxlength": LONGEST_GENDER})
    vision = RadioField(
        "How do you see colour?",
        choices=select_choices({kind: VISION_LABELS[kind] for kind in VISION_TYPES} | _PREFER_NOT_TO_SAY),
        default=NO_ANSWER,
    )
    severity = RadioField(
        "How strongly?", choices=select_choices({it: SEVERITY_NAMES[it] for it in SEVERITIES}), default="full"
    )
    car_name = StringField("Name of the car", render_kw={"maxlength": LONGEST_CAR_NAME})
    code = HiddenField()
    details = HiddenField()
    idempotency_key = HiddenField()

    @classmethod
    def about(cls, user: User | None, code: str) -> Self:
        """The form, filled in with what is known of a saved user."""
        known = _fields(user.document) | {"details": details_key(user)} if user else {}
        return cls(data={**known, "code": code})

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        for fault in faults(self.document("-", _ANY_CAR)):
            if fault.name in _MESSAGES:
                field, message = _MESSAGES[fault.name]
                self[field].errors = [*self[field].errors, message]
                valid = False
        if self.chosen_car_name and not is_car_name(self.chosen_car_name):
            self.car_name.errors = [BAD_CAR_NAME]
            valid = False
        return valid

    @property
    def chosen_car_name(self) -> str:
        return (self.car_name.data or "").strip()

    def document(self, user_id: str, car: Document) -> Document:
        """The user as the API's body, not yet checked."""
        vision, severity = self.vision.data, self.severity.data
        has_severity = vision in GRADED_TYPES and severity != "full"
        return {
            "userId": user_id,
            "name": (self.name.data or "").strip(),
            "age": _number((self.age.data or "").strip()),
            "gender": self._gender(),
            "colorBlindness": vision != "typical" if vision else None,
            "carConfiguration": car,
            **({"colorVision": vision} if vision else {}),
            **({"colorVisionSeverity": severity} if has_severity else {}),
        }

    @property
    def new_owner(self) -> Owner | None:
        """Of the user that the valid form may create; None for a form that no page of ours has made."""
        key = self.idempotency_key.data or ""
        return owner_of(key) if is_idempotency_key(key) else None

    def ensure_idempotency_key(self) -> None:
        """Call it before the form is shown. A form that was sent keeps its key."""
        if not is_idempotency_key(self.idempotency_key.data or ""):
            self.idempotency_key.data = new_idempotency_key()

    @property
    def chosen_vision(self) -> Vision | None:
        """None if the person doesn't say. The severity counts only for a type that has severities."""
        chosen = Vision(self.vision.data, self.severity.data)
        return next((vision for vision in (chosen, Vision(self.vision.data)) if vision in VISIONS), None)

    def _gender(self) -> str | None:
        answer = self.own_words.data if self.gender.data == OWN_WORDS else self.gender.data
        return (answer or "").strip() or None


class EraseForm(ProtectedForm):
    """No field but the CSRF token."""


def details_key(user: User | None) -> str:
    """Identifies the details of a saved user, whatever happens to the cars. "" for nobody."""
    if user is None:
        return ""
    details = {name: user.document.get(name) for name in _DETAILS}
    severity = user.document.get("colorVisionSeverity")
    details["colorVisionSeverity"] = None if severity == "full" else severity
    return hashlib.sha256(canonical(details).encode()).hexdigest()[:16]


def vision_of(document: Document) -> str:
    """How a user sees colour: one of VISION_TYPES, or NO_ANSWER."""
    by_blindness = {True: "any", False: "typical", None: NO_ANSWER}
    return str(document.get("colorVision") or by_blindness[document.get("colorBlindness")])


def vision_words(document: Document) -> str:
    """How a user sees colour, in words; "" for a user who doesn't say."""
    words, severity = VISION_LABELS.get(vision_of(document), ""), document.get("colorVisionSeverity") or "full"
    return words if severity == "full" else f"{words} ({severity})"


def saved_vision(document: Document) -> Vision | None:
    """How a user sees colour, None if the user doesn't say. A severity that isn't said is full."""
    kind = vision_of(document)
    vision = Vision(cast(VisionType, kind), document.get("colorVisionSeverity") or "full")
    return vision if vision in VISIONS else None


def _fields(document: Document) -> dict[str, str]:
    age, gender = document.get("age"), document.get("gender") or NO_ANSWER
    is_listed = gender in (*GENDERS, NO_ANSWER) and gender != OWN_WORDS
    return {
        "name": document["name"],
        "age": "" if age is None else str(age),
        "gender": gender if is_listed else OWN_WORDS,
        "own_words": "" if is_listed else gender,
        "vision": vision_of(document),
        "severity": document.get("colorVisionSeverity") or "full",
    }


def _number(text: str) -> int | str | None:
    """A number if the text is one of at most _AGE_DIGITS digits; other text unchanged, so that the limits refuse it."""
    return int(text) if text.isdecimal() and len(text) <= _AGE_DIGITS else text or None
