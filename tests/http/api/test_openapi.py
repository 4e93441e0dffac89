"""The API in OpenAPI: what it describes is what there is, and what it says is what the API does."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from openapi_spec_validator import validate

from configurator.app.factory import create_app
from configurator.colour_vision.palettes import VISION_TYPES
from configurator.json_schema.builders import ref_name
from configurator.json_schema.merge_patch import apply_merge_patch
from configurator.renders.prompt import RENDER_VIEWS
from configurator.settings import Settings
from configurator.users.validation import clean, faults
from configurator.web.api.drawings import drawings
from configurator.web.api.openapi.document import document
from configurator.web.api.request_bodies import car_to_check_faults, new_render_faults
from configurator.web.api_setup import API_BLUEPRINTS
from tests.support.catalogues import OURS
from tests.support.client import Answer, Client, Visitor
from tests.support.examples import A_SECRET, WRONG, Document, a_car, a_saved_car, a_user, bearer, registered
from tests.support.html import read_page


def has_pattern(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    """A pattern is JavaScript's, where $ is the end. In Python's, a line break may follow."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(f"{value!r} doesn't match {pattern!r}")


AsInJavaScript: Any = extend(Draft202012Validator, {"pattern": has_pattern})  # type: ignore[no-untyped-call]
OURS_DESCRIBED = document(OURS, "")
API = {blueprint.name for blueprint in (*API_BLUEPRINTS, drawings)}


@pytest.fixture
def described(http: Client) -> Document:
    answer: Document = http.get("/openapi.json").json()
    return answer


def validator(schema: str, described: Document = OURS_DESCRIBED) -> Any:
    return AsInJavaScript({"$ref": f"#/components/schemas/{schema}", "components": described["components"]})


def operations(described: Document) -> Iterator[tuple[str, str, Document]]:
    for path, item in described["paths"].items():
        yield from ((path, method, it) for method, it in item.items() if method != "parameters")


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


def test_its_examples_are_right(described: Document) -> None:
    for _, _, operation in operations(described):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for content in (it for body in bodies for it in body.get("content", {}).values() if "example" in it):
            schema = {**content["schema"], "components": described["components"]}
            Draft202012Validator(schema).validate(content["example"])


def test_what_it_shows_of_a_user_is_what_the_api_answers(described: Document, http: Client) -> None:
    post = described["paths"]["/users"]["post"]
    answer = http.post("/users", post["requestBody"]["content"]["application/json"]["example"]).json()
    shown = post["responses"]["200"]["content"]["application/json"]["example"]
    changing = ("createdAt", "updatedAt", "accessToken")
    assert {**answer, **{name: shown[name] for name in changing}} == shown


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", "/catalogue", None, {}),
        ("GET", "/palettes", None, {}),
        *(("GET", f"/palettes/{kind}", None, {}) for kind in VISION_TYPES),
        ("GET", "/palettes/none", None, {}),
        ("POST", "/users", a_user(colorVision="typical"), {}),
        ("POST", "/users", a_user(), bearer(A_SECRET)),
        ("POST", "/users", a_user(cars=[a_saved_car(), a_saved_car("b", carConfiguration=a_car(color="Velvet"))]), {}),
        ("POST", "/users", {}, {}),
        ("POST", "/users", a_user(carConfiguration=a_car(color="Octarine")), {"Prefer": "handling=strict"}),
        ("GET", "/users/nobody", None, {}),
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


def responses(described: Document, method: str, path: str) -> Document:
    """Of the operation at this address."""
    for address, item in described["paths"].items():
        if re.fullmatch(re.sub(r"{[^}]*}", "[^/]+", address), path):
            found: Document = item[method.lower()]["responses"]
            return found
    raise AssertionError(f"{path} is not described")


def check(answer: Answer, described_responses: Document, described: Document) -> None:
    media_type = (answer.headers["Content-Type"] or "").partition(";")[0]
    schema = described_responses[str(answer.status)]["content"][media_type]["schema"]
    Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())


def test_a_changed_user_is_one_that_it_describes(http: Client, described: Document) -> None:
    path, token = registered(http)
    tag = http.get(path).headers["ETag"] or ""
    change = described["paths"]["/users/{userId}"]["patch"]["requestBody"]["content"]["application/json"]["example"]
    answer = http.patch(path, change, {**bearer(token), "If-Match": tag})
    assert answer.status == 200
    check(answer, responses(described, "PATCH", path), described)


@pytest.mark.parametrize(("member", "value"), [(member, it) for member in WRONG for it in WRONG[member]])
def test_what_the_api_refuses_it_forbids(member: str, value: Any) -> None:
    assert not validator("NewUser").is_valid(a_user(**{member: value}))


