"""Which paths get the API's errors, CORS headers and no session: those of its blueprints' routes."""

from pathlib import Path

import pytest
from flask import Flask

from configurator.app.build import build_services
from configurator.app.factory import create_web_app
from configurator.settings import Settings
from configurator.web.api_setup import API_BLUEPRINTS
from configurator.web.http.api_paths import first_segments, is_api_path, is_api_request
from configurator.web.setup import PAGE_BLUEPRINTS


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_web_app(build_services(Settings(data_dir=tmp_path, secret_key="of this test")))


def test_they_are_the_first_segments_of_the_apis_routes(app: Flask) -> None:
    segments = first_segments(app, API_BLUEPRINTS)
    assert segments == {"users", "catalogue", "configurations", "renders", "palettes", "health", "openapi.json"}
    assert first_segments(app, PAGE_BLUEPRINTS).isdisjoint(segments)


@pytest.mark.parametrize("path", ["/users", "/users/ada", "/users/ada/unknown", "/openapi.json", "/renders/1/picture"])
def test_every_path_below_them_is_the_apis_even_without_a_route(app: Flask, path: str) -> None:
    assert is_api_path(app, path)
    with app.test_request_context(path, headers={"Accept": "text/html"}):
        assert is_api_request()


@pytest.mark.parametrize("path", ["/", "/usersx", "/car/users", "//users", "/docs", "/drawings/1/side.svg"])
def test_other_paths_are_pages_unless_the_client_asks_for_something_else(app: Flask, path: str) -> None:
    assert not is_api_path(app, path)
    with app.test_request_context(path, base_url="http://localhost", headers={"Accept": "text/html"}):
        assert not is_api_request()
    with app.test_request_context(path, base_url="http://localhost", headers={"Accept": "application/json"}):
        assert is_api_request()
