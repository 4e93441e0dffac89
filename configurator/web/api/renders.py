"""The API's renders: asking for one (202 while there is work to do, otherwise 200), how it is getting on, its picture.

A closed shop is a state of the answer (`unavailable`), since nothing is wrong with the request. What the caller can
do something about is a problem: 409 for a car that can't be built, 429 for a client that has had its share of the
day. A spent budget is a 503, which is about us: no other request of theirs would do better before its Retry-After.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from flask import Blueprint, Response, redirect, request, url_for

from configurator.cars.code import CodeError, decode, encode
from configurator.cars.configuration import Check, Selection, check
from configurator.renders.captions import CarNames, caption
from configurator.renders.faults import FAULTS
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStoreError, disposition
from configurator.renders.prompt import RENDER_VIEWS, RenderView
from configurator.renders.render import Picture, Render
from configurator.renders.service import NotBuildable, RendersClosed, ShareSpent
from configurator.renders.terms import Closure
from configurator.services import current_services
from configurator.users.user import Document, Fault, car_faults
from configurator.web.api.render_documents import poll_seconds, render_document, unavailable_document
from configurator.web.http.client import render_client
from configurator.web.http.json_body import read_json
from configurator.web.http.json_response import conditional, json_response
from configurator.web.http.problems import Problem

_MEMBERS = ("carConfiguration", "code", "view")
_FOR_EVER = "public, max-age=31536000, immutable"
_LINK_KEPT = 600
"""Seconds for which a browser may keep where S3 has the picture: far less than the link holds."""

renders_api = Blueprint("renders_api", __name__)


@renders_api.post("/renders")
def ask() -> Response:
    checked, view = _valid(read_json())
    try:
        render = current_services().render_service.request(checked, view, render_client())
    except NotBuildable:
        raise Problem(409, "This car can't be built as asked, so there is nothing to show.", _why(checked)) from None
    except ShareSpent as spent:
        raise Problem(
            429, "You have asked for as many new renders as one may in a day.", headers=_retry_after(spent.until)
        ) from None
    except RendersClosed as closed:
        return _closed(checked, view, closed.closure)
    response = _answer(render, 202 if render.is_open else 200)
    response.headers["Location"] = url_for(".show", render_id=render.id)
    return response


@renders_api.get("/renders/<render_id>")
def show(render_id: str) -> Response:
    return _answer(_found(render_id), 200)


@renders_api.get("/renders/<render_id>/picture")
def send_picture(render_id: str) -> Response:
    """With ?download=1 for keeping, without for showing. A render's picture never changes."""
    render = _found(render_id)
    if render.picture is None:
        raise Problem(404, "This render has no picture yet.")
    try:
        return _picture(render, render.picture, download=bool(request.args.get("download")))
    except PictureStoreError:
        raise Problem(503, "The picture can't be fetched just now.", headers={"Retry-After": "5"}) from None


def _valid(body: Any) -> tuple[Check, RenderView]:
    found = tuple(_faults(body))
    if found:
        raise Problem(400, "Some members are not as they should be.", found)
    return check(current_services().catalogue, _selection(body)), cast(RenderView, body["view"])


def _selection(body: Document) -> Selection:
    """Raises CodeError where there is a code that is none."""
    if "code" in body:
        return decode(current_services().catalogue, body["code"])
    return Selection.from_document(body["carConfiguration"])


def _faults(body: Any) -> Iterable[Fault]:
    if not isinstance(body, dict):
        yield Fault("", "send a JSON object")
        return
    yield from (Fault(name, "this member is not known; leave it out") for name in body if name not in _MEMBERS)
    if body.get("view") not in RENDER_VIEWS:
        yield Fault("view", f"send one of {', '.join(RENDER_VIEWS)}")
    if ("code" in body) == ("carConfiguration" in body):
        yield Fault("carConfiguration", "send either this or a code")
    elif "code" in body:
        yield from _code_faults(body["code"])
    else:
        yield from _car_faults(body["carConfiguration"])


def _code_faults(code: Any) -> Iterable[Fault]:
    if not isinstance(code, str):
        yield Fault("code", "send a text")
        return
    try:
        decode(current_services().catalogue, code)
    except CodeError as error:
        yield Fault("code", str(error))


def _car_faults(car: Any) -> Iterable[Fault]:
    if not isinstance(car, dict):
        yield Fault("carConfiguration", "send an object with model, color, tire and interior")
    else:
        yield from car_faults(car, "carConfiguration.")


def _why(checked: Check) -> list[Fault]:
    unknown = [Fault(f"carConfiguration.{word.name}", "is not in the catalogue") for word in checked.unrecognised]
    return [*unknown, *(Fault("carConfiguration", conflict.reason) for conflict in checked.conflicts)]


def _answer(render: Render, status: int) -> Response:
    """While there is work to do, Retry-After says when to look again."""
    service, now = current_services().render_service, current_services().clock()
    closure = service.closure() if render.state in ("refused", "failed") else None
    usual = service.usual_seconds() if render.is_open else None
    response = json_response(render_document(render, now, usual, closure), status)
    response.headers["Cache-Control"] = "no-store"
    if render.is_open:
        response.headers["Retry-After"] = str(poll_seconds(render, now))
    return response


def _closed(checked: Check, view: RenderView, closure: Closure) -> Response:
    if closure.fault == "budget_spent" and closure.until:
        fault = FAULTS[closure.fault]
        raise Problem(503, f"{fault.reason} {fault.advice}", headers=_retry_after(closure.until))
    assert checked.car  # noqa: S101 - or it were not buildable
    code = encode(current_services().catalogue, checked.car)
    response = json_response(unavailable_document(code, view, caption(CarNames.of(checked.car), view), closure))
    response.headers["Cache-Control"] = "no-store"
    return response


def _retry_after(until: datetime) -> dict[str, str]:
    return {"Retry-After": str(max(1, round((until - current_services().clock()).total_seconds())))}


def _found(render_id: str) -> Render:
    render = current_services().render_service.find(render_id)
    if render is None:
        raise Problem(404, "There is no such render. Ask for it with POST /renders.")
    return render


def _picture(render: Render, picture: Picture, download: bool) -> Response:
    form = PictureFormat(picture.media_type, picture.width, picture.height)
    file_name = render.download_name(form.suffix)
    link = current_services().pictures.link(picture.name, file_name, download)
    if link:
        response = cast(Response, redirect(link, 302))
        response.headers["Cache-Control"] = f"private, max-age={_LINK_KEPT}"
        return response
    content = current_services().pictures.read(picture.name)
    if content is None:
        raise Problem(404, "The picture of this render is not here any more.")
    response = Response(content, mimetype=picture.media_type)
    response.set_etag(picture.name)
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Content-Disposition"] = disposition(file_name, download)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return conditional(response)
