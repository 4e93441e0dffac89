"""Events of API Gateway as WSGI requests, compared with those that Zappa makes of them."""

from typing import Any

import pytest
from zappa.wsgi import create_wsgi_request

from configurator.aws_lambda.wsgi_environ import environ_of
from tests.support.api_gateway import HTTP, HTTP_DOMAIN, REST, REST_DOMAIN, URL, Asked, Front

FRONTS = {"REST": REST, "REST at a domain": REST_DOMAIN, "HTTP": HTTP, "HTTP at a domain": HTTP_DOMAIN, "URL": URL}
HEADERS = {"Content-Type": "application/json", "Cookie": "a=1; b=2", "If-None-Match": '"x"'}
ASKED = {
    "a path": Asked("GET", "/users/ada", HEADERS, b""),
    "the start": Asked("GET", "/", {}, b""),
    "a repeated and an empty parameter": Asked("GET", "/configure?option=a&option=b%20c&empty=", HEADERS, b""),
    "other letters": Asked("GET", "/users/Zo%C3%AB?name=%C3%BC", HEADERS, b""),
    "a body": Asked("POST", "/users", HEADERS, '{"name": "Zoë"}'.encode()),
}
OF_ZAPPA = {"SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "wsgi.url_scheme", "wsgi.input", "wsgi.errors"}
"""What differs on purpose: the app is behind TLS, and takes addresses from the event only."""
PREFIXED = (REST, HTTP)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS.keys())
def test_an_environ_has_what_zappas_has(front: Front, asked: Asked) -> None:
    event = front.event(front, Asked(asked.method, front.prefix + asked.target, asked.headers, asked.body))
    ours = environ_of(event, "dev")
    prefix = "/dev" if front in PREFIXED else ""
    zappas = create_wsgi_request(event, script_name=prefix, trailing_slash=False, binary_support=True)
    assert {name: ours[name] for name in zappas.keys() - OF_ZAPPA} == {
        name: value for name, value in zappas.items() if name not in OF_ZAPPA
    }
    assert ours["wsgi.input"].read() == asked.body
    assert (ours["wsgi.url_scheme"], ours["CONTENT_LENGTH"]) == ("https", str(len(asked.body)))


def test_a_header_that_came_twice_is_joined() -> None:
    event: dict[str, Any] = REST.event(REST, Asked("GET", "/dev/", {}, b""))
    event["multiValueHeaders"] |= {"Accept": ["text/html", "image/png"], "Cookie": ["a=1", "b=2"]}
    environ = environ_of(event, "dev")
    assert (environ["HTTP_ACCEPT"], environ["HTTP_COOKIE"]) == ("text/html, image/png", "a=1; b=2")
