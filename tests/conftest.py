"""What the tests share: a running app, plain HTTP, a DynamoDB engine and a browser, all real."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from configurator.stores.dynamodb import dynamodb_stores
from configurator.stores.renders import RenderStore
from configurator.stores.sqlite import sqlite_stores
from tests.support.browser import Browsing, chromium
from tests.support.client import Client, Visitor
from tests.support.openai_server import OpenAIServer, openai_server
from tests.support.processes import Server, dynamodb_engine, serving

_running: list[Server] = []

# No test may reach a real account, whatever the shell that runs it is set to.
for _name in [name for name in os.environ if name.startswith(("AWS_", "OPENAI_"))]:
    del os.environ[_name]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app as `make run` starts it, with an empty SQLite store, for all tests that need nothing else."""
    with serving(tmp_path_factory.mktemp("site"), {}) as server:
        _running.append(server)
        yield server
        _running.remove(server)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start an app of the test's own: `server(STORE="dynamodb", ...)`, as many as it likes."""
    started = 0
    with ExitStack() as stack:

        def start(**environment: str) -> Server:
            nonlocal started
            started += 1
            running = stack.enter_context(serving(tmp_path / f"server-{started}", environment))
            _running.append(running)
            stack.callback(_running.remove, running)
            return running

        yield start


@pytest.fixture
def http(site: Server) -> Client:
    """A mobile app's view of the site: no cookies, no redirects followed."""
    return site.client()


@pytest.fixture
def visitor(site: Server) -> Visitor:
    """A browser's view of the site without the browser: it keeps cookies."""
    return site.visitor()


@pytest.fixture(scope="session")
def dynamodb_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real DynamoDB engine: ours, or the one that DYNAMODB_ENDPOINT names."""
    if given := os.environ.get("DYNAMODB_ENDPOINT"):
        yield given
    else:
        with dynamodb_engine(tmp_path_factory.mktemp("dynamodb")) as address:
            yield address


@pytest.fixture
def aws_environment(dynamodb_endpoint: str) -> dict[str, str]:
    """The settings with which the app, or boto3, speaks to that engine."""
    return {
        "AWS_ENDPOINT_URL": dynamodb_endpoint,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
    }


@pytest.fixture(params=("sqlite", "dynamodb"))
def render_store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RenderStore:
    """A store of renders of the test's own, empty, in each kind of store in turn."""
    if request.param == "sqlite":
        return sqlite_stores(tmp_path / "store")[1]
    for name, value in request.getfixturevalue("aws_environment").items():
        monkeypatch.setenv(name, value)
    users, renders = dynamodb_stores(f"test-{uuid4().hex}-")
    users.provision()
    return renders


@pytest.fixture
def openai() -> Iterator[OpenAIServer]:
    """A stand-in for OpenAI, which answers with a picture until it is told to misbehave."""
    with openai_server() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, site: Server) -> Iterator[Browsing]:
    """Open pages as a visitor would; at the end none may have complained of anything."""
    browsing = Browsing(browser, site.url)
    yield browsing
    complaints = browsing.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: Browsing) -> Page:
    """A page on a desktop, in light colours, with JavaScript."""
    return open_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the servers wrote beside a test that failed."""
    report = yield
    if report.failed:
        report.sections += [(f"output of {server.url}", server.output) for server in _running]
    return report
