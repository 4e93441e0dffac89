"""From the words of a selection to entries of the catalogue."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from configurator.cars.catalogue import SINGLE_PARTS, Catalogue, Model, Option, Part
from configurator.cars.selection import Selection


class Unrecognised(NamedTuple):
    """A word that matches no entry. `name` is the API's member, for a feature "additionalFeatures.fridge"."""

    name: str
    value: str


class Recognised(NamedTuple):
    """The entries that a selection names, and the words that name none.

    `model` is None if it isn't recognised. `options` are in the order of the API's members, the features among them
    in the catalogue's order.
    """

    model: Model | None
    options: tuple[tuple[Part, Option], ...]
    unrecognised: tuple[Unrecognised, ...]


def recognise(catalogue: Catalogue, selection: Selection) -> Recognised:
    """Looks up every word of the selection."""
    model = catalogue.find_model(selection.model)
    singles = {part: catalogue.find(part, getattr(selection, part), model) for part in SINGLE_PARTS}
    names = (*selection.features, *selection.declined)
    features = {name: catalogue.find("additionalFeatures", name, model) for name in names}
    wanted = {features[name] for name in selection.features}
    options: list[tuple[Part, Option]] = [(part, option) for part, option in singles.items() if option]
    options += [("additionalFeatures", feature) for feature in catalogue.features if feature in wanted]
    return Recognised(model, tuple(options), tuple(_unrecognised(selection, model, singles, features)))


def _unrecognised(
    selection: Selection,
    model: Model | None,
    singles: Mapping[Part, Option | None],
    features: Mapping[str, Option | None],
) -> Iterable[Unrecognised]:
    if model is None:
        yield Unrecognised("model", selection.model)
    for part, option in singles.items():
        if option is None:
            yield Unrecognised(part, getattr(selection, part))
    for name in (*selection.features, *selection.declined):
        if features[name] is None:
            yield Unrecognised(f"additionalFeatures.{name}", name)
    for name in selection.unclear:
        yield Unrecognised(f"additionalFeatures.{name}", name)
