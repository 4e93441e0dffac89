"""Previews each choice (price, consequences, availability), applies changes and resolves conflicts."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from configurator.cars.catalogue import SINGLE_PARTS, Catalogue, Model, Option, Part
from configurator.cars.configuration import Car, Check
from configurator.cars.conflicts import Change, Conflict, Subject, find_conflicts, limits
from configurator.cars.price import total_of
from configurator.cars.selection import Selection, default_selection

ChoiceState = Literal["chosen", "available", "unavailable"]

_CAR_FIELDS: Mapping[Part, str] = {"color": "paint", "tire": "wheels", "interior": "interior"}

_WITHOUT_RULES: tuple[Part, ...] = ("color", "interior")
"""No option of these parts excludes or requires another: one that the model can have has no consequences."""


class Choice(NamedTuple):
    """An option for a car, with the effect of choosing it. For a chosen feature, it is the effect of removing it.

    `price_effect` is the price difference of the option alone, `consequences` are the other changes it causes.
    For an unavailable option, `why_not` is the reason, and `instead` is a model of the same line that can have it, or
    None. Prices are in whole units of the currency.
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
        """The price difference including all `consequences`."""
        return self.price_effect + sum(change.price_effect for change in self.consequences)


class ModelChoice(NamedTuple):
    """A model of the car's line. `together` is the price difference including all `consequences` for the options."""

    model: Model
    is_chosen: bool
    together: int = 0
    consequences: tuple[Change, ...] = ()


@lru_cache(maxsize=32)
def model_choices(catalogue: Catalogue, car: Car) -> tuple[ModelChoice, ...]:
    """Previews every model of the car's line, in the catalogue's order."""
    return tuple(_model_choice(catalogue, car, model) for model in catalogue.models_of(car.line.id))


@lru_cache(maxsize=128)
def choices(catalogue: Catalogue, car: Car, part: Part) -> tuple[Choice, ...]:
    """Previews every option of the car's line for this part, in the catalogue's order."""
    chosen = {option for its_part, option in car.options if its_part == part}
    return tuple(
        _choice(catalogue, car, part, option, is_chosen=option in chosen)
        for option in catalogue.offered(part, car.line.id)
    )


def toggle_option(catalogue: Catalogue, car: Car, part: Part, option: Option) -> Car:
    """Chooses this option, or removes it if it is a feature that the car has. May cause conflicts."""
    return apply_change(catalogue, car, _toggled(car, part, option))


def _toggled(car: Car, part: Part, option: Option) -> Change:
    if part in _CAR_FIELDS:
        return Change(part, getattr(car, _CAR_FIELDS[part]), option)
    return Change(part, option, None) if option in car.features else Change(part, None, option)


def apply_change(catalogue: Catalogue, car: Car, change: Change) -> Car:
    """Returns the car after this change. May cause conflicts."""
    if change.part in _CAR_FIELDS:
        return car._replace(**{_CAR_FIELDS[change.part]: change.added})  # type: ignore[arg-type]
    features = {*car.features, change.added} - {change.removed}
    return car._replace(features=tuple(feature for feature in catalogue.features if feature in features))


def resolve_conflicts(catalogue: Catalogue, car: Car) -> Car:
    """Resolves all conflicts step by step, with the least costly resolution each time.

    Removes options that an earlier step added, and adds options that one removed, only as a last resort.
    """
    kept, removed = set[Option](), set[Option]()
    # Every step adds to one of the sets, so the loop ends early. This limit is more than enough.
    for _ in catalogue.features + catalogue.models:
        conflicts = find_conflicts(catalogue, car.model, car.options)
        if not conflicts:
            break
        change = _least_loss(conflicts[0], kept, removed)
        kept |= {change.added} if change.added else set()
        removed |= {change.removed} if change.removed else set()
        car = apply_change(catalogue, car, change)
    return car


def let_newer_win(catalogue: Catalogue, wanted: Car, before: Car) -> Car:
    """Returns the wanted car after older choices, those that `before` has too, gave way to newer ones.

    Conflicts that `before` has stay. If any other conflict isn't one between a newer and an older choice, nothing
    gives way: the result is `wanted`, and somebody has to decide.
    """
    conflict = _new_conflict(catalogue, wanted, before)
    if conflict is None:
        return wanted
    car, old, new = wanted, *({option for _, option in each.options} for each in (before, wanted))
    firm, gone = new - old, old - new
    # Every step adds to one of the sets, so the loop ends early. This limit is more than enough.
    for _ in catalogue.features + catalogue.models:
        change = next(_gentle(conflict, firm, gone), None)
        if change is None:
            break
        firm |= {change.added} if change.added else set()
        gone |= {change.removed} if change.removed else set()
        car = apply_change(catalogue, car, change)
        conflict = _new_conflict(catalogue, car, before)
        if conflict is None:
            return car
    return wanted


