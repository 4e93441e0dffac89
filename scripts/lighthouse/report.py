"""What Lighthouse says of a page, and the bars that our pages keep."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Final, NamedTuple


class Measured(NamedTuple):
    """Scores from 0 to 100, how long the main thread was blocked, layout shift, and the longest task, 0 without any."""

    performance: float
    accessibility: float
    best_practices: float
    seo: float
    blocked_ms: float
    shift: float
    longest_ms: float


LEAST: Final = Measured(99, 100, 100, 100, 50, 0.001, 100)
"""The bars: the least score, and the most of everything else. Lighthouse sees rounding errors as a shift of 0.00001."""

_SCORES: Final = 4
_NAMES: Final = ("performance", "accessibility", "best practices", "SEO", "blocked ms", "shift", "longest task ms")


def median_of(runs: Sequence[Measured]) -> Measured:
    """The median of each value by itself."""
    return Measured(*(median(values) for values in zip(*runs, strict=True)))


def missed(name: str, page: Measured) -> Iterator[str]:
    """A line for each bar that the page misses."""
    for index, (what, value, bar) in enumerate(zip(_NAMES, page, LEAST, strict=True)):
        if value < bar if index < _SCORES else value > bar:
            yield f"{name}: {what} {value:.3g}, the bar is {bar:g}"


def table(pages: Mapping[str, Measured]) -> str:
    """The pages as a Markdown table."""
    rows = [("page", *_NAMES), ("-",) * (1 + len(_NAMES))]
    rows += [(name, *map(_text, _NAMES, page)) for name, page in pages.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _text(what: str, value: float) -> str:
    return f"{value:.3f}" if what == "shift" else f"{value:.0f}"
