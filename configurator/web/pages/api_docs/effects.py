"""What sending a request does, which the page says beside the button."""

from configurator.web.pages.api_docs.operations import Operation

_EFFECTS = {
    "createUser": "This stores a user on this server. Delete it when you are done.",
    "createUserToken": "This ends the user's present token at once.",
    "deleteUser": "This deletes the user. It can't be restored.",
    "checkConfiguration": "",
}
_PAID = "This may cost the owner of this server money: OpenAI makes a picture that doesn't exist yet."
_FREE = "This costs nothing: renders are off on this server."


def effect_of(operation: Operation, renders: bool) -> str:
    """A sentence; "" for a request that only reads. `renders`: whether this server makes any."""
    name = operation.details["operationId"]
    if name == "createRender":
        return _PAID if renders else _FREE
    return _EFFECTS.get(name, "" if operation.method == "GET" else "This changes what this server stores.")
