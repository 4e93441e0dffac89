"""Requests to the stand-in for OpenAI: what they contain, and which of them OpenAI or Azure would refuse."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from configurator.demo.openai_server import Handler

_UNKNOWN = re.compile(r"^(response_format|style)$")
_AZURE = re.compile(r"/openai/(v1|deployments/[^/]+)/(images|models)/.+")


@dataclass(frozen=True, slots=True)
class Call:
    """One request for a picture: the form's fields, the reference picture, the headers."""

    path: str
    fields: dict[str, Any]
    reference: bytes | None
    reference_type: str | None
    headers: dict[str, str]


Behaviour = Callable[["Handler", Call], None]
"""Answers a call, or fails to."""


class Refusal(NamedTuple):
    status: int
    code: str


def read_call(path: str, headers: dict[str, str], body: bytes) -> Call:
    form = headers["Content-Type"]
    if not form.startswith("multipart/"):
        return Call(path, json.loads(body), None, None, headers)
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {form}\r\n\r\n".encode() + body)
    parts = {str(part.get_param("name", header="content-disposition")): part for part in message.iter_parts()}
    image = parts.pop("image", None)
    fields = {name: part.get_content().strip() for name, part in parts.items()}
    reference = image.get_payload(decode=True) if image else None
    kind = image.get_content_type() if image else None
    return Call(path, fields, reference if isinstance(reference, bytes) else None, kind, headers)


def refusal_of(call: Call, deployments: Collection[str]) -> Refusal | None:
    """How Azure or gpt-image refuses a request. `deployments` are more names under which the server has gpt-image."""
    azure = _AZURE.fullmatch(urlsplit(call.path).path)
    if refusal := azure_refusal(call.path, call.headers):
        return refusal
    model = str(call.fields.get("model", ""))
    if "gpt-image" not in model and model not in deployments and not (azure and azure[1] != "v1"):
        return None
    if any(_UNKNOWN.match(name) for name in call.fields) or call.fields.get("quality") in ("standard", "hd"):
        return Refusal(400, "unknown_parameter")
    if call.reference is not None and call.reference_type not in ("image/png", "image/webp", "image/jpeg"):
        return Refusal(400, "unsupported_file")
    return None


def azure_refusal(path: str, headers: Mapping[str, str]) -> Refusal | None:
    """How Azure refuses a request to an address like its own: it wants its key in `api-key`, and takes Authorization
    for another kind; a deployment needs a version."""
    url = urlsplit(path)
    azure = _AZURE.fullmatch(url.path)
    if not azure:
        return None
    if "Api-Key" not in headers or "Authorization" in headers:
        return Refusal(401, "401")
    if azure[1] != "v1" and "api-version" not in parse_qs(url.query):
        return Refusal(404, "404")
    return None
