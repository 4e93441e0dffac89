"""The API's catalogue and configurations: what exists, and what becomes of a selection."""

from typing import Any

from flask import Blueprint, Response

from configurator.cars import code
from configurator.cars.configuration import Check, check
from configurator.cars.selection import Selection
from configurator.services import current_services
from configurator.users.user import Document, Fault, car_faults
from configurator.web.api.documents import catalogue_document, configuration_document
from configurator.web.http.json_body import read_json
from configurator.web.http.json_response import cached_json, json_response
from configurator.web.http.problems import Problem
from configurator.web.http.urls import public_url_for

catalogue_api = Blueprint("catalogue_api", __name__)


@catalogue_api.get("/catalogue")
def show_catalogue() -> Response:
    return cached_json(catalogue_document(current_services().catalogue))


@catalogue_api.post("/configurations")
def check_configuration() -> Response:
    car = _valid(read_json())
    return _answer(check(current_services().catalogue, Selection.from_document(car)), car)


@catalogue_api.get("/configurations/<text>")
def open_code(text: str) -> Response:
    try:
        selection = code.decode(current_services().catalogue, text)
    except code.CodeError as error:
        raise Problem(404, str(error)) from None
    return _answer(check(current_services().catalogue, selection), selection.document)


def _valid(body: Any) -> Document:
    if not isinstance(body, dict) or not isinstance(car := body.get("carConfiguration"), dict):
        raise Problem(400, "Nothing to check.", [Fault("carConfiguration", "send an object with the car's parts")])
    found = tuple(car_faults(car, "carConfiguration."))
    if found:
        raise Problem(400, "Some members are not as they should be.", found)
    return car


def _answer(checked: Check, car: Document) -> Response:
    configuration = configuration_document(current_services().catalogue, checked)
    document = {"carConfiguration": car, "configuration": configuration}
    if configuration["code"]:
        document["links"] = _links(configuration["code"])
    return json_response(document)


def _links(car_code: str) -> Document:
    """Where the car can be seen: a page for people, and its drawing as SVG and PNG."""
    drawn = {kind: public_url_for("drawings.show", text=car_code, name=f"side{kind}") for kind in (".svg", "-1200.png")}
    page = public_url_for("car_page.show", text=car_code)
    return {"page": page, "drawing": drawn[".svg"], "picture": drawn["-1200.png"]}
