"""What the configurator tells about equipment: details of an extra, what a model includes, and a search."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue, Feature, Option
from configurator.cars.configuration import Car
from configurator.cars.conflicts import limits
from configurator.cars.equipment import StandardGroup, StandardItem, rules_of, standard_equipment, who_has
from configurator.cars.equipment_search import Found, Hit, find_equipment
from configurator.drawings.arts import art_of
from configurator.drawings.crops import Crop, crop_of
from configurator.drawings.views import where_shown
from configurator.web.pages.configure.options import control_id
from configurator.web.pages.configure.recolour import shown_alone
from configurator.web.pages.styles import css_rule

STANDARD = "standard"
"""The value of `about` that opens the standard equipment; the others are ids of features."""

_KINDS = {"additionalFeatures": "Extra", "color": "Paint", "tire": "Wheels", "interior": "Interior", None: "Standard"}


class ExtraDetails(NamedTuple):
    """`facts` are pairs of a term and its texts: what the extra includes, excludes and requires.

    `crop` is where the drawing shows it, and `shown` are the custom properties that make it do so.
    """

    feature: Feature
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    crop: Crop | None
    shown: Mapping[str, str]

    @property
    def shown_text(self) -> str:
        """`shown` for a script to read."""
        return ";".join(f"{name}:{value}" for name, value in self.shown.items())

    @property
    def crop_rule(self) -> Markup:
        """`shown` for a page's <style>."""
        return css_rule(f"#crop-{self.feature.id}", self.shown) if self.crop else Markup()


class Result(NamedTuple):
    """A line of the search's results. `state` is "" where `price` says everything.

    `control` is the id of the option's control, "" where the form has none.
    """

    name: str
    kind: str
    state: str
    price: int
    control: str


class SearchResults(NamedTuple):
    """What was found, as the page shows it."""

    found: Found
    results: tuple[Result, ...]


class EquipmentView(NamedTuple):
    """What is open: the details of one extra, the standard equipment, the results of a search.

    `query` is what was typed. `has_standard` says whether the catalogue knows what the model includes.
    """

    has_standard: bool = False
    details: ExtraDetails | None = None
    standard: tuple[StandardGroup, ...] = ()
    query: str = ""
    search: SearchResults | None = None

    @property
    def is_open(self) -> bool:
        return bool(self.details or self.standard or self.search)


NOTHING_OPEN = EquipmentView()


def equipment_view(catalogue: Catalogue, car: Car, asked: Mapping[str, str]) -> EquipmentView:
    """`asked` is from the form: `about` is the id of one of the line's features, or STANDARD; `find` is a search.

    Anything else opens nothing.
    """
    about, query = asked.get("about", ""), asked.get("find", "").strip()
    offered = (option for option in catalogue.offered("additionalFeatures", car.line.id) if option.id == about)
    feature = next((option for option in offered if isinstance(option, Feature)), None)
    standard = standard_equipment(catalogue, car.model, car.features)
    return EquipmentView(
        bool(standard),
        extra_details(catalogue, car, feature) if feature else None,
        standard if about == STANDARD else (),
        query,
        search_results(catalogue, car, query) if query else None,
    )


def extra_details(catalogue: Catalogue, car: Car, feature: Feature) -> ExtraDetails:
    facts = tuple(_facts(catalogue, car, feature))
    return ExtraDetails(feature, facts, crop_of(feature, art_of(car.model)), shown_alone(catalogue, feature))


def search_results(catalogue: Catalogue, car: Car, query: str) -> SearchResults:
    found = find_equipment(catalogue, car.line, query)
    return SearchResults(found, tuple(_result(catalogue, car, hit) for hit in found.hits))


def _facts(catalogue: Catalogue, car: Car, feature: Feature) -> Iterator[tuple[str, tuple[str, ...]]]:
    rules = rules_of(catalogue, feature, car.line)
    least = (f"Wheels of at least {rules.inches} inches",) if rules.inches else ()
    facts = {
        "Includes": feature.includes,
        "Excludes": _names(rules.excludes),
        "Requires": (*_names(rules.requires), *least),
        "Needed for": _names(rules.required_by),
        "Only for": (rules.only_for,) if rules.only_for else (),
        "In the drawing": (where_shown(feature),),
    }
    yield from ((term, texts) for term, texts in facts.items() if texts)


def _names(features: tuple[Feature, ...]) -> tuple[str, ...]:
    return tuple(feature.name for feature in features)


def _result(catalogue: Catalogue, car: Car, hit: Hit) -> Result:
    entry = hit.entry
    if isinstance(entry, StandardItem):
        return Result(entry.name, _KINDS[None], _standard_state(catalogue, car, entry), 0, "")
    in_form = bool(hit.part) and car.line.id in entry.available.lines
    control = control_id(hit.part, entry.id) if hit.part and in_form else ""
    return Result(entry.name, _KINDS[hit.part], _option_state(catalogue, car, entry), entry.price, control)


def _standard_state(catalogue: Catalogue, car: Car, item: StandardItem) -> str:
    if not item.available.admits(car.model):
        return f"Included only in {who_has(catalogue, item.available, car.line)}"
    replacing = [feature.name for feature in car.features if feature.id in item.replaced_by]
    return f"Replaced by {replacing[0]}" if replacing else f"Included in the {car.model.name}"


def _option_state(catalogue: Catalogue, car: Car, option: Option) -> str:
    if not option.available.admits(car.model):
        return f"Only for {limits(catalogue, option)}"
    return "On your car" if option in (chosen for _, chosen in car.options) else ""
