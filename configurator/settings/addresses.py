"""The address of this site, and of the servers that send its files instead of it."""

import re

from configurator.settings.errors import SettingsError
from configurator.settings.hosts import host_name
from configurator.settings.reader import HIGHEST_PORT, EnvironmentReader

_SITE = "PUBLIC_URL"
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#@:\[\]\\]+|\[[0-9a-f:.]+\])(?P<port>:[0-9]+)?(?P<path>(/[A-Za-z0-9._~-]+)*)",
    re.IGNORECASE,
)


def read_site(read: EnvironmentReader) -> str:
    """PUBLIC_URL without a slash at its end; "" if it isn't set. It may have a path, below which the site lies.

    Raises SettingsError.
    """
    return _read(read, _SITE, "https://cars.example.com or https://example.com/cars")


def read_file_server(read: EnvironmentReader, name: str) -> str:
    """Where another server sends our files, without a slash at its end; "" if it isn't set. Raises SettingsError."""
    address = _read(read, name, "https://cdn.example.com/files")
    if address.startswith("http:") and read.text(_SITE).lower().startswith("https:"):
        raise SettingsError(
            f"{name}={address!r}: use https, as in {_SITE}. Browsers load nothing over http into a page from https."
        )
    return address


def _read(read: EnvironmentReader, name: str, example: str) -> str:
    value = read.text(name).rstrip("/")
    if not value:
        return ""
    parts = _ADDRESS.fullmatch(value)
    host = host_name(parts["host"]) if parts else ""
    if parts is None or not host or not _is_port(parts["port"]) or {".", ".."} & set(parts["path"].split("/")):
        raise SettingsError(_refusal(name, value, example))
    return f"{parts['scheme'].lower()}://{host}{parts['port'] or ''}{parts['path']}"


def _is_port(text: str | None) -> bool:
    return text is None or 0 < int(text[1:]) <= HIGHEST_PORT


def _refusal(name: str, value: str, example: str) -> str:
    """What is wrong with the address. A password in it is not repeated."""
    if "@" in value:
        return f"{name} contains an @: leave the user's name and the password out, as in {example}."
    if "?" in value or "#" in value:
        return f"{name}={value!r}: leave out the ? or # and what follows it, as in {example}."
    return f"{name}={value!r}: use a full address such as {example}."
