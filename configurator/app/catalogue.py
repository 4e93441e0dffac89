"""Loads the catalogue of an installation, and checks that all its cars can be drawn."""

from typing import cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import Car, check
from configurator.cars.field_reader import CatalogueError
from configurator.cars.selection import Selection, default_selection
from configurator.drawings.appearance import appearance_of
from configurator.settings import Settings


def load_catalogue(settings: Settings) -> Catalogue:
    """The catalogue that the settings name. Raises CatalogueError."""
    catalogue = load(settings.catalogue)
    require_drawings(catalogue)
    return catalogue


def require_drawings(catalogue: Catalogue) -> None:
    """Checks that every car can be drawn, so that no page fails later. Raises CatalogueError."""
    for model in catalogue.models:
        for wheels in catalogue.offered("tire", model.line):
            _require_drawing(catalogue, default_selection(model).with_part("tire", wheels.id))


def _require_drawing(catalogue: Catalogue, selection: Selection) -> None:
    try:
        appearance_of(cast(Car, check(catalogue, selection).car))
    except ValueError as error:
        where = f"models {selection.model!r} with sets {selection.tire!r}"
        raise CatalogueError(f"{where} can't be drawn: {error}") from None
