"""What a model has without extras, and what an extra goes with."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from configurator.cars.catalogue import Availability, Catalogue, Feature, Line, Model
from configurator.cars.conflicts import limits, listed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StandardItem:
    """Something that the available models include. It has no price and isn't part of a car's code.

    `replaced_by` are ids of the extras instead of which a car has it. `synonyms` are other words that people search
    for. `sources` and `demonstration` are as in `Entry`.
    """

    id: str
    name: str
    group: str
    available: Availability
    replaced_by: frozenset[str] = frozenset()
    synonyms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    demonstration: tuple[str, ...] = ()


class StandardGroup(NamedTuple):
    """The items of one group, such as "Safety"."""

    name: str
    items: tuple[StandardItem, ...]


class FeatureRules(NamedTuple):
    """What an extra goes with, among the extras of one line. `inches` is the smallest wheel, 0 for no limit.

    `only_for` names the models that can have it, "" if the whole line can.
    """

    excludes: tuple[Feature, ...]
    requires: tuple[Feature, ...]
    required_by: tuple[Feature, ...]
    inches: int
    only_for: str


def standard_equipment(
    catalogue: Catalogue, model: Model, features: Collection[Feature] = ()
) -> tuple[StandardGroup, ...]:
    """What this model includes, group by group in the catalogue's order, except what these extras replace."""
    chosen = {feature.id for feature in features}
    by_group: dict[str, list[StandardItem]] = {}
    for item in catalogue.standard:
        if item.available.admits(model) and not item.replaced_by & chosen:
            by_group.setdefault(item.group, []).append(item)
    return tuple(StandardGroup(name, tuple(items)) for name, items in by_group.items())


def rules_of(catalogue: Catalogue, feature: Feature, line: Line) -> FeatureRules:
    """The rules of a feature, as `conflicts` applies them, without extras that the line doesn't have."""
    others = [other for other in catalogue.features if line.id in other.available.lines and other is not feature]
    limited = not all(feature.available.admits(model) for model in catalogue.models_of(line.id))
    return FeatureRules(
        excludes=tuple(other for other in others if feature.is_incompatible_with(other)),
        requires=tuple(other for other in others if other.id in feature.requires),
        required_by=tuple(other for other in others if feature.id in other.requires),
        inches=feature.requires_inches,
        only_for=limits(catalogue, feature) if limited else "",
    )


def who_has(catalogue: Catalogue, available: Availability, line: Line) -> str:
    """The models of the line that can have something, else the lines: "the Macan and the Cayenne"."""
    models = [model.name for model in catalogue.models_of(line.id) if available.admits(model)]
    lines = [other.name for other in catalogue.lines if other.id in available.lines]
    return listed(f"the {name}" for name in models or lines)
