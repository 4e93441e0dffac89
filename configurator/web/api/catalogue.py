"""GET /catalogue and /configurations: what there is to choose from, and whether a car can be built."""

from flask import Blueprint, Response

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import CodeError, decode
from configurator.cars.configuration import Check, check
from configurator.cars.selection import Selection
from configurator.services import current_services
from configurator.web.api.documents import Document, catalogue_document, configuration_document, standard_document
from configurator.web.api.links import car_links
from configurator.web.api.request_bodies import car_to_check_faults
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.json_response import cached_json, json_response
from configurator.web.http.problems import Problem

catalogue_api = Blueprint("catalogue_api", __name__)


@catalogue_api.get("/catalogue")
def show_catalogue() -> Response:
    return cached_json(catalogue_document(current_services().catalogue))


@catalogue_api.post("/configurations")
def check_configuration() -> Response:
    sent = read_json()
    body = sent if isinstance(sent, dict) else {}  # then the fault names the member that is missing
    require_valid(body, car_to_check_faults)
    catalogue, car = current_services().catalogue, body["carConfiguration"]
    return json_response(_document(catalogue, check(catalogue, Selection.from_document(car)), car))


@catalogue_api.get("/configurations/<text>")
def show_configuration(text: str) -> Response:
    catalogue = current_services().catalogue
    try:
        selection = decode(catalogue, text)
    except CodeError as error:
        raise Problem(404, str(error)) from None
    return cached_json(_document(catalogue, check(catalogue, selection), selection.document))


def _document(catalogue: Catalogue, checked: Check, car: Document) -> Document:
    configuration = configuration_document(catalogue, checked)
    standard = standard_document(catalogue, checked)
    document: Document = {"carConfiguration": car, "configuration": configuration, "standardEquipment": standard}
    if configuration["code"]:
        document["links"] = car_links(configuration["code"])
    return document
