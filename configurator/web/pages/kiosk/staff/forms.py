"""The forms of the staff's pages. Those with one button have only a CSRF token."""

from wtforms import StringField

from configurator.kiosks.kiosk import LONGEST_NAME
from configurator.web.pages.forms import ProtectedForm

EXPIRED = "This page was open for too long. Nothing is lost: press the button again."
OUTAGE = "The database can't be reached, so nothing was changed. Nothing you typed is lost: try again in a moment."
_LONGEST_CODE = 24
"""More than any code has, so that spaces and hyphens don't cut it off."""


class ActionForm(ProtectedForm):
    """No field but the CSRF token."""


class NameForm(ProtectedForm):
    name = StringField("Name of the screen", render_kw={"maxlength": LONGEST_NAME})


class ApprovalForm(ProtectedForm):
    code = StringField("Code on the screen", render_kw={"maxlength": _LONGEST_CODE})
    name = StringField("Name for the screen", render_kw={"maxlength": LONGEST_NAME})


class CarForm(ProtectedForm):
    code = StringField("Code of the car", render_kw={"maxlength": _LONGEST_CODE})


def csrf_token() -> str:
    """For pages with several forms, where each form of one button would need an id of its own."""
    return str(ActionForm()["csrf_token"].current_token)  # type: ignore[attr-defined]  # a CSRFTokenField


def has_expired(form: ProtectedForm) -> bool:
    return bool(form["csrf_token"].errors)


def refuse(form: ProtectedForm, field: str, message: str) -> None:
    """Shows the message beside the field."""
    form[field].errors = [*form[field].errors, message]
