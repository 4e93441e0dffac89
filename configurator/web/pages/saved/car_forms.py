"""The forms of saved cars: saving one more, and what can be done with a saved one."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, StringField

from configurator.users.validation import LONGEST_CAR_NAME, is_car_name
from configurator.web.pages.forms import ProtectedForm

BAD_CAR_NAME = f"Please use at most {LONGEST_CAR_NAME} characters, at least one of them visible, or leave it empty."


class _NamedCarForm(ProtectedForm):
    """`name` is the car's, "" for none of its own."""

    name = StringField("Name of the car", render_kw={"maxlength": LONGEST_CAR_NAME})

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if (name := self.car_name) and not is_car_name(name):
            self.name.errors = [BAD_CAR_NAME]
            return False
        return valid

    @property
    def car_name(self) -> str:
        return (self.name.data or "").strip()


class CarForm(_NamedCarForm):
    """A car to save besides others. `code` is the car's code, `replaces` the id of the car that it replaces, or ""."""

    code = HiddenField()
    replaces = StringField("Keep or replace")


class CarActionForm(_NamedCarForm):
    """What to do with a saved car. `car` is its id. Only renaming sends `name`."""

    car = HiddenField()
