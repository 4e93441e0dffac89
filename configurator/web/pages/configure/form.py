"""The configurator's form: its fields are the parts of a car, its choices the catalogue's, its state the address."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, RadioField, SelectMultipleField

from configurator.cars.catalogue import Catalogue
from configurator.cars.selection import Selection, default_selection
from configurator.web.pages.forms import select_choices

PREVIEW_VIEWS: Mapping[str, str] = {"outside": "Outside", "inside": "Inside"}


class CarForm(Form):
    """What an address asks for. Any words are let through: the catalogue says later which of them it knows."""

    model = RadioField(validate_choice=False, choices=[])
    color = RadioField(validate_choice=False, choices=[])
    tire = RadioField(validate_choice=False, choices=[])
    interior = RadioField(validate_choice=False, choices=[])
    feature = SelectMultipleField(validate_choice=False, choices=[])
    view = RadioField(choices=select_choices(PREVIEW_VIEWS), default="outside")
    before = HiddenField(name="from")

    def __init__(self, sent: MultiDict[str, str], catalogue: Catalogue) -> None:
        super().__init__(sent)
        self._catalogue = catalogue

    def selection(self) -> Selection:
        """What is asked for; parts that are not said are those that the model begins with."""
        model = self.model.data or self._catalogue.models[0].id
        usual = default_selection(self._catalogue.find_model(model) or self._catalogue.models[0])
        singles = {part: self[part].data or getattr(usual, part) for part in ("color", "tire", "interior")}
        return Selection(model, **singles, features=tuple(dict.fromkeys(self.feature.data or ())))

    @property
    def is_inside(self) -> bool:
        return bool(self.view.data == "inside")
