"""Which options a car can't have together, why, and which changes resolve that.

There are three rules: an option is only for some models; a feature excludes another; a feature requires another, or
larger wheels. The first resolution of a conflict is the one that gives up least.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Feature, Interior, Model, Option, Paint, Part, WheelSet, body_name

Options = Sequence[tuple[Part, Option]]
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
    def subject(self) -> tuple[ConflictKind, frozenset[Option]]:
        """What it is about. Two cars with the same subject have the same conflict, even if the words differ."""
        return self.kind, frozenset(self.options)


def find_conflicts(catalogue: Catalogue, model: Model | None, options: Options) -> tuple[Conflict, ...]:
    """All conflicts among these options of a model. If the model is unknown, those that don't depend on it."""
    features = [option for _, option in options if isinstance(option, Feature)]
    wheels = next((option for _, option in options if isinstance(option, WheelSet)), None)
    return (
        *(_unavailable(catalogue, model, options) if model else ()),
        *_exclusions(features),
        *_missing_features(catalogue, model, features),
        *(_small_wheels(catalogue, model, wheels, features) if wheels else ()),
    )


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


def listed(words: Iterable[str]) -> str:
    """Several words, at least one, as a phrase: "the 718, the Taycan and the Macan"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _unavailable(catalogue: Catalogue, model: Model, options: Options) -> Iterable[Conflict]:
    for part, option in options:
        if not option.available.admits(model):
            reason = f"The {model.name} can't have {option.name}; only {limits(catalogue, option)} can."
            substitute = _substitute(catalogue, part, option, model)
            yield Conflict("unavailable", (option,), reason, (Change(part, option, substitute),))


def _exclusions(features: Sequence[Feature]) -> Iterable[Conflict]:
    for position, one in enumerate(features):
        for other in features[position + 1 :]:
            if one.is_incompatible_with(other):
                reason = f"{one.name} and {other.name} can't be had together."
                yield Conflict("excludes", (one, other), reason, (_without(one), _without(other)))


def _missing_features(catalogue: Catalogue, model: Model | None, features: Sequence[Feature]) -> Iterable[Conflict]:
    chosen = {feature.id for feature in features}
    for feature in features:
        for needed in (other for other in catalogue.features if other.id in feature.requires - chosen):
            possible = model is None or needed.available.admits(model)
            adding = (Change("additionalFeatures", None, needed),) if possible else ()
            reason = f"{feature.name} can only be had with {needed.name}."
            yield Conflict("requires", (feature, needed), reason, (*adding, _without(feature)))


def _small_wheels(
    catalogue: Catalogue, model: Model | None, wheels: WheelSet, features: Sequence[Feature]
) -> Iterable[Conflict]:
    for feature in features:
        if min(wheels.inches) < feature.requires_inches:
            larger = _larger_wheels(catalogue, model, wheels, feature.requires_inches)
            replacing = (Change("tire", wheels, larger),) if larger else ()
            least = f"wheels of at least {feature.requires_inches} inches"
            reason = f"{feature.name} can only be had with {least}; {wheels.name} are smaller."
            yield Conflict("requires", (feature, wheels), reason, (*replacing, _without(feature)))


def _without(feature: Feature) -> Change:
    return Change("additionalFeatures", feature, None)


def _larger_wheels(catalogue: Catalogue, model: Model | None, wheels: WheelSet, inches: int) -> WheelSet | None:
    """The set of at least this size whose price is closest; of two, the one with the lower number."""
    fitting = [
        other
        for other in catalogue.sets
        if min(other.inches) >= inches and (model is None or other.available.admits(model))
    ]
    return min(fitting, key=lambda other: (abs(other.price - wheels.price), other.number), default=None)


def _substitute(catalogue: Catalogue, part: Part, option: Option, model: Model) -> Option | None:
    """The most similar colour, or the model's default wheels, for an option that the model can't have.

    A feature has no substitute.
    """
    if isinstance(option, Feature):
        return None
    candidates = [other for other in catalogue.offered(part, model.line) if other.available.admits(model)]
    if isinstance(option, WheelSet):
        return next(other for other in candidates if other.id == model.default[part])
    return min(candidates, key=lambda other: (_distance(option, other), other.number))


def _distance(one: Option, other: Option) -> float:
    """Squared distance of two colours in encoded red, green and blue: good enough to find a substitute."""
    colours = [option.hex for option in (one, other) if isinstance(option, Paint | Interior)]
    channels = zip(*(bytes.fromhex(colour[1:]) for colour in colours), strict=True)
    return float(sum((a - b) ** 2 for a, b in channels))
