"""What this browser asked to be drawn last, kept in its session: a render's id and cars' codes, nothing of a person."""

from flask import session

from configurator.cars.code import CodeError, decode
from configurator.cars.opened_car import OpenedCar
from configurator.errors import StoreError
from configurator.renders.render import Render
from configurator.services import current_services

_ASKED = "asked"
_WAITING = "waiting"
_CHANGED_TO = "changed_to"


def note_asked(render: Render) -> None:
    session[_ASKED] = render.id
    session[_WAITING] = True


def is_awaited(render: Render | None) -> bool:
    """Whether this is what the browser waits for; once it is told how that ended, it waits no more."""
    awaited = render is not None and bool(session.get(_WAITING)) and session.get(_ASKED) == render.id
    if awaited and render and not render.is_open:
        session[_WAITING] = False
    return awaited


def note_change(code: str) -> None:
    """The configurator led to this car. What was asked for before shows a car from before that change."""
    if _ASKED in session:
        session[_CHANGED_TO] = code


def before_change(opened: OpenedCar) -> Render | None:
    """What was asked for of the same line's car that this one was changed from, if there is or will be a picture."""
    asked = session.get(_ASKED)
    if not asked or session.get(_CHANGED_TO) != opened.code:
        return None
    try:
        render = current_services().render_service.find(asked)
    except StoreError:
        return None
    shows = render is not None and (render.is_open or render.picture is not None)
    return render if render and shows and _is_other_of_line(render, opened) else None


def _is_other_of_line(render: Render, opened: OpenedCar) -> bool:
    catalogue = current_services().catalogue
    try:
        model = catalogue.find_model(decode(catalogue, render.code).model)
    except CodeError:
        return False
    return model is not None and model.line == opened.car.line.id and render.code != opened.code
