"""OpenAI's image models: which are retired or will be, what replaces them, and which parameters they take.

Source: OpenAI's deprecation list of 2026-11-22. `doctor` also asks OpenAI.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

_FAMILY = re.compile(r"(?<![a-z0-9])(gpt-image|chatgpt-image|dall-e)(?![a-z])[^/:@]*")

WARNING_DAYS = 60
REPLACEMENT = "gpt-image-2.6-flare"
FAITHFUL_REPLACEMENT = "gpt-image-2.6-sunburst"


class Retirement(NamedTuple):
    """`on` is the first day on which a model no longer answers."""

    on: date
    replacement: str

    def is_over(self, today: date) -> bool:
        return today >= self.on

    def is_near(self, today: date) -> bool:
        return today >= self.on - timedelta(days=WARNING_DAYS)


RETIREMENTS: Mapping[str, Retirement] = MappingProxyType(
    {
        "dall-e-2": Retirement(date(2026, 5, 12), REPLACEMENT),
        "dall-e-3": Retirement(date(2026, 5, 12), REPLACEMENT),
        "gpt-image-1": Retirement(date(2026, 10, 23), FAITHFUL_REPLACEMENT),
        "gpt-image-1-mini": Retirement(date(2026, 12, 1), REPLACEMENT),
        "gpt-image-1.5": Retirement(date(2026, 12, 1), FAITHFUL_REPLACEMENT),
        "chatgpt-image-latest": Retirement(date(2026, 12, 1), FAITHFUL_REPLACEMENT),
    }
)


def known_name(model: str) -> str:
    """OpenAI's name of a model that a gateway calls openai/gpt-image-1@2026 or azure:our-gpt-image-1; "" if unknown.

    It begins where the family's name does and ends before the next / : or @.
    """
    found = _FAMILY.search(model.lower().replace("_", "-"))
    return found[0] if found else ""


def find_retirement(model: str) -> Retirement | None:
    """When OpenAI ends the model, by whatever name a gateway has it. None if no end is known."""
    return RETIREMENTS.get(known_name(model))


def is_retired(model: str, today: date, base_url: str) -> bool:
    """Whether every call to the model would fail. A server other than OpenAI's (`base_url`) may still serve it."""
    retirement = find_retirement(model)
    return not base_url and retirement is not None and retirement.is_over(today)


def takes_gpt_parameters(model: str) -> bool:
    """Whether the model takes output_format and quality, like gpt-image. Older ones take response_format."""
    return known_name(model).startswith(("gpt-image", "chatgpt-image"))
