"""The builds that a catalogue recommends, as cars with their prices."""

from functools import lru_cache
from typing import NamedTuple

from configurator.cars.catalogue import Catalogue
from configurator.cars.opened_car import OpenedCar, open_code


class Build(NamedTuple):
    """A car of this line that the dealer recommends, as its code, with a name and one sentence."""

    id: str
    line: str
    name: str
    summary: str
    code: str
    sources: tuple[str, ...]
    demonstration: tuple[str, ...]


class RecommendedBuild(NamedTuple):
    """A build and the car that its code opens."""

    build: Build
    opened: OpenedCar


@lru_cache(maxsize=64)
def recommended_builds(catalogue: Catalogue, line_id: str) -> tuple[RecommendedBuild, ...]:
    """The builds of a line, in the catalogue's order."""
    of_line = (build for build in catalogue.builds if build.line == line_id)
    return tuple(RecommendedBuild(build, open_code(catalogue, build.code)) for build in of_line)
