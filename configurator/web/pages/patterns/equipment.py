"""Examples of what pages tell about equipment."""

from typing import NamedTuple

from configurator.cars.catalogue import Catalogue, Feature
from configurator.cars.equipment import StandardGroup, standard_equipment
from configurator.cars.opened_car import OpenedCar
from configurator.web.pages.configure.equipment import ExtraDetails, SearchResults, extra_details, search_results


class EquipmentPatterns(NamedTuple):
    """The extra with the most to tell, what the model includes, a search that finds something and one that doesn't."""

    details: ExtraDetails
    standard: tuple[StandardGroup, ...]
    searches: tuple[SearchResults, ...]


def equipment_patterns(catalogue: Catalogue, example: OpenedCar) -> EquipmentPatterns:
    car = example.car
    offered = catalogue.offered("additionalFeatures", car.line.id)
    details = [extra_details(catalogue, car, option) for option in offered if isinstance(option, Feature)]
    return EquipmentPatterns(
        details=max(details, key=lambda it: (it.crop is not None, len(it.facts))),
        standard=standard_equipment(catalogue, car.model, car.features),
        searches=tuple(_without_links(search_results(catalogue, car, query)) for query in ("roof", "zeppelin")),
    )


def _without_links(search: SearchResults) -> SearchResults:
    """Not every option that is found is on this page."""
    return search._replace(results=tuple(result._replace(control="") for result in search.results))
