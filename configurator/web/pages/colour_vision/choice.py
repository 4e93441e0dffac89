"""How the visitor sees colour: chosen with a form, kept in the session, and never in a URL."""

from typing import Self

from flask import session
from wtforms import HiddenField, RadioField

from configurator.colour_vision.visions import (
    GRADED_TYPES,
    LABELS,
    SEVERITIES,
    SEVERITY_NAMES,
    VISION_TYPES,
    Vision,
    vision_of_id,
)
from configurator.errors import StoreError
from configurator.users.service import UserService
from configurator.web.pages.forms import ProtectedForm, select_choices
from configurator.web.pages.saved.forms import saved_vision
from configurator.web.pages.saved.owner_cookie import read_owner, saved_user

KEPT_AS = "vision"


class VisionForm(ProtectedForm):
    """The choice of a lens, and how strongly. `back` is the path of the page to return to."""

    vision = RadioField(
        "How do you see colour?", choices=select_choices({kind: LABELS[kind].name for kind in VISION_TYPES})
    )
    severity = RadioField(
        "How strongly?", choices=select_choices({it: SEVERITY_NAMES[it] for it in SEVERITIES}), default="full"
    )
    back = HiddenField()

    @classmethod
    def leading_to(cls, path: str, vision: Vision) -> Self:
        return cls(data={"vision": vision.type, "severity": vision.severity, "back": safe_path(path)})

    @property
    def chosen(self) -> Vision:
        """What a valid form says. The severity only counts for a type that has several."""
        return Vision(self.vision.data, self.severity.data if self.vision.data in GRADED_TYPES else "full")


def vision_in_force(users: UserService) -> Vision:
    """The choice of this visit, else the saved user's, else typical. For pages only: the API ignores cookies.

    Reads the saved user once a visit, and keeps the answer in the session like a choice.
    """
    if KEPT_AS not in session and (saved := _saved(users)) is not None:
        session[KEPT_AS] = saved
    return chosen_on_this_visit() or Vision()


def keep(vision: Vision) -> None:
    session[KEPT_AS] = vision.id


def chosen_on_this_visit() -> Vision | None:
    return vision_of_id(session.get(KEPT_AS, ""))


def safe_path(path: str | None) -> str:
    """The path if it can only lead to a page of this site, else "/". Browsers read a backslash as a slash and ignore
    control characters, so a safe path contains neither."""
    path = path or "/"
    is_local = path.startswith("/") and not path.startswith("//")
    return path if is_local and path.isprintable() and not set(path) & set("\\ ") else "/"


def _saved(users: UserService) -> str | None:
    """The id of the saved user's colour vision; "" if this user doesn't tell. None if this browser has saved no user,
    and in an outage: a later page asks again."""
    owner = read_owner()
    try:
        user = saved_user(users, owner)
    except StoreError:
        return None
    if owner is None:
        return None
    vision = saved_vision(user.document) if user else None
    return vision.id if vision else ""
