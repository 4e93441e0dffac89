"""Choosing: what each option would cost and bring about, told before it is chosen; and what changed afterwards."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, cast

from configurator.cars.catalogue import Catalogue, Model, Option, Part
from configurator.cars.configuration import Car, Check, Selection, check, default_selection, price
from configurator.cars.conflicts import Change, Conflict, limits

ChoiceState = Literal["chosen", "available", "unavailable"]


class Choice(NamedTuple):
    """One option as it stands beside a car: what choosing it (or, of a chosen feature, leaving it) would change.

    `price_effect` counts the option alone, `together` with all its `consequences`. An unavailable option says
    `why_not` and names the `instead` model that could have it.
    """

    part: Part
    option: Option
    state: ChoiceState
    price_effect: int = 0
    consequences: tuple[Change, ...] = ()
    why_not: str = ""
    instead: Model | None = None

    @property
    def together(self) -> int:
        return self.price_effect + sum(change.price_effect for change in self.consequences)


class ModelChoice(NamedTuple):
    """Another model of the car's line as it stands beside the car: `together` with what it would change besides."""

    model: Model
    is_chosen: bool
    together: int = 0
    consequences: tuple[Change, ...] = ()


def model_choices(catalogue: Catalogue, car: Car) -> tuple[ModelChoice, ...]:
    """Every model of the car's line, in the catalogue's order."""
    return tuple(_model_choice(catalogue, car, model) for model in catalogue.models_of(car.line.id))


def choices(catalogue: Catalogue, car: Car, part: Part) -> tuple[Choice, ...]:
    """Every option that the car's line offers for this part, in the catalogue's order."""
    return tuple(_choice(catalogue, car, part, option) for option in catalogue.offered(part, car.line.id))


def toggle_option(car: Car, part: Part, option: Option) -> Selection:
    """The selection with this option in it (a chosen feature: without it), its conflicts not yet settled."""
    if part != "additionalFeatures":
        return car.selection.with_part(part, option.id)
    kept = tuple(name for name in car.selection.features if name != option.id)
    return car.selection._replace(features=kept if option in car.features else (*kept, option.id))


def without_unrecognised(catalogue: Catalogue, checked: Check) -> Selection:
    """The selection with its unknown words left out: the first model, the model's own parts, no such feature. Each
    feature once by its id, in however many spellings it was asked for."""
    unknown = {word.name for word in checked.unrecognised}
    model = catalogue.find_model(checked.selection.model) or catalogue.models[0]
    usual, asked = default_selection(model), checked.selection
    singles = {part: getattr(usual if part in unknown else asked, part) for part in ("color", "tire", "interior")}
    wanted = (catalogue.find("additionalFeatures", name, model) for name in asked.features)
    return Selection(model.id, **singles, features=tuple(dict.fromkeys(feature.id for feature in wanted if feature)))


def resolve_conflicts(catalogue: Catalogue, checked: Check, keep: Iterable[Option] = ()) -> Check:
    """The nearest selection without conflicts that holds on to the options in `keep` as long as it can. What had to go
    for one conflict doesn't come back for another."""
    kept, gone = set(keep), set[Option]()
    for _ in catalogue.features + catalogue.models:
        if not checked.conflicts:
            break
        change = _least_loss(checked.conflicts[0], kept, gone)
        kept |= {change.added} if change.added else set()
        gone |= {change.removed} if change.removed else set()
        checked = check(catalogue, apply_change(checked.selection, catalogue, change))
    return checked


def apply_change(selection: Selection, catalogue: Catalogue, change: Change) -> Selection:
    if change.part != "additionalFeatures":
        return selection.with_part(change.part, cast(Option, change.added).id)
    without = tuple(name for name in selection.features if not _names(catalogue, name, change.removed))
    return selection._replace(features=(*without, change.added.id) if change.added else without)


def changes(before: Car, after: Car) -> tuple[Change, ...]:
    """What differs between two cars, part by part; a change of model is not among them."""
    singles = zip(before.options[:3], after.options[:3], strict=True)
    replaced = tuple(Change(part, old, new) for (part, old), (_, new) in singles if old != new)
    removed = (Change("additionalFeatures", old, None) for old in before.features if old not in after.features)
    added = (Change("additionalFeatures", None, new) for new in after.features if new not in before.features)
    return (*replaced, *removed, *added)


def _model_choice(catalogue: Catalogue, car: Car, model: Model) -> ModelChoice:
    if model == car.model:
        return ModelChoice(model, is_chosen=True)
    after = cast(Car, resolve_conflicts(catalogue, check(catalogue, car.selection.with_part("model", model.id))).car)
    return ModelChoice(model, False, price_difference(catalogue, car, after), changes(car, after))


def _choice(catalogue: Catalogue, car: Car, part: Part, option: Option) -> Choice:
    if not option.available.admits(car.model):
        why_not = f"Only for {limits(catalogue, option)}"
        instead = next((model for model in catalogue.models_of(car.line.id) if option.available.admits(model)), None)
        return Choice(part, option, "unavailable", why_not=why_not, instead=instead)
    chosen = (part, option) in car.options
    if chosen and part != "additionalFeatures":
        return Choice(part, option, "chosen")
    return _consequential(catalogue, car, part, option, "chosen" if chosen else "available")


def _consequential(catalogue: Catalogue, car: Car, part: Part, option: Option, state: ChoiceState) -> Choice:
    settled = resolve_conflicts(catalogue, check(catalogue, toggle_option(car, part, option)), keep=[option])
    after = cast(Car, settled.car)
    itself = [change for change in changes(car, after) if option in (change.added, change.removed)]
    others = tuple(change for change in changes(car, after) if change not in itself)
    return Choice(part, option, state, sum(change.price_effect for change in itself), others)


def _least_loss(conflict: Conflict, kept: set[Option], gone: set[Option]) -> Change:
    gentle = (change for change in conflict.resolutions if change.removed not in kept and change.added not in gone)
    return next(gentle, conflict.resolutions[-1])


def _names(catalogue: Catalogue, name: str, option: Option | None) -> bool:
    return option is not None and catalogue.find("additionalFeatures", name, None) == option


def price_difference(catalogue: Catalogue, before: Car, after: Car) -> int:
    """What the second car costs more than the first, in whole USD."""
    return price(catalogue, after).total - price(catalogue, before).total
