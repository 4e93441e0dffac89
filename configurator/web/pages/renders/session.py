"""The last render that this browser requested, kept in its session: a render's id and codes, nothing of a person."""

from collections.abc import MutableMapping
from typing import Any

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError, decode
from configurator.cars.opened_car import OpenedCar
from configurator.errors import StoreError
from configurator.renders.render import Render
from configurator.renders.service import RenderService

Session = MutableMapping[str, Any]

_REQUESTED = "asked"
_WAITING = "waiting"
_CHANGED_TO = "changed_to"


def remember_request(session: Session, render: Render) -> None:
    session[_REQUESTED] = render.id
    session[_WAITING] = True


def is_awaited(session: Session, render: Render | None) -> bool:
    """Whether this browser waits for this render. Once it has seen the end, it waits no more."""
    awaited = render is not None and bool(session.get(_WAITING)) and session.get(_REQUESTED) == render.id
    if awaited and render and not render.is_open:
        session[_WAITING] = False
    return awaited


def remember_change(session: Session, code: str) -> None:
    """The configurator led to the car of this code, so the last requested render shows an earlier car."""
    if _REQUESTED in session:
        session[_CHANGED_TO] = code


def earlier_render(session: Session, service: RenderService, opened: OpenedCar) -> Render | None:
    """The last requested render, if it shows this car before its last change and has, or will have, a picture."""
    requested = session.get(_REQUESTED)
    if not requested or session.get(_CHANGED_TO) != opened.code:
        return None
    try:
        render = service.find(requested)
    except StoreError:
        return None
    is_shown = render is not None and (render.is_open or render.picture is not None)
    return render if render and is_shown and _is_other_of_line(service.catalogue, render, opened) else None


def _is_other_of_line(catalogue: Catalogue, render: Render, opened: OpenedCar) -> bool:
    try:
        model = catalogue.find_model(decode(catalogue, render.code).model)
    except CodeError:
        return False
    return model is not None and model.line == opened.car.line.id and render.code != opened.code
