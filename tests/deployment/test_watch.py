"""Alarms and the dashboard use metrics that exist: the app's own, as in its log, and AWS's."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple, get_args
from urllib.parse import urlsplit

import pytest

from configurator.demo.openai_server import OpenAIServer
from configurator.renders.render import RenderState
from tests.deployment.conftest import Stage
from tests.support.api_gateway import REST
from tests.support.aws_account import Account, metrics_in
from tests.support.infra import INFRA, block
from tests.support.lambda_function import Function
from tests.support.pages import code_of
from tests.support.processes import closed_port
from tests.support.renders import eventually, settled

WATCH = (INFRA / "watch.tf").read_text()
OWN = "Profile"
SOME_RENDER = f"{'0' * 32}-{'0' * 32}"
OF_AWS = {
    ("AWS/ApiGateway", "Count"), ("AWS/ApiGateway", "4XXError"), ("AWS/ApiGateway", "5XXError"),
    ("AWS/ApiGateway", "Latency"), ("AWS/Lambda", "ConcurrentExecutions"), ("AWS/Lambda", "Errors"),
    ("AWS/Lambda", "Throttles"), ("AWS/DynamoDB", "ConsumedReadCapacityUnits"),
    ("AWS/DynamoDB", "ConsumedWriteCapacityUnits"),
}  # fmt: skip
"""As AWS's documentation names them."""


class Metric(NamedTuple):
    namespace: str
    name: str
    dimensions: frozenset[str]


def watched_by_alarms() -> Iterator[Metric]:
    for alarm in block("locals", "alarms").values():
        yield Metric(alarm["namespace"], alarm["metric"], frozenset(_names(alarm["dimensions"])))


def _names(dimensions: Any) -> list[str]:
    """The names in a set of dimensions in watch.tf, with those merged into it."""
    if not dimensions:
        return []
    known, added = re.findall(r"local\.(\w+)", dimensions), re.findall(r"(\w+) =", dimensions)
    return [*block("locals", known[0]), *added]


def watched_by_the_dashboard() -> Iterator[Metric]:
    for dimensions, name in re.findall(r'"\{Profile,([A-Za-z,]+)\}.*MetricName=\\"(\w+)\\"', WATCH):
        yield Metric(OWN, name, frozenset(dimensions.split(",")))
    for name in re.findall(r'\["Profile", "(\w+)", "Stage", local\.stage', WATCH):
        yield Metric(OWN, name, frozenset({"Stage"}))


def written(lines: Iterable[dict[str, Any]]) -> Iterator[Metric]:
    for line in lines:
        for directive in line["_aws"]["CloudWatchMetrics"]:
            for metric, dimensions in product(directive["Metrics"], directive["Dimensions"]):
                yield Metric(directive["Namespace"], metric["Name"], frozenset(dimensions))


def closures(account: Account) -> list[int]:
    return [line["Closures"] for line in account.workers_metrics() if "Closures" in line]


@pytest.fixture
def closing(stage: Stage, openai: OpenAIServer) -> Iterator[None]:
    """OpenAI refuses the key during a render. Then it accepts the key again, and the doctor reopens renders."""
    openai.behave("bad_key")
    client = stage.visit(REST)
    asked = client.post("/dev/renders", {"code": code_of("macan"), "view": "side"})
    assert asked.status == 202, asked.text
    assert settled(client, urlsplit(asked.location).path)["state"] == "failed"
    yield
    openai.behave("ready")
    code, said = stage.operator.run("-m", "configurator.deployment.operate", "dev", "doctor")
    assert code == 0, said
    assert "are open again" in said


@pytest.mark.usefixtures("closing")
def test_what_is_watched_of_the_app_is_what_it_writes(account: Account, stage: Stage) -> None:
    of_the_app = {it for it in [*watched_by_alarms(), *watched_by_the_dashboard()] if it.namespace == OWN}
    assert {it.name for it in of_the_app} == {"BudgetLeft", "Closures", "Latency", "RenderCost", "Renders"}
    assert eventually(lambda: closures(account)[-1:] == [1])
    assert of_the_app <= set(written([*account.workers_metrics(), *metrics_in(stage.function.logged)]))


def test_what_is_watched_of_aws_is_what_it_has() -> None:
    watched = set(re.findall(r'"(AWS/\w+)",(?: metric =)? "(\w+)"', WATCH))
    watched |= {
        ("AWS/ApiGateway", name) for name in re.findall(r'"(\w+)"', WATCH.split("for metric in [")[1].split("]")[0])
    }
    assert watched <= OF_AWS
    assert len(watched) > 6
    assert set(block("locals", "gateway")) == {"ApiName", "Stage"}
    assert set(block("locals", "lambda")) == {"FunctionName"}


def test_the_state_that_wakes_somebody_is_one_that_a_render_has() -> None:
    (state,) = re.findall(r'State = "(\w+)"', WATCH)
    assert state in get_args(RenderState)


def test_a_worker_that_can_do_nothing_is_seen_by_the_alarm_of_errors(start: Callable[..., Function]) -> None:
    pattern = block("resource", "aws_cloudwatch_log_metric_filter", "errors", "pattern")
    function = start(AWS_ENDPOINT_URL_DYNAMODB=f"http://127.0.0.1:{closed_port()}", AWS_MAX_ATTEMPTS="1")
    assert function.invoke({"command": "configurator.app.worker.run", "render": SOME_RENDER}) is None
    assert pattern.strip('\\"') in function.logged
