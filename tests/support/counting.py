"""`python -m tests.support.counting KEY COUNT`: a program that adds 1 to a counter so often, and prints each value."""

import sys

from configurator.app.build import build_services
from configurator.rate_limits.counters import Counters, Window
from configurator.settings import Settings

WINDOW = Window(1_795_500_000, 1_795_500_060)


def main(key: str, count: int) -> None:
    counters = build_services(Settings.from_environment()).counters
    assert counters
    _add(counters(), key, count)


def _add(counters: Counters, key: str, count: int) -> None:
    for _ in range(count):
        sys.stdout.write(f"{counters.add(key, 1, WINDOW)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
