"""Requests that an instance makes to itself before its snapshot, so that no visitor waits for what they load.

They write nothing and are not logged as requests.
"""

import json
import logging
import re
from collections.abc import Callable
from typing import cast

from configurator.aws_lambda.wsgi_environ import Event
from configurator.cars.catalogue import Catalogue
from configurator.cars.code import encode
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection

_PAGES = ("/", "/configure", "/car/{}", "/car/{}/compare", "/colour-vision", "/open", "/saved", "/you?code={}", "/docs")
_API = ("/openapi.json", "/catalogue", "/configurations/{}", "/drawings/{}/side.svg", "/users/nobody", "/health")
_REFUSED = "/users"
"""An empty body for it is refused before it reaches the store."""
_FILE = re.compile(r'(?:href|src)="(/static/[^"#]+)')

logger = logging.getLogger(__name__)

Ask = Callable[[Event], Event]


def warm_up(ask: Ask, catalogue: Catalogue) -> None:
    """Requests each kind of page and answer once, and the pages' files as a browser would. `ask` answers an event.

    A request that fails, such as one for which the store can't be reached, prevents nothing: a visitor's would load
    the rest.
    """
    code = _usual_code(catalogue)
    pages = [_body(ask, _get(path.format(code))) for path in _PAGES]
    for path in _API:
        _body(ask, _get(path.format(code)))
    _body(ask, _post(_REFUSED, {}))
    for path in sorted({path for page in pages for path in _FILE.findall(page)}):
        _body(ask, _get(path, compressed=True))


def _usual_code(catalogue: Catalogue) -> str:
    """The code of the first model as it comes."""
    car = check(catalogue, default_selection(catalogue.models[0])).car
    return encode(catalogue, cast(Car, car))


def _body(ask: Ask, event: Event) -> str:
    try:
        body: str = ask(event)["body"]
    except Exception:
        logger.warning("%s can't be warmed up", event["path"], exc_info=True)
        return ""
    return body


def _get(path: str, *, compressed: bool = False) -> Event:
    # Pages are read here, and a file's compression is remembered.
    return _event("GET", path, {"Accept": "text/html", "Accept-Encoding": "br" if compressed else "identity"})


def _post(path: str, content: object) -> Event:
    event = _event("POST", path, {"Content-Type": "application/json"})
    return {**event, "body": json.dumps(content), "isBase64Encoded": False}


def _event(method: str, target: str, headers: dict[str, str]) -> Event:
    """In API Gateway's format 1.0. Every installation answers to localhost."""
    path, _, query = target.partition("?")
    parameters = dict([query.split("=")]) if query else None
    return {
        "httpMethod": method,
        "path": path,
        "headers": {"Host": "localhost", **headers},
        "queryStringParameters": parameters,
        "requestContext": {},
    }
