"""What can be asked of the API, and what it answers."""

from datetime import UTC, datetime
from typing import cast

from configurator.cars.catalogue import Catalogue
from configurator.cars.code import encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.renders.prompt import RENDER_VIEWS
from configurator.users.user import User
from configurator.web.api.documents import configuration_document, user_document
from configurator.web.api.openapi.operation_builders import (
    IF_NONE_MATCH,
    UNCHANGED,
    JsonObject,
    answered,
    body,
    in_path,
    operation,
    problems,
    responses,
)
from configurator.web.api.openapi.schema_builders import choice, text

Paths = dict[str, JsonObject]

_PREFER: JsonObject = {
    "name": "Prefer",
    "in": "header",
    "description": "`handling=strict` refuses a car that can't be built, and words that are not in the catalogue.",
    "schema": text(),
}
_IF_MATCH: JsonObject = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag that you last read, so that no change is lost.",
    "schema": text(),
}
_DOWNLOAD: JsonObject = {"name": "download", "in": "query", "description": "1 to keep it.", "schema": text()}
_FOR_ANYBODY_OR_ITS_OWNER: JsonObject = {"security": [{}, {"owner": []}]}
_DRAWINGS = tuple(f"{view}{kind}" for view in ("side", "interior") for kind in (".svg", "-600.png", "-1200.png"))
_SENT = (400, 413, 415)
"""What may be wrong with any body."""


def paths(catalogue: Catalogue) -> Paths:
    """By address. Examples are of the catalogue's first model."""
    selection = default_selection(catalogue.models[0])
    user = {
        "userId": "8f14e45f-ceea-4a7b-9a3c-5b1f0a3d2c11",
        "name": "Ada",
        "age": 36,
        "gender": "Woman",
        "colorBlindness": False,
        "carConfiguration": selection.document,
    }
    code = encode(catalogue, cast(Car, check(catalogue, selection).car))
    return {
        "/users": _registering(catalogue, user),
        "/users/{userId}": _of_a_user(catalogue, user),
        "/catalogue": _cached("Catalogue", "readCatalogue", "All that there is to choose from", "Catalogue"),
        "/configurations": _checking(catalogue, selection.document),
        "/configurations/{code}": _opening(code),
        "/palettes": _cached("Colour vision", "readVisions", "The ways of seeing", "Visions", 404),
        "/palettes/{vision}": _palettes(),
        "/drawings/{code}/{name}": _drawing(code),
        "/renders": _asking(code),
        "/renders/{id}": _looking(),
        "/renders/{id}/picture": _picture(),
        "/health": _health(),
        "/openapi.json": _this(),
    }


def _kept(catalogue: Catalogue, user: JsonObject, **once: str) -> JsonObject:
    moment = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    stored = User(user["userId"], user, "", private=False, version=1, created_at=moment, updated_at=moment)
    return answered("The user", "User", {**user_document(catalogue, stored), **once})


def _registering(catalogue: Catalogue, user: JsonObject) -> JsonObject:
    token = "kept-by-the-app-and-sent-with-each-change"  # noqa: S105 - an example
    post = operation(
        "Users",
        "registerUser",
        "Keep a user",
        "The same body again is a retry and changes nothing; another body for the same id is refused. With a bearer "
        "secret of your own, of 16 characters or more, the user is private: strangers get 404.",
    )
    return {
        "post": post
        | _FOR_ANYBODY_OR_ITS_OWNER
        | {"parameters": [_PREFER], "requestBody": body("NewUser", user)}
        | responses(_kept(catalogue, user, accessToken=token), problems(*_SENT, 500))
    }


def _of_a_user(catalogue: Catalogue, user: JsonObject) -> JsonObject:
    kept, owners = _kept(catalogue, user), problems(401, 403, 404, 412, 428, 500)
    owned: JsonObject = {"security": [{"owner": []}]}
    change = owned | {"parameters": [_IF_MATCH, _PREFER]} | responses(kept, owners, problems(*_SENT))
    patch = {"content": {"application/json": {"schema": {"type": "object"}, "example": {"age": None}}}}
    merged = "A JSON merge patch (RFC 7396): members sent take the place of those kept, null removes."
    return {
        "parameters": [in_path("userId", "The id that the app made.")],
        "get": operation("Users", "readUser", "Read a user")
        | _FOR_ANYBODY_OR_ITS_OWNER
        | {"parameters": [IF_NONE_MATCH]}
        | responses(kept, UNCHANGED, problems(400, 404, 500)),
        "put": operation("Users", "replaceUser", "Say all of a user anew")
        | change
        | {"requestBody": body("NewUser", user)},
        "patch": operation("Users", "changeUser", "Change some of a user", merged)
        | change
        | {"requestBody": {"required": True, **patch}},
        "delete": operation("Users", "eraseUser", "Erase a user for good")
        | owned
        | {"parameters": [_IF_MATCH]}
        | responses({"204": {"description": "Erased"}}, owners, problems(400)),
    }


