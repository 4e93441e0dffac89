"""What happened between two cars: one line beside the total, and a list where that isn't enough."""

from typing import NamedTuple

from configurator.cars.builds import recommended_builds
from configurator.cars.carry_over import compare
from configurator.cars.catalogue import Catalogue
from configurator.cars.choices import changes
from configurator.cars.configuration import Car
from configurator.web.pages.configure.carried_words import carried_in_words
from configurator.web.pages.configure.wording import in_words

_MOST_IN_A_LINE = 4


class ChangeWords(NamedTuple):
    """`line` is a phrase; `details` are sentences, empty if the line says everything."""

    line: str
    details: tuple[str, ...] = ()


def change_words(catalogue: Catalogue, before: Car, after: Car) -> ChangeWords:
    """How the second car came from the first, in words."""
    model = f"{after.model.name} instead of {before.model.name}" if after.model != before.model else ""
    if after.line != before.line:
        return ChangeWords(model, carried_in_words(compare(before, after)).sentences)
    phrases = [*filter(None, [model]), *(in_words([change]) for change in changes(before, after))]
    if len(phrases) <= _MOST_IN_A_LINE:
        return ChangeWords(_sentence(", ".join(phrases)))
    build = _build_of(catalogue, after)
    counted = f"{len(phrases)} changes"
    return ChangeWords(f"“{build}”, {counted}" if build else counted, tuple(map(_sentence, phrases)))


def _build_of(catalogue: Catalogue, car: Car) -> str:
    """The name of the recommended build that this car is, or ""."""
    builds = recommended_builds(catalogue, car.line.id)
    return next((build.name for build, opened in builds if opened.car == car), "")


def _sentence(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