def without_unrecognised(catalogue: Catalogue, checked: Check) -> Selection:
    """Replaces unrecognised parts by the model's defaults, and drops unrecognised features."""
    unknown = {word.name for word in checked.unrecognised}
    selection = checked.selection
    model = catalogue.find_model(selection.model) or catalogue.models[0]
    defaults = default_selection(model)
    singles = {part: getattr(defaults if part in unknown else selection, part) for part in SINGLE_PARTS}
    features = (catalogue.find("additionalFeatures", name, model) for name in selection.features)
    ids = tuple(dict.fromkeys(feature.id for feature in features if feature))
    return Selection(model.id, **singles, features=ids)


def changes(before: Car, after: Car) -> tuple[Change, ...]:
    """Returns the options that differ between two cars. A different model isn't included."""
    singles = ((part, getattr(before, field), getattr(after, field)) for part, field in _CAR_FIELDS.items())
    replaced = tuple(Change(part, old, new) for part, old, new in singles if old != new)
    if before.features == after.features:
        return replaced
    removed = (Change("additionalFeatures", old, None) for old in before.features if old not in after.features)
    added = (Change("additionalFeatures", None, new) for new in after.features if new not in before.features)
    return (*replaced, *removed, *added)


def price_difference(before: Car, after: Car) -> int:
    """Returns how much more the second car costs than the first, in whole units of the currency."""
    return total_of(after.model, after.options) - total_of(before.model, before.options)


def _model_choice(catalogue: Catalogue, car: Car, model: Model) -> ModelChoice:
    if model == car.model:
        return ModelChoice(model, is_chosen=True)
    after = let_newer_win(catalogue, car._replace(model=model), car)
    return ModelChoice(model, False, price_difference(car, after), changes(car, after))


def _choice(catalogue: Catalogue, car: Car, part: Part, option: Option, *, is_chosen: bool) -> Choice:
    if not option.available.admits(car.model):
        why_not = f"Only for {limits(catalogue, option)}"
        instead = next((model for model in catalogue.models_of(car.line.id) if option.available.admits(model)), None)
        return Choice(part, option, "unavailable", why_not=why_not, instead=instead)
    if is_chosen and part in SINGLE_PARTS:
        return Choice(part, option, "chosen")
    return _choice_with_consequences(catalogue, car, part, option, "chosen" if is_chosen else "available")


def _choice_with_consequences(catalogue: Catalogue, car: Car, part: Part, option: Option, state: ChoiceState) -> Choice:
    change = _toggled(car, part, option)
    wanted = apply_change(catalogue, car, change)
    after = wanted if part in _WITHOUT_RULES else let_newer_win(catalogue, wanted, car)
    if after is wanted:
        return Choice(part, option, state, change.price_effect)
    all_changes = changes(car, after)
    own = [change for change in all_changes if option in (change.added, change.removed)]
    consequences = tuple(change for change in all_changes if change not in own)
    return Choice(part, option, state, sum(change.price_effect for change in own), consequences)


def _new_conflict(catalogue: Catalogue, car: Car, before: Car) -> Conflict | None:
    """The first conflict that the car before didn't have."""
    conflicts = find_conflicts(catalogue, car.model, car.options)
    were_open = _open_conflicts(catalogue, before) if conflicts else ()
    return next((conflict for conflict in conflicts if conflict.subject not in were_open), None)


@lru_cache(maxsize=64)
def _open_conflicts(catalogue: Catalogue, car: Car) -> frozenset[Subject]:
    """What the car's conflicts are about. A page asks for each choice, always with the same car."""
    return frozenset(conflict.subject for conflict in find_conflicts(catalogue, car.model, car.options))


def _least_loss(conflict: Conflict, kept: set[Option], removed: set[Option]) -> Change:
    """Returns the first resolution that removes nothing in `kept` and adds nothing in `removed`, else the last one."""
    return next(_gentle(conflict, kept, removed), conflict.resolutions[-1])


def _gentle(conflict: Conflict, kept: set[Option], removed: set[Option]) -> Iterator[Change]:
    for change in conflict.resolutions:
        if change.removed not in kept and change.added not in removed:
            yield change
