"""The operations on the catalogue, on configurations and on colours."""

from typing import Final

from configurator.colour_vision.visions import GRADED_TYPES, VISION_TYPES
from configurator.json_schema.builders import ref, text
from configurator.web.api.openapi.examples import Examples
from configurator.web.api.openapi.headers import JsonObject
from configurator.web.api.openapi.operation_builders import (
    BODY_PROBLEMS,
    IF_NONE_MATCH,
    NOT_MODIFIED,
    Responses,
    invalid_body,
    json_content,
    operation,
    path_parameter,
    problem,
    problems,
    request_body,
    responses,
)
from configurator.web.api.palettes import NO_SUCH_SEVERITY, severity_fault
from configurator.web.api.request_bodies import car_to_check_faults

WRONG_CAR: Final[JsonObject] = {"carConfiguration": {"model": "911"}}
_NO_CAR = invalid_body(car_to_check_faults(WRONG_CAR))
_NO_CODE = problem(404, "A code has 12 letters and digits, like 0000-0000-0000. Compare it with your copy.")
_NO_VISION = problem(404, f"This type of colour vision is not known. Request one of {', '.join(VISION_TYPES)}.")
_NO_SEVERITY = problem(400, NO_SUCH_SEVERITY, [severity_fault("deutan")])
_SEVERITY: Final[JsonObject] = {
    "name": "severity",
    "in": "query",
    "description": f"Only for {', '.join(GRADED_TYPES)}. Without it: full.",
    "schema": ref("ColorVisionSeverity"),
}


def catalogue_operations(examples: Examples) -> dict[str, JsonObject]:
    """By path."""
    visions = json_content("OK", "Visions", examples.visions, "ETag")
    return {
        "/catalogue": {
            "get": _cached("Catalogue", "getCatalogue", "Get the catalogue")
            | responses(json_content("OK", "Catalogue", examples.catalogue, "ETag"), NOT_MODIFIED)
        },
        "/configurations": {"post": _check(examples)},
        "/configurations/{code}": {"get": _configuration(examples)},
        "/palettes": {
            "get": _cached("Colour vision", "listVisions", "List the types of colour vision")
            | responses(visions, NOT_MODIFIED, problems(404))
        },
        "/palettes/{vision}": _palettes(examples),
    }


def code_parameter(code: str) -> JsonObject:
    """It has no pattern, because codes are read in any spelling."""
    description = "A car's code in any spelling: with or without hyphens, in upper or lower case."
    return path_parameter("code", description, text(minLength=1), code)


def _cached(tag: str, operation_id: str, summary: str) -> JsonObject:
    return operation(tag, operation_id, summary) | {"parameters": [IF_NONE_MATCH]}


def _check(examples: Examples) -> JsonObject:
    post = operation(
        "Catalogue",
        "checkConfiguration",
        "Check a configuration",
        "Returns the price, the code, what the model includes, and every conflict with the changes that resolve it. "
        "Stores nothing.",
    )
    refused = problems(*BODY_PROBLEMS, examples={400: _NO_CAR})
    return (
        post | request_body("CarToCheck", {"carConfiguration": examples.car}) | responses(_checked(examples), refused)
    )


def _configuration(examples: Examples) -> JsonObject:
    get = operation("Catalogue", "getConfigurationByCode", "Get a configuration by its code")
    return (
        get
        | {"parameters": [code_parameter(examples.code), IF_NONE_MATCH]}
        | responses(_checked(examples, "ETag"), NOT_MODIFIED, problems(404, examples={404: _NO_CODE}))
    )


def _checked(examples: Examples, *headers: str) -> Responses:
    return json_content("The checked car", "CheckedCar", examples.checked_car, *headers)


def _palettes(examples: Examples) -> JsonObject:
    summary = "Get the colours of each line, sorted for a type of colour vision"
    palettes = json_content("OK", "PalettesOfVision", examples.palettes, "ETag")
    get = operation("Colour vision", "getPalettes", summary) | {"parameters": [_SEVERITY, IF_NONE_MATCH]}
    refused = problems(400, 404, examples={400: _NO_SEVERITY, 404: _NO_VISION})
    return {
        "parameters": [path_parameter("vision", "A type of colour vision.", ref("ColorVision"), "deutan")],
        "get": get | responses(palettes, NOT_MODIFIED, refused),
    }
