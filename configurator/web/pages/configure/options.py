"""Every option of a car's line as the configurator shows it: its control, its price and the consequences."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Feature, Option, Paint, PaintGroup, Part
from configurator.cars.choices import Choice, ModelChoice, choices, model_choices, toggle_option
from configurator.cars.configuration import Car
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.configure.form import FIELDS
from configurator.web.pages.configure.wording import in_words


class OptionControl(NamedTuple):
    """One option and its radio or checkbox.

    `consequences` are the other changes that choosing it causes, in words. `rivals` are short names of options that
    exclude it. `instead_url` opens this car with the option and as a model that can have it, "" where none can.
    """

    choice: Choice
    is_on: bool
    consequences: str = ""
    rivals: tuple[str, ...] = ()
    instead_url: str = ""

    @property
    def id(self) -> str:
        return control_id(self.choice.part, self.choice.option.id)

    @property
    def field(self) -> str:
        return FIELDS[self.choice.part]

    @property
    def is_disabled(self) -> bool:
        """Never while the car has the option: a browser doesn't send disabled controls."""
        return self.choice.state == "unavailable" and not self.is_on


class ModelControl(NamedTuple):
    """A model of the line, and in words what else changes with it."""

    choice: ModelChoice
    consequences: str


class PaintGroupOptions(NamedTuple):
    """A price group and its paints, light to dark."""

    group: PaintGroup
    paints: tuple[OptionControl, ...]

    @property
    def is_chosen(self) -> bool:
        return any(paint.is_on for paint in self.paints)


class Options(NamedTuple):
    """Everything that can be chosen for a car, section by section. Extras are pairs: a group and its options."""

    models: tuple[ModelControl, ...]
    paint_groups: tuple[PaintGroupOptions, ...]
    wheels: tuple[OptionControl, ...]
    interiors: tuple[OptionControl, ...]
    extras: tuple[tuple[str, tuple[OptionControl, ...]], ...]

    @property
    def paints(self) -> tuple[OptionControl, ...]:
        return tuple(paint for group in self.paint_groups for paint in group.paints)


def options_of(catalogue: Catalogue, car: Car, code: str, configure_url: ConfigureLink) -> Options:
    """The options for this car, whose code is `code`."""
    chosen = frozenset(option for _, option in car.options)

    def controls(part: Part) -> tuple[OptionControl, ...]:
        offered = sorted(choices(catalogue, car, part), key=lambda choice: choice.state == "unavailable")
        return tuple(
            _control(choice, offered, chosen, _instead_url(catalogue, choice, car, code, configure_url))
            for choice in offered
        )

    return Options(
        tuple(ModelControl(choice, in_words(choice.consequences)) for choice in model_choices(catalogue, car)),
        tuple(_paint_groups(catalogue, controls("color"))),
        controls("tire"),
        controls("interior"),
        _by_group(controls("additionalFeatures")),
    )


def control_id(part: Part, option_id: str) -> str:
    return f"{FIELDS[part]}-{option_id}"


def _control(choice: Choice, offered: Iterable[Choice], chosen: frozenset[Option], instead_url: str) -> OptionControl:
    return OptionControl(
        choice,
        choice.option in chosen,
        in_words(choice.consequences),
        tuple(_rivals(choice, offered)),
        instead_url,
    )


def _instead_url(catalogue: Catalogue, choice: Choice, car: Car, code: str, configure_url: ConfigureLink) -> str:
    if choice.instead is None:
        return ""
    wanted = toggle_option(catalogue, car._replace(model=choice.instead), choice.part, choice.option)
    return configure_url(wanted.selection, code)


def _rivals(choice: Choice, offered: Iterable[Choice]) -> Iterator[str]:
    """Only while the car has neither: once it has one, the consequences of the other name it."""
    feature = choice.option
    if choice.state == "available" and isinstance(feature, Feature):
        for other in offered:
            if feature.is_incompatible_with(cast(Feature, other.option)) and other.state == "available":
                yield other.option.short


def _paint_groups(catalogue: Catalogue, paints: Iterable[OptionControl]) -> Iterator[PaintGroupOptions]:
    light_first = sorted(paints, key=lambda control: -paint_lightness(control))
    for group in catalogue.paint_groups:
        members = tuple(control for control in light_first if _paint(control).group == group.id)
        if members:
            yield PaintGroupOptions(group, members)


def _paint(control: OptionControl) -> Paint:
    return cast(Paint, control.choice.option)


def paint_lightness(control: OptionControl) -> float:
    """How light the control's paint looks, from 0 to 255; precise enough to sort swatches."""
    red, green, blue = bytes.fromhex(_paint(control).hex[1:])
    return 0.30 * red + 0.59 * green + 0.11 * blue


def _by_group(extras: Iterable[OptionControl]) -> tuple[tuple[str, tuple[OptionControl, ...]], ...]:
    by_group: dict[str, list[OptionControl]] = {}
    for control in extras:
        by_group.setdefault(cast(Feature, control.choice.option).group, []).append(control)
    return tuple((group, tuple(controls)) for group, controls in by_group.items())
