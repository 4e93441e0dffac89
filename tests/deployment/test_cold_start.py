"""What a cold start does before the first request, and what it doesn't."""

from collections.abc import Callable

import pytest

from tests.support.api_gateway import REST, serving
from tests.support.aws_account import SECRETS, Account, Deployed
from tests.support.client import Visitor
from tests.support.examples import a_user
from tests.support.lambda_function import Function, FunctionFailed
from tests.support.pages import ADA, code_of, hidden_fields
from tests.support.processes import closed_port

Start = Callable[..., Function]
NOT_FOR_AN_API = {
    "configurator.commands", "configurator.web.api.openapi.operations", "configurator.web.pages",
    "configurator.web.setup", "configurator.kiosks.service", "configurator.cars.catalogue_reader",
    "configurator.colour_vision.palettes_reader", "_brotli", "asyncio", "boto3", "botocore", "click", "difflib",
    "email.parser", "flask.cli", "flask.templating", "http.client", "importlib.metadata", "jinja2",
    "segno", "tarfile", "tempfile", "urllib3", "werkzeug.serving", "werkzeug.test", "wtforms", "zappa.handler",
}  # fmt: skip
"""Modules that would cost every start some milliseconds, for what few of them do."""
NOWHERE = f"http://127.0.0.1:{closed_port()}"


@pytest.mark.parametrize(
    ("setting", "value"), [("STORE", "sqlite"), ("PICTURES", "folder"), ("SECRET_KEY_PARAMETER", "")]
)
def test_what_could_not_work_stops_the_start_with_a_sentence(setting: str, value: str, start: Start) -> None:
    with pytest.raises(FunctionFailed, match=f"SettingsError: {setting.removesuffix('_PARAMETER')}"):
        start(**{setting: value})


def test_the_app_is_there_before_the_first_request(start: Start) -> None:
    """Python logs every import with its time."""
    function = start(PYTHONPROFILEIMPORTTIME="1")
    before = function.logged
    assert "configurator.web" in before
    with serving(REST, function.invoke) as url:
        assert Visitor(url).get("/dev/users/nobody").status == 404
    after = function.logged.removeprefix(before)
    assert "configurator" not in after
    assert "botocore" not in after
    assert "openai" not in function.logged
    assert "pydantic" not in function.logged
    told = [line for line in function.logged.splitlines() if line.startswith("import time:")]
    loaded = {line.rpartition("|")[2].strip() for line in told}
    assert {"flask", "configurator.web"} <= loaded
    assert sorted(loaded & NOT_FOR_AN_API) == []


def test_the_first_page_loads_the_pages_and_the_api_goes_on(start: Start) -> None:
    function = start(PYTHONPROFILEIMPORTTIME="1")
    with serving(REST, function.invoke) as url:
        visitor = Visitor(url)
        body = a_user()
        assert visitor.post("/dev/users", body).status == 200
        assert "configurator.web.pages" not in function.logged
        assert visitor.get("/dev/", {"Accept": "text/html"}).status == 200
        assert "configurator.web.pages.home" in function.logged
        assert visitor.get(f"/dev/users/{body['userId']}").json()["name"] == body["name"]
        assert visitor.get("/dev/nowhere", {"Accept": "text/html"}).status == 404


def test_the_key_of_sessions_is_asked_for_by_whoever_saves_and_by_nobody_else(start: Start) -> None:
    """Parameter Store can't be reached. Only requests that need the key fail, and they say what to do."""
    with serving(REST, start(AWS_ENDPOINT_URL_SSM=NOWHERE, AWS_MAX_ATTEMPTS="1").invoke) as url:
        visitor = Visitor(url)
        assert visitor.post("/dev/users", a_user(), {"Cookie": "__Host-profile=something"}).status == 200
        assert visitor.post("/dev/renders", {"code": code_of("cayenne"), "view": "side"}).status == 202
        for path in ("/dev/", "/dev/configure", f"/dev/car/{code_of()}", "/dev/saved"):
            assert visitor.get(path, {"Cookie": "__Host-profile=something"}).status == 200
        refused = visitor.get(f"/dev/you?code={code_of()}", {"Accept": "text/html"})
        assert refused.status == 503
        assert "Nothing was lost" in refused.text


def test_a_key_of_sessions_that_is_too_short_is_not_used(start: Start, account: Account, session_key: str) -> None:
    parameters = account.client("ssm")
    parameters.put_parameter(Name=session_key, Value="short", Type="SecureString", Overwrite=True)
    function = start()
    with serving(REST, function.invoke) as url:
        assert Visitor(url).get(f"/dev/you?code={code_of()}", {"Accept": "text/html"}).status == 503
        assert f"{session_key} is too short: put in 32 random characters or more." in function.logged
        parameters.put_parameter(Name=session_key, Value=SECRETS[session_key], Type="SecureString", Overwrite=True)
        assert Visitor(url).get(f"/dev/you?code={code_of()}", {"Accept": "text/html"}).status == 200


def test_a_form_lives_on_through_another_instance(start: Start) -> None:
    with serving(REST, start().invoke) as first, serving(REST, start().invoke) as second:
        visitor = Visitor(first)
        filled_in = {**hidden_fields(visitor, f"/dev/you?code={code_of()}"), **ADA}
        elsewhere = Visitor(second, cookies=visitor.cookies)
        assert elsewhere.submit("/dev/you", filled_in).status == 303


def test_being_kept_warm_is_no_request_and_the_next_one_finds_it_warm(start: Start) -> None:
    function = start()
    rule = "arn:aws:events:us-east-1:123456789012:rule/zappa-keep-warm-handler.keep_warm_callback"
    assert function.invoke({"detail-type": "Scheduled Event", "resources": [rule]}) is None
    assert '"Route"' not in function.logged
    with serving(REST, function.invoke) as url:
        Visitor(url).get("/dev/health")
    assert '"start": "warm"' in function.logged


def test_no_secret_is_among_the_functions_settings(deployed: Deployed) -> None:
    settings = " ".join(map(str, deployed.configuration["Environment"]["Variables"].values()))
    assert "k" * 43 not in settings
    assert "sk-" not in settings
