"""What the operator should know about settings that are valid: some have no effect, and some may be misspelt."""

import difflib
from collections.abc import Iterator, Mapping

from configurator.renders.cost import usd
from configurator.renders.render import BUDGET
from configurator.renders.terms import Terms
from configurator.settings import EnvironmentReader, Settings

_ALIKE = 0.8
"""How alike two names have to be, from 0 to 1, so that one is taken for the other misspelt."""
_OF_OTHERS = ("AWS_", "HOSTNAME")


def advice(environment: Mapping[str, str], read: EnvironmentReader, settings: Settings, terms: Terms) -> Iterator[str]:
    """Sentences for the log. `read` has read all settings from the environment."""
    yield from _misspelt(environment, read.names)
    for name in sorted(read.names):
        reason = _no_effect(name, settings)
        if reason and read.text(name):
            yield f"{name} has no effect: {reason}."
    if settings.production and settings.public_url.startswith("http:"):
        yield (
            f"PUBLIC_URL={settings.public_url}: without TLS, others on the network can read and change what visitors "
            "send, and cookies are not protected from neighbouring hosts. Use https for a site with real visitors."
        )
    if terms.enabled and terms.max_cost > terms.limit(BUDGET):
        yield (
            f"IMAGE_DAILY_BUDGET_USD: a render may cost {usd(terms.max_cost)}, and {usd(terms.limit(BUDGET))} a day "
            "is left for the website and apps, so they get none."
        )


def _misspelt(environment: Mapping[str, str], known: set[str]) -> Iterator[str]:
    for name in sorted(environment):
        if name in known or name.startswith(_OF_OTHERS):
            continue
        longer = [it for it in sorted(known) if "_" in name and it.startswith(f"{name.upper()}_")]
        if meant := longer or difflib.get_close_matches(name.upper(), known, 1, _ALIKE):
            yield f"{name} is not a setting and has no effect. Did you mean {meant[0]}?"


def _no_effect(name: str, settings: Settings) -> str:
    """Why the setting changes nothing with these others; "" if it has an effect."""
    if name == "TABLE_PREFIX" and settings.store == "sqlite":
        return "only STORE=dynamodb has tables with a prefix"
    if name == "KIOSK_BUDGET_PERCENT" and not settings.kiosk.pin_hash:
        return "without KIOSK_PIN_HASH no kiosk is enrolled, and none has a budget of its own"
    if name.startswith("RATE_LIMIT_") and settings.rate_limits is None:
        return "limits are off; RATE_LIMITS=on turns them on"
    if name.startswith("IMAGE_") and not settings.images.enabled:
        return "renders are off without OPENAI_API_KEY or OPENAI_BASE_URL"
    return ""