def _cached(tag: str, name: str, summary: str, schema: str, *refusals: int) -> JsonObject:
    read = operation(tag, name, summary) | {"parameters": [IF_NONE_MATCH]}
    return {"get": read | responses(answered(summary, schema), UNCHANGED, problems(*refusals))}


def _checking(catalogue: Catalogue, car: JsonObject) -> JsonObject:
    says = "Nothing is kept. Each conflict comes with its reason and the changes that would resolve it."
    configuration = configuration_document(catalogue, check(catalogue, default_selection(catalogue.models[0])))
    seen = answered("The car", "CheckedCar", {"carConfiguration": car, "configuration": configuration})
    return {
        "post": operation("Catalogue", "checkConfiguration", "See what a car comes to", says)
        | {"requestBody": body("CarToCheck", {"carConfiguration": car})}
        | responses(seen, problems(*_SENT))
    }


def _opening(code: str) -> JsonObject:
    written = in_path("code", f"Twelve letters and digits, such as {code}, with or without hyphens.")
    read = operation("Catalogue", "openCode", "The car of a code") | {"parameters": [written]}
    return {"get": read | responses(answered("The car", "CheckedCar"), problems(404))}


def _palettes() -> JsonObject:
    summary = "Each line's colours in the order that helps"
    part = _cached("Colour vision", "readPalettes", summary, "PalettesOfVision", 404)
    return part | {"parameters": [in_path("vision", "A way of seeing.", choice(*VISION_TYPES))]}


def _drawing(code: str) -> JsonObject:
    where = [in_path("code", f"A car's, such as {code}."), in_path("name", "View and kind.", choice(*_DRAWINGS))]
    drawn = {"200": {"description": "The drawing", "content": {"image/svg+xml": {}, "image/png": {}}}}
    read = operation("Pictures", "readDrawing", "The car drawn") | {"parameters": [*where, IF_NONE_MATCH]}
    return {"get": read | responses(drawn, UNCHANGED, problems(404, 503))}


def _asking(code: str) -> JsonObject:
    says = "Equal requests share one render, whoever asks. 202 while it is being made: look again after Retry-After."
    made, there = answered("Being made", "Render", status=202), answered("As it is", "Render")
    return {
        "post": operation("Pictures", "askForRender", "Ask for a DALL-E render", says)
        | {"requestBody": body("RenderWanted", {"code": code, "view": RENDER_VIEWS[0]})}
        | responses(there, made, problems(*_SENT, 409, 429, 500, 503))
    }


def _looking() -> JsonObject:
    read = operation("Pictures", "readRender", "How a render is getting on")
    return {
        "parameters": [in_path("id", "The render's.")],
        "get": read | responses(answered("As it is", "Render"), problems(404, 500)),
    }


def _picture() -> JsonObject:
    there = {"200": {"description": "The picture", "content": {"image/*": {}}}}
    elsewhere = {"302": {"description": "Where it is kept, for ten minutes"}}
    read = operation("Pictures", "readPicture", "A render's picture")
    return {
        "parameters": [in_path("id", "The render's.")],
        "get": read
        | {"parameters": [_DOWNLOAD, IF_NONE_MATCH]}
        | responses(there, elsewhere, UNCHANGED, problems(404, 500, 503)),
    }


def _health() -> JsonObject:
    read = operation("Service", "readHealth", "Whether we are there", "With the staff's token: how we are.")
    return {"get": read | {"security": [{}, {"staff": []}]} | responses(answered("Alive", "Health"), problems(401))}


def _this() -> JsonObject:
    read = operation("Service", "readOpenApi", "This document") | {"parameters": [IF_NONE_MATCH]}
    there = {"200": {"description": "OpenAPI 3.1", "content": {"application/json": {}}}}
    return {"get": read | responses(there, UNCHANGED)}
