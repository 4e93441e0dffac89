"""The API in OpenAPI: what it describes is what there is, and what it says is what the API does."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from configurator.app.factory import create_app
from configurator.colour_vision.visions import VISION_TYPES
from configurator.settings import Settings
from configurator.web.api.drawings import drawings
from configurator.web.api.openapi.document import document
from configurator.web.api_setup import API_BLUEPRINTS
from tests.support.client import Client, Visitor
from tests.support.examples import A_SECRET, Document, a_car, a_saved_car, a_user, bearer, registered
from tests.support.html import read_page
from tests.support.openapi import ask, check, described_site, operations, responses
from tests.support.processes import Server
from tests.support.renders import settled

API = {blueprint.name for blueprint in (*API_BLUEPRINTS, drawings)}


@pytest.fixture
def described(http: Client) -> Document:
    answer: Document = http.get("/openapi.json").json()
    return answer


def test_it_is_openapi(described: Document) -> None:
    validate(described)
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))


def test_it_describes_every_route_and_no_other(described: Document, tmp_path: Path) -> None:
    rules = create_app(Settings(data_dir=tmp_path, secret_key="of this test")).url_map.iter_rules()
    there = {
        (re.sub(r"<[^>]*>", "{}", rule.rule), method.lower())
        for rule in rules
        if rule.endpoint.partition(".")[0] in API
        for method in rule.methods - {"HEAD", "OPTIONS"}  # type: ignore[operator]
    }
    assert {(re.sub(r"{[^}]*}", "{}", path), method) for path, method, _ in operations(described)} == there


def test_it_names_every_inner_object(described: Document) -> None:
    """Generators make a class of each schema with a name. Without one they guess, or make several of the same."""
    schemas = described["components"]["schemas"]
    assert [path for name, schema in schemas.items() for path in unnamed(schema, name)] == []
    for _, method, operation in operations(described):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        inline = [it for body in bodies for it in body.get("content", {}).values() if "$ref" not in it["schema"]]
        assert all(it["schema"] == {"type": "string", "format": "binary"} for it in inline), method


def unnamed(schema: Document, path: str) -> Iterator[str]:
    """The paths of objects with members, and of choices, inside a schema."""
    for member, inner in schema.get("properties", {}).items():
        for part in (inner, inner.get("items", {}), *inner.get("anyOf", ())):
            if part.keys() & {"properties", "enum", "allOf", "oneOf"}:
                yield f"{path}.{member}"


def test_nothing_in_it_is_known_to_trip_generators(described: Document) -> None:
    """`oneOf` beside members empties their class, an object without a word on others is a map of nothing."""
    text = json.dumps(described["components"]["schemas"])
    assert '"oneOf"' not in text
    for schema in described["components"]["schemas"].values():
        assert "allOf" not in schema
        assert schema.get("type") != "object" or schema.keys() & {"properties", "additionalProperties"}
        assert schema.get("type") == "string" or "enum" not in schema


def test_every_operation_says_who_may_call_it(described: Document) -> None:
    assert all("security" in operation for _, _, operation in operations(described))


def test_every_response_names_its_headers(described: Document) -> None:
    for _, _, operation in operations(described):
        for status, response in operation["responses"].items():
            names = response["headers"].keys()
            assert "X-Request-Id" in names
            assert ("RateLimit" in names) == ("RateLimit-Policy" in names) == (operation["tags"] != ["Service"])
            assert "Retry-After" in names or status not in ("202", "429", "503")
            assert "ETag" in names or status != "304"


def test_what_has_a_tag_is_described_as_read_again_by_it(here: Server) -> None:
    http = here.client()
    described = http.get("/openapi.json").json()
    user = registered(http)[0]
    render = http.post("/renders", {"carConfiguration": a_car(), "view": "front"}).headers["Location"] or ""
    settled(http, render.removeprefix(http.url))
    paths = {"/users/{userId}": user, "/renders/{id}": render, "/renders/{id}/picture": f"{render}/picture"}
    for path, method, details in operations(described):
        if method == "get":
            answer = http.get(paths[path].removeprefix(http.url)) if path in paths else ask(http, path, method, details)
            assert answer.status == 200, path
            names = {parameter["name"] for parameter in details.get("parameters", ())}
            is_described = "304" in details["responses"], "If-None-Match" in names
            assert is_described == 2 * (bool(answer.headers["ETag"]),), path
            assert {it for it in described["components"]["headers"] if it in answer.headers} <= headers(details), path


def headers(details: Document) -> set[str]:
    """Those that the description names for a successful answer."""
    return set(details["responses"]["200"]["headers"])


def test_it_says_whom_to_ask(described: Document, http: Client) -> None:
    assert described["info"]["contact"] == {"url": f"{http.url}/docs"}
    assert document(described_site(contact="mailto:a@example.com"))["info"]["contact"] == {"email": "a@example.com"}
    assert document(described_site(contact="https://example.com"))["info"]["contact"] == {"url": "https://example.com"}
    assert described["info"]["license"]["name"] == "All rights reserved"


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", "/catalogue", None, {}),
        ("GET", "/palettes", None, {}),
        *(("GET", f"/palettes/{kind}", None, {}) for kind in VISION_TYPES),
        ("GET", "/palettes/none", None, {}),
        ("GET", "/palettes/tritan?severity=moderate", None, {}),
        ("GET", "/palettes/any?severity=mild", None, {}),
        ("POST", "/users", a_user(colorBlindness=True, colorVision="protan", colorVisionSeverity="mild"), {}),
        ("POST", "/users", a_user(colorVision="typical"), {}),
        ("POST", "/users", a_user(), bearer(A_SECRET)),
        ("POST", "/users", a_user(cars=[a_saved_car(), a_saved_car("b", carConfiguration=a_car(color="Velvet"))]), {}),
        ("POST", "/users", {}, {}),
        ("POST", "/users", a_user(), {"Idempotency-Key": "too short"}),
        ("POST", "/users", a_user(carConfiguration=a_car(color="Octarine")), {"Prefer": "handling=strict"}),
        ("GET", "/users/nobody", None, {}),
        ("POST", "/users/nobody/token", {"accessToken": "short"}, bearer(A_SECRET)),
        ("POST", "/users/nobody/token", None, {}),
        ("POST", "/users/nobody/token", None, bearer(A_SECRET)),
        ("PUT", "/users/nobody", a_user(), {}),
        ("DELETE", "/users/nobody", None, {}),
        ("POST", "/configurations", {"carConfiguration": a_car()}, {}),
        ("POST", "/configurations", {"carConfiguration": a_car(model="718", interior="Velvet")}, {}),
        ("POST", "/configurations", {"carConfiguration": a_car(color="oak-green-neo", model="911-gt3")}, {}),
        ("POST", "/configurations", {}, {}),
        ("GET", "/configurations/K7M4", None, {}),
        ("POST", "/renders", {"carConfiguration": a_car(), "view": "front"}, {}),
        ("POST", "/renders", {"view": "top"}, {}),
        ("GET", "/renders/none", None, {}),
        ("GET", "/health", None, {}),
        ("GET", "/health", None, bearer("guessed")),
    ],
)
def test_every_answer_is_one_that_it_describes(
    method: str, path: str, body: Any, headers: Mapping[str, str], http: Client
) -> None:
    described: Document = http.get("/openapi.json").json()
    sent = b"" if body is None else json.dumps(body).encode()
    answer = http.request(method, path, sent, {"Content-Type": "application/json", **headers})
    check(answer, responses(described, method, path), described)


def test_a_changed_user_is_one_that_it_describes(http: Client, described: Document) -> None:
    path, token = registered(http)
    tag = http.get(path).headers["ETag"] or ""
    change = described["paths"]["/users/{userId}"]["patch"]["requestBody"]["content"]["application/json"]["example"]
    answer = http.patch(path, change, {**bearer(token), "If-Match": tag})
    assert answer.status == 200
    check(answer, responses(described, "PATCH", path), described)


def test_it_is_cached_and_asked_for_again_by_etag(http: Client) -> None:
    """It names the host of the request; caches keep a copy for each host."""
    first = http.get("/openapi.json")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert http.get("/openapi.json", {"If-None-Match": first.headers["ETag"] or ""}).status == 304


def test_its_server_is_where_the_request_went(http: Client) -> None:
    of_host = {host: http.get("/openapi.json", {"Host": host}) for host in ("localhost:1234", "127.0.0.1")}
    assert [it.json()["servers"][0]["url"] for it in of_host.values()] == ["http://localhost:1234", "http://127.0.0.1"]
    assert len({answer.headers["ETag"] for answer in of_host.values()}) == 2


def test_its_server_is_the_public_url(server: Callable[..., Server]) -> None:
    answer = server(PUBLIC_URL="https://cars.example.com").client().get("/openapi.json")
    assert answer.json()["servers"] == [{"url": "https://cars.example.com"}]
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_people_read_the_same_on_a_page(described: Document, visitor: Visitor) -> None:
    page = read_page(visitor.get("/docs"))
    ids = {tag.get("id") for tag in page.all("article")}
    assert {operation["operationId"] for _, _, operation in operations(described)} <= ids
    assert set(described["components"]["schemas"]) <= ids
    links = {link.removeprefix("#") for link in page.values("href") if link.startswith("#")}
    assert links - {"main", "schemas"} <= ids
