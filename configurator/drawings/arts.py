"""The bodies that are drawn, and which of them shows a model. Each has a drawing for each view from outside."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from configurator.cars.catalogue import Model, body_name


class Art(NamedTuple):
    """A body that is drawn. `tyres_mm` are the outer diameters, front and rear.

    It shows the models of its line with its body. With `model`, it shows only the model with that id.
    """

    line: str
    body: str
    tyres_mm: tuple[int, int]
    model: str = ""


_911 = Art("911", "coupe", (686, 712))
_718 = Art("718", "coupe", (672, 696))
_TAYCAN = Art("taycan", "saloon", (720, 720))
_CAYENNE = Art("cayenne", "suv", (768, 768))

# The first art of a line has the line's id. Models with an unknown body are drawn like it.
ARTS: Final[Mapping[str, Art]] = {
    "911": _911,
    "911-cabriolet": _911._replace(body="cabriolet"),
    "911-targa": _911._replace(body="targa"),
    "911-gt3": _911._replace(model="911-gt3"),
    "718": _718,
    "718-spyder": _718._replace(body="roadster"),
    "718-gt4-rs": _718._replace(model="718-cayman-gt4-rs"),
    "taycan": _TAYCAN,
    "taycan-cross-turismo": _TAYCAN._replace(body="cross-turismo"),
    "panamera": Art("panamera", "saloon", (724, 732)),
    "macan": Art("macan", "suv", (768, 768)),
    "cayenne": _CAYENNE,
    "cayenne-coupe": _CAYENNE._replace(body="coupe"),
}

# Models with a face of their own, which isn't drawn, and the model that the drawing shows.
_DRAWN_AS: Final[Mapping[str, str]] = {
    "718-cayman-gts-4-0": "718 Cayman",
    "taycan-turbo-s": "Taycan",
    "panamera-gts": "Panamera",
    "panamera-turbo-s-e-hybrid": "Panamera",
    "macan-gts": "Macan",
    "cayenne-electric": "Cayenne",
}


def art_of(model: Model) -> str:
    """The name of the drawing for a model: its own, else the one of its body, else its line's.

    For a line without a drawing, this is the line's id, which isn't in ARTS.
    """
    of_line = {name: art for name, art in ARTS.items() if art.line == model.line}
    own = (name for name, art in of_line.items() if art.model == model.id)
    of_body = (name for name, art in of_line.items() if art.body == model.body and not art.model)
    return next(own, next(of_body, model.line))


def drawn_as(model: Model) -> str:
    """What the drawing shows instead of the model: another body ("coupe") or another model. Otherwise "".

    Raises KeyError for a line without a drawing.
    """
    body = ARTS[art_of(model)].body
    return _DRAWN_AS.get(model.id, "") if body == model.body else body_name(body)
