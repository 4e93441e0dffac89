"""Every example in the OpenAPI document is what the API takes, or what it answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from configurator.web.api.openapi.catalogue_operations import WRONG_CAR
from configurator.web.api.openapi.picture_operations import WRONG_RENDER
from configurator.web.api.openapi.user_problems import WRONG_USER
from tests.support.client import Answer, Client
from tests.support.examples import A_SECRET, ANOTHER_SECRET, Document, a_car, a_user, bearer, registered
from tests.support.openapi import OURS_DESCRIBED, operation, operations
from tests.support.processes import Server
from tests.support.renders import settled

CHANGING = frozenset(("createdAt", "updatedAt", "accessToken", "askedAt", "finishedAt", "elapsedSeconds"))
"""Members that every answer has anew."""

OF_THE_PICTURE = frozenset(("id", "self", "url", "download", "width", "height", "length", "usualSeconds", "model"))
"""Members that depend on the image model too, which is another one in a test."""


def example(operation_id: str, status: int, described: Document = OURS_DESCRIBED) -> Any:
    _, _, details = operation(described, operation_id)
    (content,) = details["responses"][str(status)]["content"].values()
    return content["example"]


def request_example(operation_id: str, described: Document = OURS_DESCRIBED) -> Any:
    return operation(described, operation_id)[2]["requestBody"]["content"]["application/json"]["example"]


def contents(described: Document) -> Iterator[tuple[str, str, str, Document]]:
    """Operation, status, media type and content of each body; the status of a request is "request"."""
    for _, _, details in operations(described):
        answers = {"request": details.get("requestBody", {}), **details["responses"]}
        for status, body in answers.items():
            for media_type, content in body.get("content", {}).items():
                yield details["operationId"], status, media_type, content


def test_every_answer_and_body_has_an_example_except_pictures() -> None:
    missing = [
        (name, status, media_type)
        for name, status, media_type, content in contents(OURS_DESCRIBED)
        if "example" not in content and status in ("request", "200", "202") and not media_type.startswith("image/")
    ]
    assert missing == []


def test_every_example_has_its_schema() -> None:
    for name, status, _, content in contents(OURS_DESCRIBED):
        if "example" in content:
            schema = {**content["schema"], "components": OURS_DESCRIBED["components"]}
            errors = [error.message for error in Draft202012Validator(schema).iter_errors(content["example"])]
            assert errors == [], (name, status)


@pytest.fixture
def described(http: Client) -> Document:
    answer: Document = http.get("/openapi.json").json()
    return answer


def test_the_examples_of_a_user(server: Callable[..., Server]) -> None:
    http = server().client()
    described = http.get("/openapi.json").json()
    created = http.post("/users", request_example("createUser", described))
    path, token = f"/users/{created.json()['userId']}", created.json()["accessToken"]
    answers = {"createUser": created, "getUser": http.get(path)}
    for name, send in (("replaceUser", http.put), ("updateUser", http.patch)):
        owner = {**bearer(token), "If-Match": http.get(path).headers["ETag"] or ""}
        answers[name] = send(path, request_example(name, described), owner)
    answers["createUserToken"] = http.post(f"{path}/token", request_example("createUserToken"), bearer(token))
    for name, answer in answers.items():
        assert answer.status == 200, name
        assert without(CHANGING, answer.json()) == without(CHANGING, example(name, 200, described)), name
        assert answer.json().keys() == example(name, 200, described).keys()


def test_the_examples_of_a_car(http: Client, described: Document) -> None:
    checked = http.post("/configurations", request_example("checkConfiguration", described)).json()
    assert checked == example("checkConfiguration", 200, described)
    by_code = http.get(f"/configurations/{checked['configuration']['code']}").json()
    assert by_code == example("getConfigurationByCode", 200, described)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("getCatalogue", "/catalogue"),
        ("listVisions", "/palettes"),
        ("getPalettes", "/palettes/deutan"),
        ("getHealth", "/health"),
        ("getOpenApi", "/openapi.json"),
    ],
)
def test_the_shortened_examples_are_parts_of_the_answers(
    name: str, path: str, http: Client, described: Document
) -> None:
    assert is_part(example(name, 200, described), http.get(path).json())


def test_the_examples_of_a_render(here: Server) -> None:
    http = here.client()
    described = http.get("/openapi.json").json()
    asked = http.post("/renders", request_example("createRender", described))
    assert asked.status == 202
    ignored = CHANGING | OF_THE_PICTURE
    assert without(ignored, asked.json()) == without(ignored, example("createRender", 202, described))
    path = asked.json()["links"]["self"].removeprefix(http.url)
    ready = settled(http, path)
    assert without(ignored, ready) == without(ignored, example("getRender", 200, described))
    again = http.post("/renders", request_example("createRender", described))
    assert without(ignored, again.json()) == without(ignored, example("createRender", 200, described))


def test_the_examples_in_schemas_are_in_answers(http: Client) -> None:
    answers = [http.get("/catalogue").json(), http.post("/configurations", {"carConfiguration": a_car()}).json()]
    schemas = OURS_DESCRIBED["components"]["schemas"].values()
    parts = [part for schema in schemas for part in (schema, *schema.get("properties", {}).values())]
    examples = [it for part in parts for it in part.get("examples", ())]
    assert examples
    assert [it for it in examples if not any(contains(answer, it) for answer in answers)] == []


def test_the_example_of_an_idempotency_key_is_one(http: Client) -> None:
    parameters = operation(OURS_DESCRIBED, "createUser")[2]["parameters"]
    headers = {it["name"]: it["example"] for it in parameters if "example" in it}
    user = a_user()
    first, again = (http.post("/users", user, headers).json() for _ in range(2))
    assert first["accessToken"] == again["accessToken"]


def test_the_example_of_a_drawing_is_one(http: Client, described: Document) -> None:
    path, _, details = operation(described, "getDrawing")
    for parameter in details["parameters"]:
        path = path.replace(f"{{{parameter['name']}}}", parameter.get("example", ""))
    answer = http.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] in details["responses"]["200"]["content"]


Send = Callable[[Client], Answer]


def of_a_user(name: str, status: int) -> Send:
    """Provokes what changing a user refuses."""

    def send(http: Client) -> Answer:
        path, token = registered(http)
        match = {"If-Match": '"another"'}
        headers = {401: {}, 403: bearer(ANOTHER_SECRET), 404: bearer(A_SECRET), 412: bearer(token) | match}
        path = "/users/nobody" if status == 404 else path
        if name == "createUserToken":
            return http.post(f"{path}/token", {}, headers.get(status, {}))
        return http.patch(path, {"age": None}, headers.get(status, bearer(token)))

    return send


PROBLEMS: dict[tuple[str, int], Send] = {
    ("createUser", 400): lambda http: http.post("/users", WRONG_USER),
    ("getUser", 404): lambda http: http.get("/users/nobody"),
    **{
        (name, status): of_a_user(name, status)
        for name in ("replaceUser", "updateUser", "deleteUser", "createUserToken")
        for status in (401, 403, 404, 412, 428)
        if name != "createUserToken" or status < 412
    },
    ("checkConfiguration", 400): lambda http: http.post("/configurations", WRONG_CAR),
    ("getConfigurationByCode", 404): lambda http: http.get("/configurations/K7M4"),
    ("getPalettes", 400): lambda http: http.get("/palettes/deutan?severity=strong"),
    ("getPalettes", 404): lambda http: http.get("/palettes/none"),
    ("createRender", 400): lambda http: http.post("/renders", WRONG_RENDER),
    ("getRender", 404): lambda http: http.get("/renders/none"),
    ("getHealth", 401): lambda http: http.get("/health", bearer("guessed")),
}


@pytest.mark.parametrize(("name", "status"), PROBLEMS)
def test_the_example_of_a_problem(name: str, status: int, http: Client) -> None:
    answer = PROBLEMS[name, status](http)
    assert answer.status == status
    assert answer.json() == example(name, status)


def test_every_example_of_a_problem_is_provoked() -> None:
    """Those of limits have tests of their own."""
    shown = {
        (name, int(status))
        for name, status, media_type, content in contents(OURS_DESCRIBED)
        if media_type == "application/problem+json" and "example" in content and status != "429"
    }
    assert shown == PROBLEMS.keys()


def without(names: frozenset[str], document: Any) -> Any:
    """The document without these members, wherever they are."""
    if isinstance(document, dict):
        return {name: without(names, value) for name, value in document.items() if name not in names}
    return [without(names, item) for item in document] if isinstance(document, list) else document


def is_part(example: Any, answer: Any) -> bool:
    """Whether the answer has everything that the example has, and perhaps more."""
    if type(example) is not type(answer):
        return False
    if isinstance(example, dict):
        return all(name in answer and is_part(value, answer[name]) for name, value in example.items())
    if isinstance(example, list):
        return all(any(is_part(item, other) for other in answer) for item in example)
    return bool(example == answer)


def contains(answer: Any, example: Any) -> bool:
    """Whether the example is somewhere in the answer."""
    inner = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    return is_part(example, answer) or any(contains(it, example) for it in inner)
