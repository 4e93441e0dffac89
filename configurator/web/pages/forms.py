"""Forms that only this site's pages can send."""

from collections.abc import Mapping
from typing import Any

from flask import abort, request, session
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # newer than its types

from configurator.web.http.security.masked_tokens import MaskedCSRF
from configurator.web.http.security.sessions import secret_key

_STRANGERS = ("cross-site", "same-site")


def select_choices(labels: Mapping[str, str]) -> list[SelectChoice]:
    """A field's choices, from the value that is sent to the label that is shown."""
    return [SelectChoice(*choice) for choice in labels.items()]


class ProtectedForm(Form):
    """A form with a CSRF token. One that the browser marks as sent by another site or host is refused before any cookie
    is changed; every other one needs the session's token."""

    class Meta:
        csrf = True
        csrf_class = MaskedCSRF
        csrf_time_limit = None

    def __init__(self, sent: MultiDict[str, str] | None = None, data: Mapping[str, Any] | None = None) -> None:
        if sent is not None and request.headers.get("Sec-Fetch-Site") in _STRANGERS:
            abort(400, "Another site sent this form. Nothing was changed.")
        super().__init__(sent, data=data, meta={"csrf_secret": secret_key().encode(), "csrf_context": session})
