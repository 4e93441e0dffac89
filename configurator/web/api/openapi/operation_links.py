"""Links between operations: which values of an answer the next request needs. Test tools follow them."""

from collections.abc import Mapping

from configurator.web.api.openapi.headers import JsonObject

_USER = {"userId": "$response.body#/userId"}
_CURRENT_USER = {**_USER, "If-Match": "$response.header.ETag"}
_CODE = {"code": "$response.body#/configuration/code"}
_RENDER = {"id": "$response.body#/id"}

_FROM_A_USER: dict[str, Mapping[str, str]] = {
    "getUser": _USER,
    "replaceUser": _CURRENT_USER,
    "updateUser": _CURRENT_USER,
    "deleteUser": _CURRENT_USER,
    "createUserToken": _USER,
}
_FROM_A_CAR: dict[str, Mapping[str, str]] = {"getConfigurationByCode": _CODE, "getDrawing": _CODE}
_FROM_A_RENDER: dict[str, Mapping[str, str]] = {"getRender": _RENDER, "getRenderPicture": _RENDER}

_LINKS: dict[str, dict[str, Mapping[str, str]]] = {
    "createUser": _FROM_A_USER,
    "getUser": _FROM_A_USER,
    "replaceUser": _FROM_A_USER,
    "updateUser": _FROM_A_USER,
    "checkConfiguration": _FROM_A_CAR,
    "getConfigurationByCode": _FROM_A_CAR,
    "createRender": _FROM_A_RENDER,
}
"""By the operation that answers, then by the one that follows: the latter's parameters."""


def link_operations(paths: dict[str, JsonObject]) -> None:
    """Adds links to the answers 200 and 202 of these operations."""
    operations = [it for item in paths.values() for method, it in item.items() if method != "parameters"]
    there = {operation["operationId"] for operation in operations}
    for operation in operations:
        links = {
            name: _link(name, its) for name, its in _LINKS.get(operation["operationId"], {}).items() if name in there
        }
        for status in ("200", "202"):
            if links and status in operation["responses"]:
                operation["responses"][status] = operation["responses"][status] | {"links": links}


def _link(operation_id: str, parameters: Mapping[str, str]) -> JsonObject:
    return {"operationId": operation_id, "parameters": dict(parameters)}
