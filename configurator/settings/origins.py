"""CORS_ORIGINS: whose scripts may read the API."""

import re
from urllib.parse import urlsplit

from configurator.settings.errors import SettingsError
from configurator.settings.hosts import host_name
from configurator.settings.reader import EnvironmentReader

_SETTING = "CORS_ORIGINS"
_ORIGIN = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<host>[^\s/?#@*:\[\]]+|\[[0-9a-f:.]+\])(?P<port>:\d+)?")
_USUAL_PORTS = {"http": ":80", "https": ":443"}
_WEB_VIEWS = ("capacitor", "ionic")
_NO_ORIGINS = ("file", "data", "blob", "about", "javascript", "ftp", "ws", "wss", "mailto")
"""Schemes of pages whose origin is null, and of what is no page."""


def read_origins(read: EnvironmentReader, default: tuple[str, ...] = ("*",)) -> tuple[str, ...]:
    """Origins as browsers send them, or * alone. An app's web view has a scheme of its own. Raises SettingsError."""
    words = tuple(word.rstrip("/") for word in read.words(_SETTING))
    return (words if words == ("*",) else tuple(map(_origin, words))) or default


def _origin(word: str) -> str:
    if word == "null":
        raise SettingsError(f"{_SETTING}='null': any site can call itself that, so use * alone if you mean it.")
    if not (origin := _as_sent(word)):
        examples = "https://app.example.com or capacitor://localhost"
        raise SettingsError(f"{_SETTING}={word!r}: use origins such as {examples}, or * alone.")
    return origin


def _as_sent(word: str) -> str:
    """In lower case and ASCII, without the scheme's usual port; "" if no browser can send it."""
    url = _ORIGIN.fullmatch(word.lower())
    if url is None or url["scheme"] in _NO_ORIGINS or not _has_port_in_range(word):
        return ""
    scheme, host, port = url["scheme"], url["host"], url["port"] or ""
    if scheme in _USUAL_PORTS:
        host, port = host_name(host), "" if port == _USUAL_PORTS[scheme] else port
    # With an unknown scheme, which may be a typo, a name has no dots.
    elif scheme not in _WEB_VIEWS and "." in host:
        return ""
    return host and f"{scheme}://{host}{port}"


def _has_port_in_range(text: str) -> bool:
    try:
        return urlsplit(text).port != 0
    except ValueError:
        return False
