"""Events of API Gateway as WSGI requests, compared with those that Zappa makes of them."""

from typing import Any

import pytest
from zappa.wsgi import create_wsgi_request

from configurator.aws_lambda.wsgi_environ import environ_of
from tests.support.api_gateway import (
    EXECUTE_API,
    HTTP,
    HTTP_DOMAIN,
    HTTP_PATH,
    REST,
    REST_DOMAIN,
    REST_LONG_PATH,
    REST_PATH,
    URL,
    Asked,
    Front,
)

FRONTS = {
    "REST": REST,
    "REST at a domain": REST_DOMAIN,
    "REST at a domain's base path": REST_PATH,
    "REST at a domain's base path of two segments": REST_LONG_PATH,
    "HTTP": HTTP,
    "HTTP at a domain": HTTP_DOMAIN,
    "HTTP at a domain's base path": HTTP_PATH,
    "URL": URL,
}
AS_ZAPPA = {name: FRONTS[name] for name in ("REST", "REST at a domain", "HTTP", "URL")}
"""Where Zappa's handler finds the app's own path."""
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
@pytest.mark.parametrize("front", AS_ZAPPA.values(), ids=AS_ZAPPA.keys())
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


@pytest.mark.parametrize(
    ("front", "script_name"),
    [
        (REST, "/dev"),
        (REST_DOMAIN, ""),
        (REST_PATH, "/cars"),
        (REST_LONG_PATH, "/showroom/cars"),
        (HTTP, "/dev"),
        (HTTP_DOMAIN, ""),
        (HTTP_PATH, ""),
        (URL, ""),
    ],
    ids=FRONTS.keys(),
)
@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/users/ada", "/users/ada"),
        ("/", "/"),
        ("", "/"),
        ("/saved/", "/saved/"),
        ("/users/Zo%C3%AB%20M", "/users/Zo\xc3\xab M"),
        ("/cars", "/cars"),
        ("/cars/cars", "/cars/cars"),
        ("/dev", "/dev"),
        ("/dev/dev/x", "/dev/dev/x"),
        ("//elsewhere.example", "//elsewhere.example"),
    ],
)  # fmt: skip
def test_the_apps_own_path_and_what_its_links_begin_with(front: Front, script_name: str, path: str, own: str) -> None:
    """A domain's base path stays in format 1.0, and is unknown in format 2.0, where a domain has the stage instead."""
    environ = environ_of(front.event(front, Asked("GET", front.prefix + path, {}, b"")), "dev")
    assert environ["SCRIPT_NAME"] == script_name
    assert (environ["PATH_INFO"] or "/") == own


def real(**members: Any) -> dict[str, Any]:
    """An event as API Gateway has sent it, with what is said differently."""
    return {"httpMethod": "GET", "queryStringParameters": None, "body": None, "isBase64Encoded": False, **members}


@pytest.mark.parametrize(
    ("event", "where"),
    [
        (
            real(
                resource="/{proxy+}", path="/v1/nested/payment/1/", pathParameters={"proxy": "payment/1"},
                headers={"Host": "api.example.com"},
                requestContext={"resourcePath": "/{proxy+}", "path": "/v1/nested/payment/1/", "stage": "default"},
            ),
            ("/v1/nested", "/payment/1/"),
        ),
        (
            real(resource="/", path="/v1", pathParameters=None, headers={"Host": "api.example.com"},
                 requestContext={"resourcePath": "/", "path": "/v1", "stage": "default"}),
            ("/v1", ""),
        ),
        (
            real(
                resource="/{proxy+}", path="/payment", pathParameters={"proxy": "payment"},
                headers={"Host": EXECUTE_API}, requestContext={"path": "/default/payment", "stage": "default"},
            ),
            ("/dev", "/payment"),
        ),
        (
            {
                "version": "2.0", "rawPath": "/prod/foo", "headers": {"host": "api.example.com"},
                "requestContext": {"stage": "prod", "http": {"method": "GET", "path": "/prod/foo"}},
            },
            ("", "/foo"),
        ),
        (
            real(path="/health", headers={"Host": "localhost"}, requestContext={}),
            ("", "/health"),
        ),
    ],
    ids=["two segments", "a base path alone", "API Gateway's own", "HTTP API at a domain", "an incomplete event"],
)  # fmt: skip
def test_events_as_they_were_reported(event: dict[str, Any], where: tuple[str, str]) -> None:
    environ = environ_of(event, "dev")
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == where
