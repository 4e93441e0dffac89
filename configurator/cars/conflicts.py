"""What can't be had together, why, and which changes would mend it.

Three rules: an option is for some models only; a feature excludes another; a feature requires others or larger
wheels. Every conflict comes with its resolutions, the one that loses least first.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Feature, Interior, Model, Option, Paint, Part, WheelSet, body_name

Known = Sequence[tuple[Part, Option]]
ConflictKind = Literal["unavailable", "excludes", "requires"]


class Change(NamedTuple):
    """One option goes, one comes, or both: `part` as the API spells it. Of a feature only one of the two is given."""

    part: Part
    removed: Option | None
    added: Option | None

    @property
    def price_effect(self) -> int:
        return (self.added.price if self.added else 0) - (self.removed.price if self.removed else 0)

    @property
    def consequence(self) -> str:
        if self.added and self.removed:
            return f"{self.added.name} instead of {self.removed.name}"
        return f"Adds {self.added.name}" if self.added else f"Removes {cast(Option, self.removed).name}"


class Conflict(NamedTuple):
    """Options that can't be built as asked. `resolutions` are single changes, each of which mends this conflict."""

    kind: ConflictKind
    options: tuple[Option, ...]
    reason: str
    resolutions: tuple[Change, ...]


def find_conflicts(catalogue: Catalogue, model: Model | None, known: Known) -> tuple[Conflict, ...]:
    """Every conflict among these options; what depends on the model only when that is known."""
    features = [option for _, option in known if isinstance(option, Feature)]
    wheels = next((option for _, option in known if isinstance(option, WheelSet)), None)
    return (
        *(_unavailable(catalogue, model, known) if model else ()),
        *_exclusions(features),
        *_missing_features(catalogue, model, features),
        *(_small_wheels(catalogue, model, wheels, features) if wheels else ()),
    )


def limits(catalogue: Catalogue, option: Option) -> str:
    """Whom an option is for, in words: "the 911 Turbo S and the 911 GT3", "coupe bodies of the 911"."""
    available = option.available
    lines = _and(f"the {line.name}" for line in catalogue.lines if line.id in available.lines)
    if available.models:
        return _and(f"the {model.name}" for model in catalogue.models if model.id in available.models)
    if available.bodies or available.fuels:
        kinds = [*sorted(available.fuels), *map(body_name, sorted(available.bodies))]
        return f"the {' or '.join(kinds)} versions of {lines}"
    return lines


def _and(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _unavailable(catalogue: Catalogue, model: Model, known: Known) -> Iterable[Conflict]:
    for part, option in known:
        if not option.available.admits(model):
            reason = f"The {model.name} can't have {option.name}; only {limits(catalogue, option)} can."
            substitute = _nearest(catalogue, part, option, model)
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
            conflict_notices = (Change("additionalFeatures", None, needed),) if possible else ()
            reason = f"{feature.name} can only be had with {needed.name}."
            yield Conflict("requires", (feature, needed), reason, (*conflict_notices, _without(feature)))


def _small_wheels(
    catalogue: Catalogue, model: Model | None, wheels: WheelSet, features: Sequence[Feature]
) -> Iterable[Conflict]:
    for feature in features:
        if min(wheels.inches) < feature.requires_inches:
            larger = _larger_wheels(catalogue, model, wheels, feature.requires_inches)
            conflict_notices = (Change("tire", wheels, larger),) if larger else ()
            least = f"wheels of at least {feature.requires_inches} inches"
            reason = f"{feature.name} can only be had with {least}; {wheels.name} are smaller."
            yield Conflict("requires", (feature, wheels), reason, (*conflict_notices, _without(feature)))


def _without(feature: Feature) -> Change:
    return Change("additionalFeatures", feature, None)


def _larger_wheels(catalogue: Catalogue, model: Model | None, wheels: WheelSet, inches: int) -> WheelSet | None:
    fitting = [
        other
        for other in catalogue.sets
        if min(other.inches) >= inches and (model is None or other.available.admits(model))
    ]
    return min(fitting, key=lambda other: (abs(other.price - wheels.price), other.number), default=None)


def _nearest(catalogue: Catalogue, part: Part, option: Option, model: Model) -> Option | None:
    """What to put in the place of an option that this model can't have: the colour that is most like it, the model's
    own wheels, nothing for a feature."""
    if isinstance(option, Feature):
        return None
    candidates = [other for other in catalogue.offered(part, model.line) if other.available.admits(model)]
    if isinstance(option, WheelSet):
        return next(other for other in candidates if other.id == model.default[part])
    return min(candidates, key=lambda other: (_distance(option, other), other.number))


def _distance(one: Option, other: Option) -> float:
    """How unlike two colours are, in encoded red, green and blue: enough to find a stand-in."""
    colours = [option.hex for option in (one, other) if isinstance(option, Paint | Interior)]
    channels = zip(*(bytes.fromhex(colour[1:]) for colour in colours), strict=True)
    return float(sum((a - b) ** 2 for a, b in channels))
