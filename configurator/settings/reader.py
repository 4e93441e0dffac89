"""Reads and validates environment variables. An empty variable counts as not set."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from configurator.settings.errors import SettingsError

Environment = Mapping[str, str]
Value = TypeVar("Value")

_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]+(/.+)?")
_TABLE_PREFIX = re.compile(r"[A-Za-z0-9_.-]{1,200}")
HIGHEST_PORT = 65535


class EnvironmentReader:
    """Reads one variable per call. Each method returns the default for a variable that is not set.

    Every method except `text` and `words` raises SettingsError for a bad value.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.names: set[str] = set()
        """The variables that were read, whether they are set or not."""

    def text(self, name: str, default: str = "") -> str:
        self.names.add(name)
        return self._environment.get(name, "").strip() or default

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a list that is separated by commas or spaces."""
        return tuple(self.text(name).replace(",", " ").split())

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        return self.choice(name, {value: value for value in allowed}, default)

    def choice(self, name: str, values: Mapping[str, Value], default: Value) -> Value:
        """The value that the variable's word stands for."""
        word = self.text(name)
        if word and word not in values:
            raise SettingsError(f"{name}={word!r}: use {' or '.join(values)}.")
        return values[word] if word else default

    def whole(self, name: str, default: int, maximum: int, *, minimum: int = 0) -> int:
        """A whole number from the minimum to the maximum."""
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit() or not minimum <= int(value) <= maximum:
            raise SettingsError(f"{name}={value!r}: use a whole number from {minimum} to {maximum}.")
        return int(value)

    def dollars(self, name: str, default: float) -> float:
        """An amount in USD, at most a million."""
        value = self.text(name, str(default))
        amount = _parse(float, value)
        if amount is None or not 0 <= amount <= 1_000_000:
            raise SettingsError(f"{name}={value!r}: use an amount in USD such as 2.50.")
        return amount

    def proxy(self, name: str) -> str:
        """An IP address, or * for any."""
        value = self.text(name)
        address = _parse(ip_address, value)
        if value not in ("", "*") and address is None:
            raise SettingsError(f"{name}={value!r}: use the address that the proxy connects from, such as 127.0.0.1.")
        return str(address or value)

    def path(self, name: str, default: Path) -> Path:
        """A file or folder. A ~ at the start is a user's home, which only a shell would replace."""
        value = self.text(name)
        try:
            return Path(value).expanduser() if value else default
        except RuntimeError:
            raise SettingsError(f"{name}={value!r}: there is no home of this user. Write the whole path.") from None

    def digest(self, name: str) -> str:
        """A SHA-256 in hex. The message doesn't quote a bad value: it may be the token itself."""
        value = self.text(name).lower()
        if value and not _SHA256.fullmatch(value):
            raise SettingsError(f"{name} is not a SHA-256 in hex: get it with printf %s TOKEN | sha256sum.")
        return value

    def pictures(self, name: str, folder: str) -> str:
        """s3://bucket or s3://bucket/prefix, or the default: the word for a folder."""
        value = self.text(name, folder).rstrip("/")
        if value != folder and not _BUCKET.fullmatch(value):
            raise SettingsError(f"{name}={value!r}: use {folder}, or a bucket such as s3://bucket/prefix.")
        return value

    def table_prefix(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if not _TABLE_PREFIX.fullmatch(value):
            raise SettingsError(f"{name}={value!r}: use 1 to 200 letters, digits or any of _ . -")
        return value

    def contact(self, name: str) -> str:
        """The address of a page, or an email address as a mailto: link."""
        value = self.text(name)
        if value and not (_EMAIL.fullmatch(value) or _is_url(value)):
            raise SettingsError(f"{name}={value!r}: use an email address, or the full address of a page.")
        return f"mailto:{value}" if _EMAIL.fullmatch(value) else value


def _is_url(text: str) -> bool:
    url = _parse(urlsplit, text)
    return url is not None and url.scheme in ("http", "https") and bool(url.hostname)


def _parse(parser: Callable[[str], Value], text: str) -> Value | None:
    try:
        return parser(text)
    except ValueError:
        return None
