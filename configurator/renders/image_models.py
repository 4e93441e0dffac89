"""OpenAI's image models: which are retired or will be, what replaces them, and which parameters they take.

Source: OpenAI's deprecation list of 2026-11-22. `doctor` also asks OpenAI.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

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


def is_retired(model: str, today: date, base_url: str) -> bool:
    """Whether every call to the model would fail. A server other than OpenAI's (`base_url`) may still serve it."""
    retirement = RETIREMENTS.get(model)
    return not base_url and retirement is not None and retirement.is_over(today)


def takes_gpt_parameters(model: str) -> bool:
    """Whether the model takes output_format and quality, like gpt-image. Older ones take response_format."""
    return model.startswith(("gpt-image", "chatgpt-image"))
