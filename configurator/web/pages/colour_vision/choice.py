"""How somebody sees colour on this visit: picked by eye, posted, kept in the session and never in an address."""

from typing import Self

from flask import session
from wtforms import HiddenField, RadioField

from configurator.colour_vision.palettes import LABELS, VISION_TYPES, VisionType
from configurator.errors import StoreError
from configurator.web.pages.forms import ProtectedForm, select_choices, vision_of
from configurator.web.pages.saved.owner_cookie import Owner

KEPT_AS = "vision"


class VisionForm(ProtectedForm):
    """The choice of a lens; `back` is the path to go back to."""

    vision = RadioField(
        "How do you see colour?", choices=select_choices({kind: LABELS[kind].name for kind in VISION_TYPES})
    )
    back = HiddenField()

    @classmethod
    def leading_to(cls, path: str, kind: VisionType) -> Self:
        return cls(data={"vision": kind, "back": safe_path(path)})


def vision_in_force() -> VisionType:
    """This visit's choice, else the saved user's, else typical. For pages only: the API ignores cookies.

    The store is asked once in a visit: what it says is kept like a choice.
    """
    chosen = session.get(KEPT_AS)
    if chosen not in VISION_TYPES and (chosen := _saved()):
        keep(chosen)
    return chosen or "typical"


def keep(kind: VisionType) -> None:
    session[KEPT_AS] = kind


def chosen_on_this_visit() -> VisionType | None:
    return session.get(KEPT_AS)


def safe_path(path: str | None) -> str:
    """The path if it surely leads to a page of ours, else home. Browsers read a backslash as a slash and skip over
    control characters, so none of these may be in it."""
    path = path or "/"
    ours = path.startswith("/") and not path.startswith("//")
    return path if ours and path.isprintable() and not set(path) & set("\\ ") else "/"


def _saved() -> VisionType | None:
    """None for a browser that saved nobody, and in an outage: it costs the order of the paints, not the page."""
    owner = Owner.of_browser()
    try:
        user = owner.user if owner else None
    except StoreError:
        return None
    said = vision_of(user.document) if user else None
    return said if said in VISION_TYPES else None
