"""Links to the configurator, and whether the link to a car works on other machines."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from configurator.cars.catalogue import SINGLE_PARTS
from configurator.cars.selection import Selection
from configurator.web.http.security.hosts import LOOPBACK
from configurator.web.http.urls import url_with_query
from configurator.web.pages.configure.form import BEFORE, FIELDS

ConfigureLink = Callable[[Selection, str], str]
"""Takes a selection and the code of the car that it was changed from ("" for none); returns the configurator's URL."""


def configure_url(selection: Selection, code: str = "", *, endpoint: str = "configure_page.show", **more: str) -> str:
    """The configurator with this selection. `code`, if any, is the car that the page compares it with.

    `endpoint` is the configurator of the website or of the kiosk.
    """
    values: dict[str, Any] = {FIELDS[part]: getattr(selection, part) for part in ("model", *SINGLE_PARTS)}
    values |= {FIELDS["additionalFeatures"]: selection.features, **({BEFORE: code} if code else {}), **more}
    anchor = values.pop("_anchor", "")
    return url_with_query(endpoint, values) + (f"#{anchor}" if anchor else "")


def loopback_port(link: str, host_url: str) -> int | None:
    """The port that the app answers on, if `link` only works on the machine that serves it; None for other links.

    `host_url` is the scheme, host and port of the request.
    """
    host = urlsplit(link).hostname or ""
    name = f"[{host}]" if ":" in host else host
    return (urlsplit(host_url).port or 80) if name in LOOPBACK else None
