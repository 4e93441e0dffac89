"""Requests that need no call to the tables, because each call costs money and time."""

from collections.abc import Callable

from tests.support.api_gateway import REST, serving
from tests.support.client import Visitor
from tests.support.lambda_function import Function
from tests.support.pages import code_of
from tests.support.proxy import proxying

BUILD = "/builds/911-track-day"
NEITHER_PERSON_NOR_RENDER = (
    "/configure?model=911-carrera",
    "/open",
    BUILD,
    f"/car/{code_of()}/compare",
    f"/compare?model=911-carrera&car={code_of()}",
    "/colour-vision",
    "/docs",
    "/openapi.json",
    "/catalogue",
    f"/configurations/{code_of()}",
    "/palettes",
    f"/drawings/{code_of()}/side.svg",
    "/health",
    f"/you?code={code_of()}",
    "/saved",
)


def test_what_shows_neither_a_person_nor_a_render_asks_the_tables_for_nothing(
    start: Callable[..., Function], dynamodb_endpoint: str
) -> None:
    with proxying(dynamodb_endpoint) as proxy:
        function = start(AWS_ENDPOINT_URL_DYNAMODB=proxy.url, RATE_LIMITS="off")
        with serving(REST, function.invoke) as url:
            answered = {path: Visitor(url).get(f"/dev{path}").status for path in NEITHER_PERSON_NOR_RENDER}
            assert proxy.calls == []
            assert answered.pop(BUILD) == 303
            assert set(answered.values()) == {200}, answered
            Visitor(url).get("/dev/users/ada")
            assert {call.operation for call in proxy.calls} == {"GetItem"}


def test_the_limits_of_what_needs_no_table_cost_one_call_for_many_requests(
    start: Callable[..., Function], dynamodb_endpoint: str
) -> None:
    with proxying(dynamodb_endpoint) as proxy:
        function = start(AWS_ENDPOINT_URL_DYNAMODB=proxy.url, RATE_LIMIT_READ="1200/day", RATE_LIMIT_DRAW="600/day")
        with serving(REST, function.invoke) as url:
            for path in NEITHER_PERSON_NOR_RENDER:
                Visitor(url).get(f"/dev{path}")
            answer = Visitor(url).get("/dev/catalogue")
    assert answer.headers["RateLimit"].startswith('"read";r=1196;')
    assert [call.operation for call in proxy.calls] == ["UpdateItem", "UpdateItem"]
    counted = {call.parameters["Key"]["scopeAndDay"]["S"].split()[1] for call in proxy.calls}
    assert counted == {"read", "draw"}
