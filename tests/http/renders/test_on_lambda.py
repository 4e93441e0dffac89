"""Renders on Lambda: the web function invokes itself, and the worker does the rest. moto answers for Lambda."""

import io
import json
import logging
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from boto3.session import Session
from moto.awslambda.models import LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.server import ThreadedMotoServer
from zappa.handler import LambdaHandler

from configurator.app import worker
from configurator.demo.openai_server import OpenAIServer
from configurator.demo.picture import tiny_png
from configurator.image_model.api_key import read_api_key
from configurator.renders.faults import GenerationFailed
from configurator.renders.job import RenderJob
from configurator.settings import ImageSettings
from tests.support import aws_versions
from tests.support.client import Client
from tests.support.processes import Server, closed_port
from tests.support.renders import ASK, environment_of

ALIAS = "snapstart"
KEYS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_REGION": "us-east-1"}


@dataclass
class Context:
    """What Lambda tells a function about itself."""

    seconds: float = 120.0

    def get_remaining_time_in_millis(self) -> int:
        return int(self.seconds * 1000)


@dataclass
class Invocations:
    """The events of the function's asynchronous invocations. The test runs them itself."""

    url: str
    function: str = field(default_factory=lambda: f"profile-{uuid4().hex}")
    events: list[dict[str, Any]] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    """The version that each event was for, "" for the function as it is."""


@pytest.fixture
def invocations(monkeypatch: pytest.MonkeyPatch) -> Iterator[Invocations]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    made = Invocations("http://{}:{}".format(*server.get_host_and_port()))

    def invoke(function: LambdaFunction, event: dict[str, Any]) -> tuple[str, bool, str]:
        made.events.append(event)
        made.versions.append(function.function_arn.partition(f":function:{made.function}")[2])
        return "", False, ""

    monkeypatch.setattr(LambdaResponse, "invoke", aws_versions.invoke)
    # It would start Docker.
    monkeypatch.setattr(LambdaFunction, "_invoke_lambda", invoke)
    _create_function(made.url, made.function)
    yield made
    server.stop()


def _create_function(url: str, name: str) -> None:
    session = Session("local", "local", region_name="us-east-1")
    role = session.client("iam", endpoint_url=url).create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []})
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("handler.py", "")
    session.client("lambda", endpoint_url=url).create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role["Role"]["Arn"],
        Handler="handler.lambda_handler",
        Code={"ZipFile": archive.getvalue()},
        Publish=True,
    )
    session.client("lambda", endpoint_url=url).create_alias(FunctionName=name, Name=ALIAS, FunctionVersion="1")