AGES = st.none() | st.integers(-5, 160) | st.integers(-5, 160).map(float) | st.floats()
TEXTS = st.text(max_size=4) | st.sampled_from(["911", "Ada", " ", "x" * 200, "x" * 201])
CAR_PARTS = st.fixed_dictionaries(dict.fromkeys(("model", "color", "tire", "interior"), TEXTS))
CARS = CAR_PARTS | st.fixed_dictionaries({"model": TEXTS}, optional={"engine": TEXTS, "additionalFeatures": st.none()})
ODD_VALUES = st.none() | st.booleans() | st.integers(-1, 1) | TEXTS | st.lists(TEXTS, max_size=1)
ANY_BODIES = ODD_VALUES | st.dictionaries(
    st.sampled_from(["view", "code", "carConfiguration", "name"]), ODD_VALUES, max_size=2
)
RENDERS = st.fixed_dictionaries(
    {"view": st.sampled_from([*RENDER_VIEWS, "top"])},
    optional={"code": TEXTS, "carConfiguration": CARS, "prompt": TEXTS},
)
LISTED_CARS = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b-2", "", "a b"]), "carConfiguration": CARS},
    optional={
        "name": st.none() | TEXTS,
        "savedAt": st.none() | st.sampled_from(["2026-11-29T09:30:00Z", "2026-11-29T09:30:00.123Z", "today", 1]),
        "code": ODD_VALUES,
        "email": TEXTS,
    },
)
LISTS: st.SearchStrategy[Any] = ODD_VALUES | st.lists(LISTED_CARS | ODD_VALUES, max_size=3) | st.just([{}] * 21)
PATCHES = st.fixed_dictionaries(
    {},
    optional={
        "userId": st.none() | st.sampled_from(["ada", "a/b"]),
        "name": st.none() | TEXTS,
        "age": AGES | TEXTS,
        "gender": st.none() | TEXTS,
        "colorBlindness": st.none() | st.booleans() | TEXTS,
        "colorVision": st.none() | st.sampled_from([*VISION_TYPES, "red-green"]),
        "carConfiguration": ODD_VALUES
        | st.fixed_dictionaries(
            {},
            optional={
                "model": st.none() | TEXTS,
                "additionalFeatures": ODD_VALUES | st.dictionaries(TEXTS, ODD_VALUES, max_size=2),
                "engine": st.none() | TEXTS,
            },
        ),
        "cars": LISTS,
        "createdAt": st.none() | TEXTS,
        "email": st.none() | TEXTS,
    },
)
BODIES = st.fixed_dictionaries(
    {"userId": st.from_regex(r"[A-Za-z0-9._~@:/ -]{0,4}", fullmatch=True), "name": TEXTS, "carConfiguration": CARS},
    optional={
        "age": AGES | st.booleans(),
        "gender": st.none() | TEXTS | st.integers(),
        "colorBlindness": st.none() | st.booleans() | TEXTS,
        "colorVision": st.none() | st.sampled_from([*VISION_TYPES, "red-green"]),
        "cars": LISTS,
        "createdAt": st.just("2026-11-25T09:30:00.000Z"),
        "email": TEXTS,
    },
)


@given(BODIES)
def test_it_allows_the_users_that_the_api_takes_and_no_others(body: Document) -> None:
    assert validator("NewUser").is_valid(body) == (faults(body) == ())


@given(BODIES, st.booleans())
def test_it_allows_the_replacements_that_the_api_takes_and_no_others(body: Document, has_id: bool) -> None:
    """The id in the path counts for a body without one."""
    body = body if has_id else {name: value for name, value in body.items() if name != "userId"}
    assert validator("UserReplacement").is_valid(body) == (faults({"userId": "ada", **body}) == ())


@given(PATCHES)
def test_it_allows_the_patches_that_the_api_takes_and_no_others(patch: Document) -> None:
    """What a patch may say of colour vision depends on the user too: this one has said nothing."""
    stored = clean(a_user(colorBlindness=None))
    merged = {"userId": stored["userId"], **apply_merge_patch(stored, patch)}
    assert validator("UserPatch").is_valid(patch) == (faults(merged) == ())


@given(ANY_BODIES | st.fixed_dictionaries({"carConfiguration": CARS | ODD_VALUES}, optional={"name": TEXTS}))
def test_it_allows_the_cars_that_the_api_checks_and_no_others(body: Any) -> None:
    assert validator("CarToCheck").is_valid(body) == (car_to_check_faults(body) == ())


@given(ANY_BODIES | RENDERS)
def test_it_allows_the_renders_that_the_api_takes_and_no_others(body: Any) -> None:
    """Only the catalogue knows which codes are those of cars."""
    assert validator("NewRender").is_valid(body) == (new_render_faults(body) == ())


def test_every_body_has_such_a_test(described: Document) -> None:
    bodies = (operation["requestBody"] for _, _, operation in operations(described) if "requestBody" in operation)
    schemas = {ref_name(body["content"]["application/json"]["schema"]) for body in bodies}
    assert schemas == {"NewUser", "UserReplacement", "UserPatch", "CarToCheck", "NewRender"}


def test_it_is_cached_and_asked_for_again_by_etag(http: Client) -> None:
    first = http.get("/openapi.json")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert http.get("/openapi.json", {"If-None-Match": first.headers["ETag"] or ""}).status == 304


def test_its_server_is_where_the_api_lies(described: Document) -> None:
    assert described["servers"] == [{"url": "/"}]
    assert document(OURS, "https://cars.example.com")["servers"] == [{"url": "https://cars.example.com"}]


def test_people_read_the_same_on_a_page(described: Document, visitor: Visitor) -> None:
    page = read_page(visitor.get("/docs"))
    ids = {tag.get("id") for tag in page.all("article")}
    assert {operation["operationId"] for _, _, operation in operations(described)} <= ids
    assert set(described["components"]["schemas"]) <= ids
    links = {link.removeprefix("#") for link in page.values("href") if link.startswith("#")}
    assert links - {"main", "schemas"} <= ids
