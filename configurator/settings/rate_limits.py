"""The settings of rate limits."""

from collections.abc import Mapping
from typing import NamedTuple

from configurator.rate_limits.limit import SECONDS, Limit
from configurator.settings.errors import SettingsError
from configurator.settings.reader import EnvironmentReader

_VARIABLES = {
    "create": ("RATE_LIMIT_CREATE", "60/minute"),
    "read": ("RATE_LIMIT_READ", "1200/minute"),
    "render": ("RATE_LIMIT_RENDER", "20/minute"),
    "draw": ("RATE_LIMIT_DRAW", "600/minute"),
}
"""By class of request: the variable and its default. docs/decisions/rate-limits.md says why."""


class RateLimitSettings(NamedTuple):
    """The limit of each class. Without `loopback`, requests from this machine itself are not limited: a reverse proxy
    that TRUSTED_PROXY doesn't name sends those of all visitors."""

    limits: Mapping[str, Limit]
    loopback: bool


def read_rate_limits(read: EnvironmentReader, production: bool) -> RateLimitSettings | None:
    """None if requests are not limited. Raises SettingsError."""
    chosen = read.choice("RATE_LIMITS", {"on": True, "off": False}, None)
    limits = {name: _limit(read, *variable) for name, variable in _VARIABLES.items()}
    is_on = production if chosen is None else chosen
    return RateLimitSettings(limits, loopback=chosen is not None) if is_on else None


def _limit(read: EnvironmentReader, variable: str, default: str) -> Limit:
    text = read.text(variable, default)
    try:
        return Limit.parse(text)
    except ValueError:
        *units, last = SECONDS
        raise SettingsError(
            f"{variable}={text!r}: use a number of requests per {', '.join(units)} or {last}, such as {default}."
        ) from None
