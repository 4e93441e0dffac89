"""Every option of a car's line as the configurator shows it: its control, its price, what it would bring about."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, cast

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Feature, Interior, Option, Paint, PaintGroup, Part, WheelSet
from configurator.cars.choices import Choice, ModelChoice, choices, model_choices, toggle_option
from configurator.cars.configuration import Car
from configurator.cars.conflicts import Change
from configurator.drawings.appearance import feature_style, interior_style, paint_style, wheel_style
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.car.text_width import width_in_em

FIELDS: Mapping[Part, str] = MappingProxyType(
    {"model": "model", "color": "color", "tire": "tire", "interior": "interior", "additionalFeatures": "feature"}
)


class OptionControl(NamedTuple):
    """One option and its control. `instead_url` leads to this car as the model that could have the option; `rivals`
    are short names of what it can't be had together with."""

    choice: Choice
    catalogue: Catalogue
    car: Car
    code: str
    rivals: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return control_id(self.choice.part, self.choice.option.id)

    @property
    def is_on(self) -> bool:
        return (self.choice.part, self.choice.option) in self.car.options

    @property
    def is_disabled(self) -> bool:
        """Never while it is on the car: a form does not send what is disabled."""
        return self.choice.state == "unavailable" and not self.is_on

    @property
    def also(self) -> str:
        return in_words(self.choice.consequences)

    @property
    def instead_url(self) -> str:
        if self.choice.instead is None:
            return ""
        car = self.car._replace(model=self.choice.instead)
        wanted = toggle_option(self.catalogue, car, self.choice.part, self.choice.option)
        return configure_url(wanted.selection, self.code)


class PaintGroupOptions(NamedTuple):
    """A price group and its paints, light to dark."""

    group: PaintGroup
    paints: tuple[OptionControl, ...]

    @property
    def is_chosen(self) -> bool:
        return any(paint.is_on for paint in self.paints)


class Options(NamedTuple):
    """All that may be chosen for a car, section by section."""

    models: tuple[ModelChoice, ...]
    paint_groups: tuple[PaintGroupOptions, ...]
    wheels: tuple[OptionControl, ...]
    interiors: tuple[OptionControl, ...]
    extras: tuple[tuple[str, tuple[OptionControl, ...]], ...]


def options_of(catalogue: Catalogue, car: Car, code: str) -> Options:
    def views(part: Part) -> tuple[OptionControl, ...]:
        offered = sorted(choices(catalogue, car, part), key=lambda choice: choice.state == "unavailable")
        return tuple(OptionControl(choice, catalogue, car, code, tuple(_rivals(choice, offered))) for choice in offered)

    return Options(
        model_choices(catalogue, car),
        tuple(_paint_groups(catalogue, views("color"))),
        views("tire"),
        views("interior"),
        tuple(_grouped(views("additionalFeatures"))),
    )


def control_id(part: Part, option_id: str) -> str:
    return f"{FIELDS[part]}-{option_id}"


def in_words(consequences: Iterable[Change]) -> str:
    """What else happens, as one phrase: "removes BOSE, Carrera S instead of Carrera"."""
    return ", ".join(_phrase(change) for change in consequences)


def recolour_rules(catalogue: Catalogue, line_id: str) -> Markup:
    """The rules by which a page's own radios and checkboxes recolour the drawing, with no script and no request."""
    return Markup("\n".join(_rules(catalogue, line_id)))


def _rivals(choice: Choice, offered: Iterable[Choice]) -> Iterable[str]:
    """Told while neither is on the car; once one is, the other's consequences say it."""
    option = choice.option
    for other in offered if choice.state == "available" else ():
        if other.state == "available" and _exclude_each_other(option, other.option):
            yield other.option.short


def _exclude_each_other(one: Option, other: Option) -> bool:
    if not isinstance(one, Feature) or not isinstance(other, Feature):
        return False
    return other.id in one.excludes or one.id in other.excludes


def _paint_groups(catalogue: Catalogue, paints: Iterable[OptionControl]) -> Iterable[PaintGroupOptions]:
    by_group: dict[str, list[OptionControl]] = {group.id: [] for group in catalogue.paint_groups}
    for view in paints:
        by_group[_paint(view).group].append(view)
    for group in catalogue.paint_groups:
        if by_group[group.id]:
            light_first = sorted(by_group[group.id], key=lambda view: -lightness(_paint(view).hex))
            yield PaintGroupOptions(group, tuple(light_first))


def _paint(view: OptionControl) -> Paint:
    return cast(Paint, view.choice.option)


def lightness(colour: str) -> float:
    """How light #rrggbb looks, 0 to 255: good enough to put swatches in a row."""
    red, green, blue = bytes.fromhex(colour[1:])
    return 0.30 * red + 0.59 * green + 0.11 * blue


def _grouped(extras: Iterable[OptionControl]) -> Iterable[tuple[str, tuple[OptionControl, ...]]]:
    by_group: dict[str, list[OptionControl]] = {}
    for view in extras:
        by_group.setdefault(cast(Feature, view.choice.option).group, []).append(view)
    return ((group, tuple(views)) for group, views in by_group.items())


def _phrase(change: Change) -> str:
    if change.added and change.removed:
        wheels = " wheels" if change.part == "tire" else ""
        return f"{change.added.short}{wheels} instead of {change.removed.short}"
    return f"adds {change.added.short}" if change.added else f"removes {cast(Option, change.removed).short}"


def _rules(catalogue: Catalogue, line_id: str) -> Iterable[str]:
    for part in FIELDS:
        for option in catalogue.offered(part, line_id):
            style = {name: value for name, value in _style(line_id, option).items() if value != "none"}
            properties = ";".join(f"{name}:{value}" for name, value in style.items())
            picture = f",#pic-{option.id}" if isinstance(option, WheelSet) else ""
            # As near to the drawing as can be: what inherits from the form is worked out anew for all of its options.
            where = ":is(.preview,.wheel)" if "--caliper" in style else ".preview"
            if properties:
                yield f".build:has(#{control_id(part, option.id)}:checked) {where}{picture}{{{properties}}}"


def _style(line_id: str, option: Option) -> Mapping[str, str]:
    match option:
        case Paint():
            return {**paint_style(option), "--name": _css_text(option.short), "--em": f"{width_in_em(option.short):g}"}
        case WheelSet():
            return wheel_style(line_id, option)
        case Interior():
            return interior_style(option)
        case Feature():
            return feature_style(option)
    raise TypeError(option)


def _css_text(text: str) -> str:
    """As a CSS string: everything but letters, digits and spaces by its number, so that no name becomes a rule."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
