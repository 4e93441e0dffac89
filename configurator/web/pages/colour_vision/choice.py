"""How the visitor sees colour: chosen with a form, kept in the session, and never in a URL."""

from typing import Literal, Self

from flask import request, session
from wtforms import HiddenField, RadioField

from configurator.colour_vision.visions import LABELS, VISION_TYPES, VisionType
from configurator.errors import StoreError
from configurator.users.service import UserService
from configurator.web.pages.forms import ProtectedForm, select_choices
from configurator.web.pages.saved.forms import vision_of
from configurator.web.pages.saved.owner_cookie import read_owner, saved_user

KEPT_AS = "vision"


class VisionForm(ProtectedForm):
    """The choice of a lens. `back` is the path of the page to return to."""

    vision = RadioField(
        "How do you see colour?", choices=select_choices({kind: LABELS[kind].name for kind in VISION_TYPES})
    )
    back = HiddenField()

    @classmethod
    def leading_to(cls, path: str, kind: VisionType) -> Self:
        return cls(data={"vision": kind, "back": safe_path(path)})


def vision_in_force(users: UserService) -> VisionType:
    """The choice of this visit, else the saved user's, else typical. For pages only: the API ignores cookies.

    Reads the saved user once a visit, and keeps the answer in the session like a choice.
    """
    if KEPT_AS not in session and (saved := _saved(users)) is not None:
        session[KEPT_AS] = saved
    return chosen_on_this_visit() or "typical"


def keep(kind: VisionType) -> None:
    session[KEPT_AS] = kind


def chosen_on_this_visit() -> VisionType | None:
    chosen = session.get(KEPT_AS)
    return chosen if chosen in VISION_TYPES else None


def safe_path(path: str | None) -> str:
    """The path if it can only lead to a page of this site, else "/". Browsers read a backslash as a slash and ignore
    control characters, so a safe path contains neither."""
    path = path or "/"
    is_local = path.startswith("/") and not path.startswith("//")
    return path if is_local and path.isprintable() and not set(path) & set("\\ ") else "/"


def _saved(users: UserService) -> VisionType | Literal[""] | None:
    """ "" if the saved user doesn't tell. None if this browser has saved no user, and in an outage: a later page asks
    again."""
    owner = read_owner(request.cookies)
    try:
        user = saved_user(users, owner)
    except StoreError:
        return None
    vision = vision_of(user.document) if user else ""
    if owner is None:
        return None
    return vision if vision in VISION_TYPES else ""
