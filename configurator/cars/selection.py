"""What somebody wants, in their own words, before the catalogue has looked at them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from configurator.cars.catalogue import SINGLE_PARTS, Model, Part


class Selection(NamedTuple):
    """The words for each part: ids, names or anything else.

    `features` are wanted and `declined` are not. `unclear` features had neither true nor false as their value.
    """

    model: str
    color: str
    tire: str
    interior: str
    features: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Selection":
        """From a `carConfiguration` of the API, whose shape must be valid."""
        wanted: list[str] = []
        declined: list[str] = []
        unclear: list[str] = []
        for name, value in (document.get("additionalFeatures") or {}).items():
            (wanted if value is True else declined if value is False or value is None else unclear).append(name)
        parts = document["model"], document["color"], document["tire"], document["interior"]
        return cls(*parts, tuple(wanted), tuple(declined), tuple(unclear))

    def with_part(self, part: Part, name: str) -> "Selection":
        """The selection with another model, color, tire or interior."""
        return self._replace(**{part: name})  # type: ignore[arg-type]

    @property
    def document(self) -> dict[str, Any]:
        """The selection as a `carConfiguration` of the API, without the unclear features."""
        additional = dict.fromkeys(self.features, True) | dict.fromkeys(self.declined, False)
        parts: dict[str, Any] = {part: getattr(self, part) for part in ("model", *SINGLE_PARTS)}
        return parts | {"additionalFeatures": additional}


def default_selection(model: Model) -> Selection:
    """The parts that the model has unless others are chosen."""
    return Selection(model.id, model.default["color"], model.default["tire"], model.default["interior"])
