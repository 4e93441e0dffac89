"""The API's renders: request one, follow its state, get its picture.

POST answers 202 while there is work to do, else 200. If renders are off, the state `unavailable` says so, because
the request isn't wrong. A problem is what the client can act on: 409 for a car that can't be built, 429 for its daily
limit, 503 with Retry-After for a spent budget.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from flask import Blueprint, Response, redirect, request

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError, decode, encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import Selection
from configurator.json_schema.validation import Fault
from configurator.renders.captions import CarNames, caption
from configurator.renders.faults import FAULTS
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStore, PictureStoreError, disposition
from configurator.renders.prompt import RenderView
from configurator.renders.render import Picture, Render
from configurator.renders.service import NotBuildable, RendersClosed, RenderService, ShareSpent
from configurator.renders.terms import Closure
from configurator.services import current_services
from configurator.web.api.documents import Document, unbuildable_faults
from configurator.web.api.links import render_links
from configurator.web.api.render_documents import RenderTimes, poll_seconds, render_document, unavailable_document
from configurator.web.api.request_bodies import new_render_faults
from configurator.web.http.client import platform_address, render_client
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.json_response import conditional, json_response
from configurator.web.http.problems import Problem

_FOR_EVER = "public, max-age=31536000, immutable"
_REDIRECT_SECONDS = 600
"""How long a browser may cache the redirect to S3: much shorter than S3's signed link is valid."""

renders_api = Blueprint("renders_api", __name__)


@renders_api.post("/renders")
def create() -> Response:
    services = current_services()
    body, now = read_json(), services.clock()
    require_valid(body, lambda body: _body_faults(services.catalogue, body))
    checked, view = check(services.catalogue, _selection(services.catalogue, body)), body["view"]
    client = render_client(platform_address(request.environ), now)
    try:
        render = services.render_service.request(checked, view, client)
    except NotBuildable:
        raise Problem(409, "This car can't be built as configured.", unbuildable_faults(checked)) from None
    except ShareSpent as spent:
        raise Problem(
            429, "You have reached the daily limit of new renders.", headers=_retry_after(spent.until, now)
        ) from None
    except RendersClosed as closed:
        return _closed_response(services.catalogue, cast(Car, checked.car), view, closed.closure, now)
    response = _response(services.render_service, render, services.clock(), 202 if render.is_open else 200)
    response.headers["Location"] = render_links(render.code, render.view, render.id).render or ""
    return response


@renders_api.get("/renders/<render_id>")
def show(render_id: str) -> Response:
    services = current_services()
    response = _response(services.render_service, _find(services.render_service, render_id), services.clock(), 200)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return conditional(response)


@renders_api.get("/renders/<render_id>/picture")
def send_picture(render_id: str) -> Response:
    """The picture, which never changes. `?download=1` makes a browser save it."""
    services = current_services()
    render = _find(services.render_service, render_id)
    if render.picture is None:
        raise Problem(404, "This render has no picture yet.")
    try:
        return _picture_response(services.pictures, render, render.picture, bool(request.args.get("download")))
    except PictureStoreError:
        raise Problem(
            503, "The picture can't be loaded. Try again in a moment.", headers={"Retry-After": "5"}
        ) from None


def _body_faults(catalogue: Catalogue, body: Any) -> tuple[Fault, ...]:
    """The schema's faults, and that of a code that the catalogue doesn't know."""
    return (*new_render_faults(body), *_code_faults(catalogue, body))


def _code_faults(catalogue: Catalogue, body: Any) -> Iterable[Fault]:
    if isinstance(body, dict) and isinstance(body.get("code"), str) and "carConfiguration" not in body:
        try:
            decode(catalogue, body["code"])
        except CodeError as error:
            yield Fault("code", str(error))


def _selection(catalogue: Catalogue, body: Document) -> Selection:
    if "code" in body:
        return decode(catalogue, body["code"])
    return Selection.from_document(body["carConfiguration"])


def _find(service: RenderService, render_id: str) -> Render:
    render = service.find(render_id)
    if render is None:
        raise Problem(404, "This render doesn't exist. Request it with POST /renders.")
    return render


def _response(service: RenderService, render: Render, now: datetime, status: int) -> Response:
    """With Retry-After while there is work to do."""
    closure = service.closure() if render.state in ("refused", "failed") else None
    times = RenderTimes(service.usual_seconds(), service.longest_seconds) if render.is_open else RenderTimes()
    links = render_links(render.code, render.view, render.id)
    response = json_response(render_document(render, now, times, closure, links), status)
    response.headers["Cache-Control"] = "no-store"
    if render.is_open:
        response.headers["Retry-After"] = str(poll_seconds(render, now))
    return response


def _closed_response(catalogue: Catalogue, car: Car, view: RenderView, closure: Closure, now: datetime) -> Response:
    if closure.fault == "budget_spent" and closure.until:
        fault = FAULTS[closure.fault]
        raise Problem(503, f"{fault.reason} {fault.advice}", headers=_retry_after(closure.until, now))
    code = encode(catalogue, car)
    document = unavailable_document(code, view, caption(CarNames.of(car), view), closure, render_links(code, view))
    response = json_response(document)
    response.headers["Cache-Control"] = "no-store"
    return response


def _retry_after(until: datetime, now: datetime) -> dict[str, str]:
    return {"Retry-After": str(max(1, round((until - now).total_seconds())))}


def _picture_response(pictures: PictureStore, render: Render, picture: Picture, download: bool) -> Response:
    suffix = PictureFormat(picture.media_type, picture.width, picture.height).suffix
    file_name = render.download_name(suffix)
    link = pictures.link(picture.name, file_name, download)
    if link:
        response = cast(Response, redirect(link, 302))
        response.headers["Cache-Control"] = f"private, max-age={_REDIRECT_SECONDS}"
        return response
    content = pictures.read(picture.name)
    if content is None:
        raise Problem(404, "The picture of this render has been removed.")
    return conditional(_picture_file(picture, content, disposition(file_name, download)))


def _picture_file(picture: Picture, content: bytes, content_disposition: str) -> Response:
    response = Response(content, mimetype=picture.media_type)
    response.set_etag(picture.name)
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Content-Disposition"] = content_disposition
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
