"""What the HTTP adapter returns to API Gateway: HEAD, links behind a stage, and the id of a request."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from configurator.app.build import build_services
from configurator.app.factory import create_web_app
from configurator.aws_lambda import http_events
from configurator.settings import Settings
from tests.support.api_gateway import EXECUTE_API, HTTP, REST, REST_DOMAIN, REST_LONG_PATH, REST_PATH, Asked, Front
from tests.support.pages import code_of

CODE = code_of()
PATHS = ["/catalogue", f"/configurations/{CODE}", f"/drawings/{CODE}/side.svg", "/docs", "/nothing"]
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("lambda"), secret_key="k", trusted_hosts=(EXECUTE_API, "cars.example.com")
    )
    return create_web_app(build_services(settings))


def ask(app: Flask, front: Front, method: str, path: str, **headers: str) -> dict[str, Any]:
    event = front.event(front, Asked(method, front.prefix + path, headers, b""))
    return http_events.answer(lambda _: app, "dev", event).result


def header(result: dict[str, Any], name: str) -> str:
    values = result.get("headers") or {key: each[0] for key, each in result["multiValueHeaders"].items()}
    value: str = {key.lower(): value for key, value in values.items()}[name.lower()]
    return value


@pytest.mark.parametrize("front", [REST, REST_DOMAIN, HTTP], ids=["REST", "REST at a domain", "HTTP"])
@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_headers_of_get_and_no_body(path: str, front: Front, app: Flask) -> None:
    got, head = (ask(app, front, method, path, Accept="text/html") for method in ("GET", "HEAD"))
    assert (head["statusCode"], head["body"]) == (got["statusCode"], "")
    for name in ("Content-Type", "Content-Length", "Cache-Control", "Vary"):
        assert header(head, name) == header(got, name)
    assert int(header(head, "Content-Length")) == len(got["body"].encode())


@pytest.mark.parametrize(
    ("front", "base"),
    [
        (REST, f"https://{EXECUTE_API}/dev"),
        (HTTP, f"https://{EXECUTE_API}/dev"),
        (REST_DOMAIN, "https://cars.example.com"),
        (REST_PATH, "https://cars.example.com/cars"),
        (REST_LONG_PATH, "https://cars.example.com/showroom/cars"),
    ],
    ids=["REST", "HTTP", "REST at a domain", "REST at a base path", "REST at a base path of two segments"],
)
def test_links_have_the_stage_or_base_path_where_there_is_one(front: Front, base: str, app: Flask) -> None:
    body = ask(app, front, "GET", f"/configurations/{CODE}")["body"]
    assert f'"page":"{base}/car/{CODE}"' in body
    assert f'"drawing":"{base}/drawings/{CODE}/side.svg"' in body


@pytest.mark.parametrize("front", [REST, HTTP], ids=["REST", "HTTP"])
def test_a_request_without_an_id_has_that_of_api_gateway(front: Front, app: Flask) -> None:
    context = front.event(front, Asked("GET", "/dev/health", {}, b""))["requestContext"]
    assert header(ask(app, front, "GET", "/health"), "X-Request-Id") == context["requestId"]
    assert header(ask(app, front, "GET", "/health", **{"X-Request-Id": "mine"}), "X-Request-Id") == "mine"
    assert (
        header(ask(app, front, "GET", "/health", **{"X-Request-Id": "no id"}), "X-Request-Id") == context["requestId"]
    )


BALANCER = {"httpMethod": "GET", "path": "/health", "requestContext": {"elb": {"targetGroupArn": "arn"}}, "body": ""}
"""The health check of an Application Load Balancer names no host."""


@pytest.mark.parametrize(
    "headers", [{"user-agent": "ELB-HealthChecker/2.0"}, {"host": "10.0.0.7"}, {"host": "a b"}, None]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_load_balancer_learns_under_any_name_whether_we_are_alive(
    method: str, headers: dict[str, str] | None, app: Flask
) -> None:
    event = {**BALANCER, "httpMethod": method, "headers": headers}
    result = http_events.answer(lambda _: app, "dev", event).result
    assert (result["statusCode"], result["body"]) == (200, '{"status":"ok"}' if method == "GET" else "")


@pytest.mark.parametrize("front", [REST_DOMAIN, HTTP], ids=["REST at a domain", "HTTP"])
def test_api_gateway_learns_it_under_any_name_while_staff_need_ours(front: Front, app: Flask) -> None:
    elsewhere = replace(front, host="other.example.com")
    assert ask(app, elsewhere, "GET", "/health")["statusCode"] == 200
    assert ask(app, elsewhere, "GET", "/health", Authorization="Bearer x")["statusCode"] == 400
    assert ask(app, front, "GET", "/health", Authorization="Bearer x")["statusCode"] == 401


def test_without_a_name_no_other_path_is_answered(app: Flask) -> None:
    event = {**BALANCER, "path": "/catalogue", "headers": {"user-agent": "x"}}
    result = http_events.answer(lambda _: app, "dev", event).result
    assert (result["statusCode"], "Host header" in result["body"]) == (400, True)


def test_an_event_without_an_id_gets_a_new_one(app: Flask) -> None:
    event = {"httpMethod": "GET", "path": "/health", "headers": {"Host": "localhost"}, "requestContext": {}}
    assert len(header(http_events.answer(lambda _: app, "dev", event).result, "X-Request-Id")) == 32
