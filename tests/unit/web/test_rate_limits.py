"""Which requests are limited: every route that writes is listed, or known to need no limit."""

from pathlib import Path

import pytest
from flask import Flask, request

from configurator.app.build import build_services
from configurator.app.factory import create_web_app
from configurator.settings import Settings
from configurator.web.api_setup import API_BLUEPRINTS
from configurator.web.http.rate_limits import CLASSES, class_of

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
NEED_NO_LIMIT = {
    "kiosk_pages.reset",  # writes nothing
    "vision_pages.choose",  # writes a cookie
    "kiosk_offline.send_queue_key",  # writes nothing
    "kiosk_heartbeat.receive",  # for enrolled screens
    "kiosk_door.enter",  # guesses of the PIN have a limit of their own
    "kiosk_door.go_away",
    "kiosk_enrolment.poll",  # has a limit of its own
}
FOR_STAFF = "kiosk_staff"
UNLIMITED_API = {"openapi_api", "health"}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_web_app(build_services(Settings(data_dir=tmp_path, secret_key="of this test")))


def blueprint(endpoint: str) -> str:
    return endpoint.partition(".")[0]


def test_every_name_is_that_of_an_endpoint_or_blueprint(app: Flask) -> None:
    assert CLASSES.keys() <= {*app.view_functions, *app.blueprints}


def test_every_route_that_writes_is_limited_or_needs_no_limit(app: Flask) -> None:
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if WRITING & set(rule.methods or ())}
    unlisted = {it for it in writing if it not in CLASSES and blueprint(it) not in CLASSES}
    assert {it for it in unlisted if blueprint(it) != FOR_STAFF} == NEED_NO_LIMIT


def test_the_whole_api_is_limited_but_for_its_description_and_its_pulse() -> None:
    names = {it.name for it in API_BLUEPRINTS}
    assert names - CLASSES.keys() == UNLIMITED_API
    assert all(all(CLASSES[name]) for name in names - UNLIMITED_API)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("POST", "/users", "create"),
        ("GET", "/users/ada", "read"),
        ("HEAD", "/users/ada", "read"),
        ("DELETE", "/users/ada", "create"),
        ("OPTIONS", "/users", ""),
        ("POST", "/configurations", "read"),
        ("POST", "/renders", "render"),
        ("GET", "/drawings/x/side.svg", "draw"),
        ("GET", "/you", ""),
        ("POST", "/you", "create"),
        ("GET", "/kiosk", ""),
        ("POST", "/kiosk/save/x", "create"),
        ("GET", "/nowhere", ""),
    ],
)
def test_the_class_depends_on_route_and_method(method: str, path: str, name: str, app: Flask) -> None:
    with app.test_request_context(path, method=method):
        assert class_of(request.endpoint, request.method) == name
