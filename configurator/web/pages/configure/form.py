"""The configurator's form. Its fields are the parts of a car, and its state is the query string of /configure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from werkzeug.datastructures import MultiDict

from configurator.cars.catalogue import SINGLE_PARTS, Catalogue, Part
from configurator.cars.selection import Selection, default_selection
from configurator.drawings.views import DrawnView
from configurator.web.pages.views import drawing_of, view_named

PaintOrder = Literal["price", "lightness", "ease"]
PAINT_ORDERS: Mapping[PaintOrder, str] = MappingProxyType(
    {"price": "Price", "lightness": "Lightness", "ease": "Ease of telling apart"}
)
"""Everybody can choose each of them, so that no URL with an order tells how somebody sees colour."""

FIELDS: Mapping[Part, str] = MappingProxyType(
    {"model": "model", "color": "color", "tire": "tire", "interior": "interior", "additionalFeatures": "feature"}
)
"""The name of each part's field in the form and in the query string."""
BEFORE = "from"
"""The name of the field that holds the code of the car before the last change."""


class CarForm:
    """The query string of /configure. Every value is accepted here: the catalogue finds out which ones it knows."""

    def __init__(self, query: MultiDict[str, str], catalogue: Catalogue) -> None:
        self._query, self._catalogue = query, catalogue

    def selection(self) -> Selection:
        """The parts that the query string names. Where it names none, the model's default part."""
        model = self._value(FIELDS["model"]) or self._catalogue.models[0].id
        usual = default_selection(self._catalogue.find_model(model) or self._catalogue.models[0])
        color, tire, interior = (self._value(FIELDS[part]) or str(getattr(usual, part)) for part in SINGLE_PARTS)
        features = self._query.getlist(FIELDS["additionalFeatures"])
        return Selection(model, color, tire, interior, tuple(dict.fromkeys(features)))

    @property
    def code_before(self) -> str:
        """The code of the car before the last change, "" for none."""
        return self._value(BEFORE)

    @property
    def paint_order(self) -> str:
        """The order of the paints that was asked for, "" for none."""
        wanted = self._value("sort")
        return wanted if wanted in PAINT_ORDERS else ""

    @property
    def kept(self) -> dict[str, str]:
        """The values of the query string that links to the configurator keep, besides the car."""
        return {"sort": self.paint_order} if self.paint_order else {}

    @property
    def asked(self) -> dict[str, str]:
        """What the visitor wants to know about equipment: `about` an extra, or what to `find`."""
        return {name: self._value(name) for name in ("about", "find") if self._value(name)}

    def view(self, first: DrawnView) -> DrawnView:
        """The view to show, `first` if the query string names none."""
        return drawing_of(view_named(self._value("view")), first)

    def _value(self, name: str) -> str:
        return self._query.get(name, "")
