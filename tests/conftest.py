"""What the tests share: a running app, plain HTTP, a DynamoDB engine and a browser, all real."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import Browsing, chromium
from tests.support.client import Client, Visitor
from tests.support.processes import Server, aws_settings, dynamodb_engine, serving

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
        with dynamodb_engine(tmp_path_factory.mktemp("dynamodb")) as engine:
            yield engine.url


@pytest.fixture
def aws_environment(dynamodb_endpoint: str) -> dict[str, str]:
    """The settings with which the app, or boto3, speaks to that engine."""
    return aws_settings(dynamodb_endpoint)


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
