"""What a render costs, in whole micro-dollars computed from the tokens used, and the most that one call can cost.

A rate in USD per million tokens is the same number in micro-dollars per token.
"""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType
from typing import NamedTuple

MICRO = 1_000_000

# Upper bounds for 1536 x 1024, about a tenth above the highest seen. Quality "auto" can use as many as "high".
_OUTPUT_TOKENS: Mapping[str, int] = MappingProxyType({"low": 500, "medium": 1_750, "high": 6_900})
_BOUNDED_PIXELS = 1536 * 1024
_REFERENCE_TOKENS = 2_500
_PROMPT_TOKENS = 2_000


class Usage(NamedTuple):
    """Tokens of one call, as OpenAI counted them."""

    text: int = 0
    image: int = 0
    output: int = 0


class Rates(NamedTuple):
    """USD per million tokens of text input, image input and output."""

    text: float
    image: float
    output: float

    def cost(self, usage: Usage) -> int:
        """Micro-dollars, rounded up."""
        pairs = ((usage.text, self.text), (usage.image, self.image), (usage.output, self.output))
        exact = sum((tokens * Decimal(str(rate)) for tokens, rate in pairs), Decimal(0))
        return int(exact.to_integral_value(ROUND_CEILING))

    def max_cost(self, quality: str, size: str, reference: bool) -> int:
        """The most that one call can cost, in micro-dollars. It is reserved before the call."""
        output = _OUTPUT_TOKENS.get(quality, _OUTPUT_TOKENS["high"])
        output = -(-output * max(pixels(size), _BOUNDED_PIXELS) // _BOUNDED_PIXELS)
        return self.cost(Usage(_PROMPT_TOKENS, _REFERENCE_TOKENS if reference else 0, output))


def pixels(size: str) -> int:
    """The number of pixels in a size such as "1536x1024"; 0 for "auto"."""
    width, _, height = size.partition("x")
    return int(width) * int(height) if width.isdigit() and height.isdigit() else 0


def usd(micro: int) -> str:
    """An amount for people: 41230 is "0.0412 USD"."""
    return f"{micro / MICRO:.4f} USD"
