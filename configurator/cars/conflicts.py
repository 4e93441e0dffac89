"""Which options a car can't have together, why, and which changes resolve that.

There are three rules: an option is only for some models; a feature excludes another; a feature requires another, or
larger wheels. The first resolution of a conflict is the one that gives up least: what takes the place of an option is
the nearest in kind, then in price (`nearest`).
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar, cast

from configurator.cars.catalogue import Catalogue, Feature, Interior, Model, Option, Paint, Part, WheelSet, body_name
from configurator.cars.nearest import nearest_interior, nearest_paint, nearest_wheels

Options = Sequence[tuple[Part, Option]]
AnyOption = TypeVar("AnyOption", bound=Option)
ConflictKind = Literal["unavailable", "excludes", "requires"]


class Change(NamedTuple):
    """An option removed, added, or replaced by another. A change of features has only one of the two."""

    part: Part
    removed: Option | None
    added: Option | None

    @property
    def price_effect(self) -> int:
        """In whole units of the currency."""
        return (self.added.price if self.added else 0) - (self.removed.price if self.removed else 0)

    @property
    def consequence(self) -> str:
        """What the change does, as the beginning of a sentence."""
        if self.added and self.removed:
            return f"{self.added.name} instead of {self.removed.name}"
        return f"Adds {self.added.name}" if self.added else f"Removes {cast(Option, self.removed).name}"


class Conflict(NamedTuple):
    """Options that can't be built together. Each of the `resolutions` resolves this conflict by itself."""

    kind: ConflictKind
    options: tuple[Option, ...]
    reason: str
    resolutions: tuple[Change, ...]

    @property
    def subject(self) -> "Subject":
        """What it is about. Two cars with the same subject have the same conflict, even if the words differ."""
        return self.kind, frozenset(self.options)


Subject = tuple[ConflictKind, frozenset[Option]]


def find_conflicts(catalogue: Catalogue, model: Model | None, options: Options) -> tuple[Conflict, ...]:
    """All conflicts among these options of a model. If the model is unknown, those that don't depend on it."""
    features = [option for _, option in options if isinstance(option, Feature)]
    wheels = next((option for _, option in options if isinstance(option, WheelSet)), None)
    return (
        *(_unavailable(catalogue, model, options) if model else ()),
        *(_among_features(catalogue, model, wheels, features) if features else ()),
    )


def _among_features(
    catalogue: Catalogue, model: Model | None, wheels: WheelSet | None, features: Sequence[Feature]
) -> Iterable[Conflict]:
    yield from _exclusions(features)
    yield from _missing_features(catalogue, model, features)
    if wheels:
        yield from _small_wheels(catalogue, model, wheels, features)


def limits(catalogue: Catalogue, option: Option) -> str:
    """The models that can have an option: "the 911 Turbo S and the 911 GT3", "the coupe versions of the 911"."""
    available = option.available
    lines = listed(f"the {line.name}" for line in catalogue.lines if line.id in available.lines)
    if available.models:
        return listed(f"the {model.name}" for model in catalogue.models if model.id in available.models)
    if available.bodies or available.fuels:
        versions = [*sorted(available.fuels), *map(body_name, sorted(available.bodies))]
        return f"the {' or '.join(versions)} versions of {lines}"
    return lines


def required_inches(model: Model, options: Iterable[Option]) -> int:
    """The smallest wheels that fit all of these options that the model can have; 0 if none has a limit."""
    return _most_inches(it for it in options if isinstance(it, Feature) and it.available.admits(model))


def substitute(catalogue: Catalogue, option: Option, model: Model, inches: int = 0) -> Option | None:
    """What takes the place of an option that the model can't have; None for a feature, which has no substitute.

    Wheels are at least of this size, if the model can have any.
    """
    match option:
        case Paint():
            return nearest_paint(option, _for_model(catalogue.paints, model), catalogue.paints)
        case Interior():
            return nearest_interior(option, _for_model(catalogue.interiors, model), catalogue.interiors)
        case WheelSet():
            candidates = _for_model(catalogue.sets, model)
            return nearest_wheels(option, _at_least(inches, candidates) or candidates)
    return None


def _most_inches(features: Iterable[Feature]) -> int:
    return max((feature.requires_inches for feature in features), default=0)


def _for_model(options: Iterable[AnyOption], model: Model | None) -> tuple[AnyOption, ...]:
    return tuple(option for option in options if model is None or option.available.admits(model))


def _at_least(inches: int, sets: Iterable[WheelSet]) -> tuple[WheelSet, ...]:
    return tuple(wheels for wheels in sets if min(wheels.inches) >= inches)


def listed(words: Iterable[str]) -> str:
    """Several words, at least one, as a phrase: "the 718, the Taycan and the Macan"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _unavailable(catalogue: Catalogue, model: Model, options: Options) -> Iterable[Conflict]:
    for part, option in options:
        if not option.available.admits(model):
            inches = required_inches(model, (other for _, other in options))
            reason = f"The {model.name} can't have {option.name}; only {limits(catalogue, option)} can."
            change = Change(part, option, substitute(catalogue, option, model, inches))
            yield Conflict("unavailable", (option,), reason, (change,))


def _exclusions(features: Sequence[Feature]) -> Iterable[Conflict]:
    for position, one in enumerate(features):
        for other in features[position + 1 :]:
            if one.is_incompatible_with(other):
                reason = f"{one.name} and {other.name} can't be had together."
                cheaper, dearer = sorted((one, other), key=lambda feature: feature.price)
                yield Conflict("excludes", (one, other), reason, (_without(cheaper), _without(dearer)))


def _missing_features(catalogue: Catalogue, model: Model | None, features: Sequence[Feature]) -> Iterable[Conflict]:
    chosen = {feature.id for feature in features}
    for feature in (it for it in features if not it.requires <= chosen):
        for needed in (other for other in catalogue.features if other.id in feature.requires - chosen):
            possible = model is None or needed.available.admits(model)
            adding = (Change("additionalFeatures", None, needed),) if possible else ()
            reason = f"{feature.name} can only be had with {needed.name}."
            yield Conflict("requires", (feature, needed), reason, (*adding, _without(feature)))


def _small_wheels(
    catalogue: Catalogue, model: Model | None, wheels: WheelSet, features: Sequence[Feature]
) -> Iterable[Conflict]:
    for feature in (it for it in features if min(wheels.inches) < it.requires_inches):
        sets = _for_model(catalogue.sets, model)
        fitting = _at_least(_most_inches(features), sets) or _at_least(feature.requires_inches, sets)
        larger = nearest_wheels(wheels, fitting)
        replacing = (Change("tire", wheels, larger),) if larger else ()
        least = f"wheels of at least {feature.requires_inches} inches"
        reason = f"{feature.name} can only be had with {least}; {wheels.name} are smaller."
        yield Conflict("requires", (feature, wheels), reason, (*replacing, _without(feature)))


def _without(feature: Feature) -> Change:
    return Change("additionalFeatures", feature, None)
