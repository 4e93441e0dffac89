"""The operations on drawings and renders."""

from typing import Final

from configurator.drawings.views import PNG_WIDTHS, SHARED_VIEW, drawing_name
from configurator.json_schema.builders import ref, text
from configurator.web.api.openapi.catalogue_operations import code_parameter
from configurator.web.api.openapi.examples import VIEW, Examples
from configurator.web.api.openapi.headers import JsonObject, refs
from configurator.web.api.openapi.operation_builders import (
    BODY_PROBLEMS,
    IF_NONE_MATCH,
    NOT_MODIFIED,
    STORE_PROBLEMS,
    invalid_body,
    json_content,
    operation,
    path_parameter,
    picture_content,
    problem,
    problems,
    request_body,
    responses,
)
from configurator.web.api.request_bodies import new_render_faults

_DOWNLOAD: JsonObject = {
    "name": "download",
    "in": "query",
    "description": "Any value makes a browser save the picture instead of showing it.",
    "schema": text(),
}
_NO_RENDER = problem(404, "This render doesn't exist. Request it with POST /renders.")
WRONG_RENDER: Final[JsonObject] = {"view": "top"}
_INVALID = invalid_body(new_render_faults(WRONG_RENDER))
_FORMATS = ("image/png", "image/jpeg", "image/webp")


def picture_operations(examples: Examples) -> dict[str, JsonObject]:
    """By path."""
    return {
        "/drawings/{code}/{name}": {"get": _drawing(examples.code)},
        "/renders": {"post": _create(examples)},
        "/renders/{id}": _render(examples),
        "/renders/{id}/picture": _picture(examples),
    }


def _drawing(code: str) -> JsonObject:
    names = ref("DrawingName")
    name = path_parameter("name", "View and format.", names, drawing_name(SHARED_VIEW, min(PNG_WIDTHS)))
    get = operation("Pictures", "getDrawing", "Get a drawing of a car") | {
        "parameters": [code_parameter(code), name, IF_NONE_MATCH]
    }
    drawing = picture_content("The drawing", "image/svg+xml", "image/png")
    return get | responses(drawing, NOT_MODIFIED, problems(404, 503))


def _create(examples: Examples) -> JsonObject:
    post = operation(
        "Pictures",
        "createRender",
        "Create a DALL-E render",
        "Requests for the same car and view share one render. While the picture is being generated, the answer is 202: "
        "get the render again after the seconds in Retry-After. A `carConfiguration` that can't be built gets 409.",
    )
    exists = "The render exists, or `state` says why it can't be created"
    accepted = "The picture is being generated"
    return (
        post
        | request_body("NewRender", {"code": examples.code, "view": VIEW})
        | responses(
            json_content(exists, "Render", examples.render(ready=True), "Location"),
            json_content(accepted, "Render", examples.render(ready=False), "Location", status=202),
            problems(*BODY_PROBLEMS, 409, *STORE_PROBLEMS, examples={400: _INVALID}),
        )
    )


def _id(examples: Examples) -> JsonObject:
    schema = text(pattern="^[0-9a-f]{32}-[0-9a-f]{32}$")
    return path_parameter("id", "The render's id.", schema, examples.render(ready=True)["id"])


def _render(examples: Examples) -> JsonObject:
    get = operation("Pictures", "getRender", "Get a render and its state")
    render = json_content("The render", "Render", examples.render(ready=True), "ETag", "Retry-After")
    return {
        "parameters": [_id(examples)],
        "get": get
        | {"parameters": [IF_NONE_MATCH]}
        | responses(render, NOT_MODIFIED, problems(404, *STORE_PROBLEMS, examples={404: _NO_RENDER})),
    }


def _picture(examples: Examples) -> JsonObject:
    redirect = {
        "302": {
            "description": "The picture is at another URL, which is valid for ten minutes or more",
            "headers": refs("Location"),
        }
    }
    get = operation("Pictures", "getRenderPicture", "Get the picture of a render")
    return {
        "parameters": [_id(examples)],
        "get": get
        | {"parameters": [_DOWNLOAD, IF_NONE_MATCH]}
        | responses(picture_content("The picture", *_FORMATS), redirect, NOT_MODIFIED, problems(404, *STORE_PROBLEMS)),
    }
