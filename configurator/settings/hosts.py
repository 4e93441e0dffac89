"""TRUSTED_HOSTS and TRUSTED_PROXY_COUNT: which host names the site answers to, and how many proxies stand before it."""

import re
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from configurator.settings.errors import SettingsError
from configurator.settings.reader import EnvironmentReader

ANY_HOST: Final = "*"
_SETTING = "TRUSTED_HOSTS"
_MOST_PROXIES = 10
_LONGEST_NAME = 253
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_URL = re.compile(r"^[a-z]+://", re.IGNORECASE)
_PORT = re.compile(r":\d*$")
_SPELLED_DIFFERENTLY = frozenset("ßς\u200c\u200d")
"""Python's codec encodes them by IDNA 2003, browsers by its successor."""


def read_trusted_hosts(read: EnvironmentReader) -> tuple[str, ...]:
    """Names in lower case, .example.com for all names below it, addresses (IPv6 in brackets), networks, or * alone.

    Raises SettingsError.
    """
    hosts = tuple(map(_trusted_host, read.words(_SETTING)))
    if ANY_HOST in hosts and len(hosts) > 1:
        raise SettingsError(f"{_SETTING}: * stands for every host, so use it alone.")
    if ANY_HOST in hosts and not read.text("PUBLIC_URL"):
        raise SettingsError(
            f"{_SETTING}=*: set PUBLIC_URL too. Otherwise links lead wherever a visitor's request says."
        )
    return hosts


def read_proxy_count(read: EnvironmentReader) -> int:
    """Raises SettingsError."""
    count = read.whole("TRUSTED_PROXY_COUNT", 1, _MOST_PROXIES, minimum=1)
    if read.text("TRUSTED_PROXY_COUNT") and not read.text("TRUSTED_PROXY"):
        raise SettingsError("TRUSTED_PROXY_COUNT needs TRUSTED_PROXY: set it to the address of the nearest proxy.")
    return count


def host_name(text: str) -> str:
    """A host's name or address in its one spelling: lower case, ASCII, IPv6 in brackets, without a dot at the end.

    "" if it is neither.
    """
    name = text.removesuffix(".").lower()
    is_bracketed = name.startswith("[") and name.endswith("]")
    try:
        address = ip_address(name[1:-1] if is_bracketed else name)
    except ValueError:
        return "" if is_bracketed else _ascii_name(name)
    if isinstance(address, IPv6Address):
        return "" if address.scope_id else f"[{address}]"
    return "" if is_bracketed else str(address)


def _ascii_name(name: str) -> str:
    if _SPELLED_DIFFERENTLY.intersection(name):
        return ""
    try:
        encoded = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return ""
    return encoded if _is_dns_name(encoded) else ""


def _is_dns_name(text: str) -> bool:
    # Browsers take a name that ends with a number for an IPv4 address.
    ends_with_number = text.rpartition(".")[2].isdigit()
    return bool(_NAME.fullmatch(text)) and len(text) <= _LONGEST_NAME and not ends_with_number


def _trusted_host(word: str) -> str:
    if word == ANY_HOST:
        return word
    if _looks_like_network(word):
        return _network(word)
    below = word.removeprefix("*")
    name = host_name(below.removeprefix("."))
    is_pattern = below.startswith(".")
    if not name or (below != word and not is_pattern) or (is_pattern and not _is_dns_name(name)):
        raise SettingsError(f"{_SETTING}: {word!r} isn't a host name. {_advice(word)}")
    return f".{name}" if is_pattern else name


def _looks_like_network(word: str) -> bool:
    return "/" in word and "://" not in word


def _network(word: str) -> str:
    try:
        return str(ip_network(word))
    except ValueError:
        pass
    try:
        advice = f"Write {ip_network(word, strict=False)}."
    except ValueError:
        advice = _advice(word)
    raise SettingsError(f"{_SETTING}: {word!r} isn't a network. {advice}")


def _advice(word: str) -> str:
    name = host_name(_PORT.sub("", _URL.sub("", word).partition("/")[0]))
    if name and not _looks_like_network(word):
        return f"Write {name}, without http://, port and path: a name counts with every port."
    if not word.isascii():
        return "Write it as browsers send it: it begins with xn--."
    return "Write names such as cars.example.com, *.example.com for all names below it, 192.0.2.7 or 10.0.0.0/8."
