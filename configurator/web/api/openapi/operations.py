"""The operations of the API by path. Examples show the first model of the catalogue."""

from typing import cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.drawings.views import DRAWN_VIEWS, PNG_WIDTHS, drawing_name
from configurator.json_schema.builders import enum, text
from configurator.renders.prompt import RENDER_VIEWS
from configurator.web.api.documents import configuration_document, standard_document
from configurator.web.api.openapi.operation_builders import (
    IF_NONE_MATCH,
    NOT_MODIFIED,
    JsonObject,
    json_content,
    operation,
    path_parameter,
    problems,
    request_body,
    responses,
)
from configurator.web.api.openapi.user_operations import user_operations

_BODY_PROBLEMS = (400, 413, 415)
_DOWNLOAD: JsonObject = {
    "name": "download",
    "in": "query",
    "description": "Any value makes a browser save the picture instead of showing it.",
    "schema": text(),
}
_DRAWING_NAMES = tuple(drawing_name(view, width) for view in DRAWN_VIEWS for width in (None, *PNG_WIDTHS))


def paths(catalogue: Catalogue) -> dict[str, JsonObject]:
    selection = default_selection(catalogue.models[0])
    checked = check(catalogue, selection)
    car = selection.document
    configuration = configuration_document(catalogue, checked)
    code = encode(catalogue, cast(Car, checked.car))
    return {
        **user_operations(car, configuration),
        "/catalogue": _cached("Catalogue", "getCatalogue", "Get the catalogue", "Catalogue"),
        "/configurations": _configurations(car, configuration, standard_document(catalogue, checked)),
        "/configurations/{code}": _configuration(code),
        "/palettes": _cached("Colour vision", "listVisions", "List the types of colour vision", "Visions", 404),
        "/palettes/{vision}": _palettes(),
        "/drawings/{code}/{name}": _drawing(code),
        "/renders": _renders(code),
        "/renders/{id}": _render(),
        "/renders/{id}/picture": _picture(),
        "/health": _health(),
        "/openapi.json": _openapi(),
    }


def _cached(tag: str, operation_id: str, summary: str, schema: str, *statuses: int) -> JsonObject:
    get = operation(tag, operation_id, summary) | {"parameters": [IF_NONE_MATCH]}
    return {"get": get | responses(json_content("OK", schema), NOT_MODIFIED, problems(*statuses))}


def _configurations(car: JsonObject, configuration: JsonObject, standard: list[JsonObject]) -> JsonObject:
    post = operation(
        "Catalogue",
        "checkConfiguration",
        "Check a configuration",
        "Returns the price, the code, what the model includes, and every conflict with the changes that resolve it. "
        "Stores nothing.",
    )
    example = {"carConfiguration": car, "configuration": configuration, "standardEquipment": standard}
    return {
        "post": post
        | request_body("CarToCheck", {"carConfiguration": car})
        | responses(json_content("The checked car", "CheckedCar", example), problems(*_BODY_PROBLEMS))
    }


def _configuration(code: str) -> JsonObject:
    parameter = path_parameter("code", f"Twelve letters and digits, such as {code}, with or without hyphens.")
    get = operation("Catalogue", "getConfigurationByCode", "Get a configuration by its code")
    return {
        "get": get
        | {"parameters": [parameter]}
        | responses(json_content("The checked car", "CheckedCar"), problems(404))
    }


def _palettes() -> JsonObject:
    item = _cached(
        "Colour vision",
        "getPalettes",
        "Get the colours of each line, sorted for a type of colour vision",
        "PalettesOfVision",
        404,
    )
    return item | {"parameters": [path_parameter("vision", "A type of colour vision.", enum(*VISION_TYPES))]}


def _drawing(code: str) -> JsonObject:
    parameters = [
        path_parameter("code", f"The code of a car, such as {code}."),
        path_parameter("name", "View and format; a PNG's name ends with its width.", enum(*_DRAWING_NAMES)),
        IF_NONE_MATCH,
    ]
    picture = {"200": {"description": "The drawing", "content": {"image/svg+xml": {}, "image/png": {}}}}
    get = operation("Pictures", "getDrawing", "Get a drawing of a car") | {"parameters": parameters}
    return {"get": get | responses(picture, NOT_MODIFIED, problems(404, 503))}


def _renders(code: str) -> JsonObject:
    post = operation(
        "Pictures",
        "createRender",
        "Create a DALL-E render",
        "Requests for the same car and view share one render. While the picture is being generated, the answer is 202: "
        "get the render again after the seconds in Retry-After. A `carConfiguration` that can't be built gets 409.",
    )
    exists = json_content("The render exists, or `state` says why it can't be created", "Render")
    accepted = json_content("The picture is being generated", "Render", status=202)
    return {
        "post": post
        | request_body("NewRender", {"code": code, "view": RENDER_VIEWS[0]})
        | responses(exists, accepted, problems(*_BODY_PROBLEMS, 409, 429, 500, 503))
    }


def _render() -> JsonObject:
    get = operation("Pictures", "getRender", "Get a render and its state")
    return {
        "parameters": [path_parameter("id", "The render's id.")],
        "get": get | responses(json_content("The render", "Render"), problems(404, 500)),
    }


def _picture() -> JsonObject:
    picture = {"200": {"description": "The picture", "content": {"image/*": {}}}}
    redirect = {"302": {"description": "The picture is at another URL, which is valid for ten minutes or more"}}
    get = operation("Pictures", "getRenderPicture", "Get the picture of a render")
    return {
        "parameters": [path_parameter("id", "The render's id.")],
        "get": get
        | {"parameters": [_DOWNLOAD, IF_NONE_MATCH]}
        | responses(picture, redirect, NOT_MODIFIED, problems(404, 500, 503)),
    }


def _health() -> JsonObject:
    get = operation(
        "Service",
        "getHealth",
        "Get the state of the service",
        "With the staff token the answer also has the states of the store and of renders, and the day's budget.",
    )
    return {"get": get | {"security": [{}, {"staff": []}]} | responses(json_content("OK", "Health"), problems(401))}


def _openapi() -> JsonObject:
    get = operation("Service", "getOpenApi", "Get this OpenAPI document") | {"parameters": [IF_NONE_MATCH]}
    content = {"200": {"description": "OpenAPI 3.1", "content": {"application/json": {}}}}
    return {"get": get | responses(content, NOT_MODIFIED)}
