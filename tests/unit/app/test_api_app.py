"""The app that a function starts with answers the API's paths exactly as the whole app does."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from configurator.app.build import build_services
from configurator.app.factory import create_api_app, create_web_app
from configurator.settings import Settings
from tests.support.examples import a_user
from tests.support.pages import code_of

ADA = a_user()
CAR = {"carConfiguration": ADA["carConfiguration"]}
HTML = {"Accept": "text/html"}
REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a user": ("GET", f"/users/{ADA['userId']}", {}),
    "its ETag only": ("HEAD", f"/users/{ADA['userId']}", {}),
    "no such user": ("GET", "/users/nobody", {"headers": HTML}),
    "no such path": ("GET", "/users/ada/unknown", {"headers": HTML}),
    "a slash too many": ("GET", "/users/ada/", {}),
    "a method that isn't there": ("DELETE", "/catalogue", {}),
    "a script of another site": ("OPTIONS", "/users", {"headers": {"Access-Control-Request-Method": "POST"}}),
    "a user that is invalid": ("POST", "/users", {"json": {"userId": "x", "name": 1}}),
    "a body that is too large": ("POST", "/users", {"json": {"name": "x" * 70_000}}),
    "a car, with links to its page and drawings": ("POST", "/configurations", {"json": CAR}),
    "a car by its code": ("GET", f"/configurations/{code_of()}", {}),
    "the catalogue, compressed": ("GET", "/catalogue", {"headers": {"Accept-Encoding": "br, gzip"}}),
    "palettes": ("GET", "/palettes/protan", {}),
    "a render, which is off": ("POST", "/renders", {"json": {"code": code_of(), "view": "side"}}),
    "no such render": ("GET", "/renders/0123", {}),
    "the description": ("GET", "/openapi.json", {}),
    "health": ("GET", "/health", {"headers": {"Authorization": "Bearer wrong"}}),
    "another host": ("GET", "/health", {"headers": {**HTML, "Host": "elsewhere.example"}}),
}


@pytest.fixture
def clients(tmp_path: Path) -> tuple[FlaskClient, FlaskClient]:
    """The API's app, and the whole one, with the same users."""
    services = build_services(Settings(data_dir=tmp_path, secret_key="of this test"))
    quick, whole = create_api_app(services).test_client(), create_web_app(services).test_client()
    assert whole.post("/users", json=ADA).status_code == 200
    return quick, whole


@pytest.mark.parametrize(("method", "path", "sent"), REQUESTS.values(), ids=REQUESTS.keys())
def test_both_apps_give_the_same_answer(
    clients: tuple[FlaskClient, FlaskClient], method: str, path: str, sent: dict[str, Any]
) -> None:
    sent = {**sent, "headers": {"X-Request-Id": "same", **sent.get("headers", {})}}
    quick, whole = (client.open(path, method=method, **sent) for client in clients)
    assert (quick.status, quick.get_data()) == (whole.status, whole.get_data())
    assert quick.headers == whole.headers
