"""The forms that people send: who a car is for, and erasing it all. Limits are those of `users.validation`."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Self

from flask import abort, request, session
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, RadioField, StringField
from wtforms.csrf.session import SessionCSRF
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its types

from configurator.colour_vision.palettes import VISION_TYPES
from configurator.renders.prompt import RENDER_VIEWS, VIEW_NAMES
from configurator.users.user import Document, User
from configurator.users.validation import LONGEST_GENDER, LONGEST_NAME, OLDEST, faults
from configurator.web.http.security.sessions import secret_key

OWN_WORDS = "own"
NOT_SAID = ""
GENDERS = {"Woman": "Woman", "Man": "Man", "Non-binary": "Non-binary", OWN_WORDS: "In my own words"}
VISIONS = {
    "typical": "As most people do",
    "protan": "Red and green are hard to tell apart, and reds look dark",
    "deutan": "Red and green are hard to tell apart",
    "tritan": "Blue and green, or yellow and pink, are hard to tell apart",
    "achromat": "No colours, only light and dark",
    "any": "Some other way, or I don't know its name",
}
TERMS = {"protan": "protan", "deutan": "deutan", "tritan": "tritan", "achromat": "achromat"}
STALE = "This page had been open for too long, or cookies are off. Nothing is lost: press Save again."
_MESSAGES = {
    "name": ("name", f"Please give a name, of {LONGEST_NAME} characters at most."),
    "age": ("age", f"Please give the age in whole years, from 0 to {OLDEST}, or leave it empty."),
    "gender": ("own_words", f"Please keep your own words within {LONGEST_GENDER} characters."),
}
_UNSAID_CAR = {"model": "-", "color": "-", "tire": "-", "interior": "-"}


def select_choices(labels: Mapping[str, str]) -> list[SelectChoice]:
    """A field's choices from what is sent to what is shown."""
    return [SelectChoice(*choice) for choice in labels.items()]


class ProtectedForm(Form):
    """A form that only our own pages can send for this browser. What a browser says is another site's is refused before
    any cookie is touched; all else needs the session's token."""

    class Meta:
        csrf = True
        csrf_class = SessionCSRF
        csrf_time_limit = None

    def __init__(self, sent: MultiDict[str, str] | None = None, data: Mapping[str, Any] | None = None) -> None:
        if sent is not None and request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(400, "This form was sent by another site than ours. Nothing was changed.")
        super().__init__(sent, data=data, meta={"csrf_secret": secret_key().encode(), "csrf_context": session})


class PersonForm(ProtectedForm):
    """Who the car is for. `code` is the car's, empty where only the saved words know it; `version` counts the states of
    the saved user, 0 before the first: the one that the form was made from."""

    name = StringField("Name")
    age = StringField("Age")
    gender = RadioField("Gender", choices=select_choices({**GENDERS, NOT_SAID: "Rather not say"}), default=NOT_SAID)
    own_words = StringField("Your own words")
    vision = RadioField(
        "How do you see colour?",
        choices=select_choices({**{kind: VISIONS[kind] for kind in VISION_TYPES}, NOT_SAID: "Rather not say"}),
        default=NOT_SAID,
    )
    code = HiddenField()
    version = HiddenField(default="0")

    @classmethod
    def about(cls, user: User | None, code: str) -> Self:
        """Filled in with what is known of a saved user."""
        known = _fields(user.document) | {"version": str(user.version)} if user else {}
        return cls(data={**known, "code": code})

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        for fault in faults(self.document("-", _UNSAID_CAR)):
            if fault.name in _MESSAGES:
                field, message = _MESSAGES[fault.name]
                self[field].errors = [*self[field].errors, message]
                valid = False
        return valid

    def document(self, user_id: str, car: Document) -> Document:
        """The user in the API's shape, not yet checked."""
        vision = self.vision.data
        finer = {"colorVision": vision} if vision else {}
        return {
            "userId": user_id,
            "name": (self.name.data or "").strip(),
            "age": _whole((self.age.data or "").strip()),
            "gender": self._gender(),
            "colorBlindness": vision != "typical" if vision else None,
            "carConfiguration": car,
            **finer,
        }

    def _gender(self) -> str | None:
        said = self.own_words.data if self.gender.data == OWN_WORDS else self.gender.data
        return (said or "").strip() or None


class EraseForm(ProtectedForm):
    """Nothing but the proof that our own page sent it."""


class RenderForm(ProtectedForm):
    """From which view a car is to be drawn. Its page travels compressed, so its proof is another text each second."""

    class Meta:
        csrf_time_limit = timedelta(days=1)

    view = RadioField(choices=select_choices({view: VIEW_NAMES[view] for view in RENDER_VIEWS}))


def vision_of(document: Document) -> str:
    """How someone sees colour, one of VISION_TYPES, or NOT_SAID."""
    said = {True: "any", False: "typical", None: NOT_SAID}[document.get("colorBlindness")]
    return str(document.get("colorVision") or said)


def _fields(document: Document) -> dict[str, str]:
    age, gender = document.get("age"), document.get("gender") or NOT_SAID
    listed = gender in (*GENDERS, NOT_SAID) and gender != OWN_WORDS
    return {
        "name": document["name"],
        "age": "" if age is None else str(age),
        "gender": gender if listed else OWN_WORDS,
        "own_words": "" if listed else gender,
        "vision": vision_of(document),
    }


def _whole(text: str) -> int | str | None:
    """A number where it looks like one; anything else is left for the limits to judge."""
    return int(text) if text.isdecimal() and len(text) < 10 else text or None