@pytest.fixture
def environment(
    invocations: Invocations, openai: OpenAIServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> dict[str, str]:
    """The function's environment, in this process too, because it runs the worker."""
    Session("local", "local", region_name="us-east-1").client("s3", endpoint_url=invocations.url).create_bucket(
        Bucket=invocations.function
    )
    function = {
        "AWS_LAMBDA_FUNCTION_NAME": invocations.function,
        "AWS_ENDPOINT_URL_LAMBDA": invocations.url,
        "AWS_ENDPOINT_URL_S3": invocations.url,
        "PICTURES": f"s3://{invocations.function}/renders",
        **KEYS,
    }
    settings = environment_of(openai, DATA_DIR=str(tmp_path / "shared"), **function)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    worker._worker.cache_clear()
    return settings


@pytest.fixture
def http(server: Callable[..., Server], environment: dict[str, str]) -> Client:
    return server(**environment).client()


def handle(event: dict[str, Any], context: Context) -> None:
    """Runs the command of an event, as Zappa's handler does."""
    function = LambdaHandler.import_module_and_get_function(event["command"])
    LambdaHandler.run_function(function, event, context)


def test_a_request_invokes_the_function_once_more_and_the_worker_finishes_it(
    http: Client, invocations: Invocations, openai: OpenAIServer
) -> None:
    asked = http.post("/renders", ASK)
    assert asked.status == 202
    (event,) = invocations.events
    assert event == {"command": "configurator.app.worker.run", "render": asked.json()["id"]}
    assert openai.calls == [], "the web function itself calls nobody"
    handle(event, Context())
    ready = http.get(asked.location).json()
    assert ready["state"] == "ready"
    assert len(openai.calls) == 1
    shown = http.get(ready["picture"]["url"])
    assert (shown.status, shown.headers["Cache-Control"]) == (302, "private, max-age=600")
    signed = urlsplit(shown.location)
    assert Client(f"http://{signed.netloc}").get(f"{signed.path}?{signed.query}").body == tiny_png()


def test_with_an_alias_the_version_that_it_stands_for_is_invoked(
    server: Callable[..., Server], environment: dict[str, str], invocations: Invocations
) -> None:
    server(**environment).client().post("/renders", ASK)
    server(**environment, FUNCTION_ALIAS=ALIAS).client().post("/renders", {**ASK, "view": "rear"})
    # The second server also invokes a worker for the first one's render.
    assert invocations.versions[0] == ""
    assert set(invocations.versions[1:]) == {":1"}


def test_equal_requests_invoke_it_once(http: Client, invocations: Invocations) -> None:
    for _ in range(10):
        http.post("/renders", ASK)
    assert len(invocations.events) == 1


def test_an_event_that_is_delivered_twice_makes_one_call(
    http: Client, invocations: Invocations, openai: OpenAIServer
) -> None:
    http.post("/renders", ASK)
    for _ in range(2):
        handle(invocations.events[0], Context())
    assert len(openai.calls) == 1


def test_the_next_try_is_another_invocation_with_its_own_time(
    http: Client, invocations: Invocations, openai: OpenAIServer
) -> None:
    openai.behave("busy_for_0", "ready")
    address = http.post("/renders", ASK).location
    handle(invocations.events[0], Context())
    assert (len(openai.calls), len(invocations.events)) == (1, 2)
    handle(invocations.events[1], Context())
    assert http.get(address).json()["state"] == "ready"


def test_a_long_wait_is_left_to_whoever_looks(http: Client, invocations: Invocations, openai: OpenAIServer) -> None:
    openai.behave("busy_for_60")
    address = http.post("/renders", ASK).location
    handle(invocations.events[0], Context(seconds=60))
    assert len(invocations.events) == 1
    assert http.get(address).json()["state"] == "pending"


def test_a_function_that_would_be_ended_in_its_call_makes_none_and_says_what_to_set(
    http: Client, invocations: Invocations, openai: OpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    http.post("/renders", ASK)
    with caplog.at_level(logging.ERROR):
        handle(invocations.events[0], Context(seconds=30))
    assert openai.calls == []
    assert "make deploy" in caplog.text


@pytest.fixture
def allowed(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that workers give to their calls. No call is made."""
    seconds: list[float] = []
    monkeypatch.setattr(RenderJob, "run", lambda _, __, allowed: seconds.append(allowed))
    return seconds


@pytest.mark.parametrize(("setting", "function", "call"), [("", 120, 90), ("200", 230, 200), ("200", 226, 200)])
def test_a_call_may_take_as_long_as_is_set(
    setting: str, function: float, call: float, allowed: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGE_TIMEOUT_SECONDS", setting)
    worker.run({"render": "any"}, Context(seconds=function))
    assert allowed == [call]


def test_a_function_deployed_by_hand_cuts_its_calls_and_says_what_to_do(
    allowed: list[float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("IMAGE_TIMEOUT_SECONDS", "200")
    with caplog.at_level(logging.WARNING):
        worker.run({"render": "any"}, Context(seconds=120))
    assert allowed == [95]
    assert "IMAGE_TIMEOUT_SECONDS=200, but the function ends earlier" in caplog.text
    assert "make deploy" in caplog.text


@pytest.mark.parametrize("event", [{"render": None}, {}, {"render": "../../etc/passwd"}, {"render": ["a"]}])
def test_an_event_about_nothing_does_nothing(event: dict[str, Any], environment: dict[str, str]) -> None:
    worker.run(event, Context())


def test_lambda_out_of_reach_leaves_the_render_waiting(
    server: Callable[..., Server], environment: dict[str, str]
) -> None:
    away = f"http://127.0.0.1:{closed_port()}"
    here = server(**{**environment, "AWS_ENDPOINT_URL_LAMBDA": away, "AWS_MAX_ATTEMPTS": "1"})
    asked = here.client().post("/renders", ASK)
    assert (asked.status, asked.json()["state"]) == (202, "pending")
    assert "can't be invoked" in here.output


def test_the_key_is_read_from_parameter_store(invocations: Invocations, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**KEYS, "AWS_ENDPOINT_URL_SSM": invocations.url}.items():
        monkeypatch.setenv(name, value)
    ssm = Session().client("ssm", region_name="us-east-1")
    ssm.put_parameter(Name="/profile/openai", Value="sk-from-afar\n", Type="SecureString")
    assert read_api_key(ImageSettings(api_key_parameter="/profile/openai")) == "sk-from-afar"
    ssm.put_parameter(Name="/profile/openai", Value="sk-in two", Type="SecureString", Overwrite=True)
    for name in ("/profile/openai", "/profile/none"):
        with pytest.raises(GenerationFailed, match="bad_key"):
            read_api_key(ImageSettings(api_key_parameter=name))
