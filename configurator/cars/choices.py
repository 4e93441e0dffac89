"""Previews each choice (price, consequences, availability), applies changes and resolves conflicts."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from configurator.cars.catalogue import SINGLE_PARTS, Catalogue, Feature, Model, Option, Part
from configurator.cars.configuration import Car, Check
from configurator.cars.conflicts import Change, Conflict, find_conflicts, limits
from configurator.cars.price import price_of
from configurator.cars.selection import Selection, default_selection

ChoiceState = Literal["chosen", "available", "unavailable"]

_CAR_FIELDS = {"color": "paint", "tire": "wheels", "interior": "interior"}


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


def model_choices(catalogue: Catalogue, car: Car) -> tuple[ModelChoice, ...]:
    """Previews every model of the car's line, in the catalogue's order."""
    return tuple(_model_choice(catalogue, car, model) for model in catalogue.models_of(car.line.id))


def choices(catalogue: Catalogue, car: Car, part: Part) -> tuple[Choice, ...]:
    """Previews every option of the car's line for this part, in the catalogue's order."""
    return tuple(_choice(catalogue, car, part, option) for option in catalogue.offered(part, car.line.id))


def toggle_option(catalogue: Catalogue, car: Car, part: Part, option: Option) -> Car:
    """Chooses this option, or removes it if it is a feature that the car has. May cause conflicts."""
    removing = isinstance(option, Feature) and option in car.features
    return apply_change(catalogue, car, Change(part, option, None) if removing else Change(part, None, option))


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
    were_open = {conflict.subject for conflict in find_conflicts(catalogue, before.model, before.options)}
    firm = {option for _, option in wanted.options} - {option for _, option in before.options}
    gone = {option for _, option in before.options} - {option for _, option in wanted.options}
    car = wanted
    # Every step adds to one of the sets, so the loop ends early. This limit is more than enough.
    for _ in catalogue.features + catalogue.models:
        conflicts = find_conflicts(catalogue, car.model, car.options)
        new = [conflict for conflict in conflicts if conflict.subject not in were_open]
        if not new:
            return car
        change = next(_gentle(new[0], firm, gone), None)
        if change is None:
            break
        firm |= {change.added} if change.added else set()
        gone |= {change.removed} if change.removed else set()
        car = apply_change(catalogue, car, change)
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
    singles = len(SINGLE_PARTS)
    pairs = zip(before.options[:singles], after.options[:singles], strict=True)
    replaced = tuple(Change(part, old, new) for (part, old), (_, new) in pairs if old != new)
    removed = (Change("additionalFeatures", old, None) for old in before.features if old not in after.features)
    added = (Change("additionalFeatures", None, new) for new in after.features if new not in before.features)
    return (*replaced, *removed, *added)


def price_difference(catalogue: Catalogue, before: Car, after: Car) -> int:
    """Returns how much more the second car costs than the first, in whole units of the currency."""
    old, new = (price_of(catalogue, car.model, car.options) for car in (before, after))
    return new.total - old.total


def _model_choice(catalogue: Catalogue, car: Car, model: Model) -> ModelChoice:
    if model == car.model:
        return ModelChoice(model, is_chosen=True)
    after = let_newer_win(catalogue, car._replace(model=model), car)
    return ModelChoice(model, False, price_difference(catalogue, car, after), changes(car, after))


def _choice(catalogue: Catalogue, car: Car, part: Part, option: Option) -> Choice:
    if not option.available.admits(car.model):
        why_not = f"Only for {limits(catalogue, option)}"
        instead = next((model for model in catalogue.models_of(car.line.id) if option.available.admits(model)), None)
        return Choice(part, option, "unavailable", why_not=why_not, instead=instead)
    chosen = (part, option) in car.options
    if chosen and part in SINGLE_PARTS:
        return Choice(part, option, "chosen")
    return _choice_with_consequences(catalogue, car, part, option, "chosen" if chosen else "available")


def _choice_with_consequences(catalogue: Catalogue, car: Car, part: Part, option: Option, state: ChoiceState) -> Choice:
    after = let_newer_win(catalogue, toggle_option(catalogue, car, part, option), car)
    all_changes = changes(car, after)
    own = [change for change in all_changes if option in (change.added, change.removed)]
    consequences = tuple(change for change in all_changes if change not in own)
    return Choice(part, option, state, sum(change.price_effect for change in own), consequences)


def _least_loss(conflict: Conflict, kept: set[Option], removed: set[Option]) -> Change:
    """Returns the first resolution that removes nothing in `kept` and adds nothing in `removed`, else the last one."""
    return next(_gentle(conflict, kept, removed), conflict.resolutions[-1])


def _gentle(conflict: Conflict, kept: set[Option], removed: set[Option]) -> Iterator[Change]:
    for change in conflict.resolutions:
        if change.removed not in kept and change.added not in removed:
            yield change
