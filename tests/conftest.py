"""What the tests share: a running app, plain HTTP, a DynamoDB engine and a browser, all real."""

import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from configurator.demo.openai_server import OpenAIServer, openai_server
from configurator.renders.store import RenderStore
from configurator.stores.dynamodb import dynamodb_stores
from configurator.stores.sqlite import sqlite_stores
from tests.support.browser import Browsing, chromium
from tests.support.chromium_tab import Chromium
from tests.support.client import Client, Visitor
from tests.support.engine import ENGINES, Engine
from tests.support.firefox import Firefox
from tests.support.firefox import firefox as running_firefox
from tests.support.processes import Server, Site, aws_settings, dynamodb_engine, serving
from tests.support.proxy import Proxy, proxying
from tests.support.staff import SETTINGS as STAFF_SETTINGS
from tests.support.stores import KINDS, Kind, Place, dynamodb_place, sqlite_place

TESTS = Path(__file__).parent
SLOW_LAYERS = ("deployment", "browser", "fuzz", "clients", "commands", "contract", "http")
"""The slowest first; the others come last."""

_running: list[Server] = []

# What Hypothesis times by default tells how busy the machine is, not whether the code is right.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# A shell that runs this in its background ignores Ctrl-C, and the servers that we start would inherit that.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# No test may reach a real account, whatever the shell that runs it is set to.
for _name in [name for name in os.environ if name.startswith(("AWS_", "OPENAI_"))]:
    del os.environ[_name]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app as `make run` starts it, for every test that sees only what it put there itself.

    Renders are off, so no page lists what others made; a user is found only by its id or its owner's cookie. A test
    that makes renders, counts rows, reads files or logs, or breaks something takes `server` instead.
    """
    with serving(tmp_path_factory.mktemp("site"), {}) as server:
        _running.append(server)
        yield Site(server.url)
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
def showroom(server: Callable[..., Server]) -> Server:
    """An app of the test's own, with a PIN for the staff of its kiosks."""
    return server(**STAFF_SETTINGS)


@pytest.fixture
def http(site: Site) -> Client:
    """A mobile app's view of the site: no cookies, no redirects followed."""
    return site.client()


@pytest.fixture
def visitor(site: Site) -> Visitor:
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
    """The settings with which the app speaks to that engine."""
    return aws_settings(dynamodb_endpoint)


@pytest.fixture
def aws_keys(aws_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The same, and this process has its keys too."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, aws_environment[name])
    return aws_environment


@pytest.fixture
def place_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[Kind], Place]]:
    """A place for users of the test's own, empty and without tables yet, in the store that it names."""
    with ExitStack() as stack:

        def make(kind: Kind) -> Place:
            folder = tmp_path / f"users-in-{kind}"
            keys = request.getfixturevalue("aws_keys") if kind == "dynamodb" else {}
            place = sqlite_place(folder) if kind == "sqlite" else dynamodb_place(keys, folder)
            stack.callback(place.close)
            return place

        yield make


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, place_of: Callable[[Kind], Place]) -> Place:
    """A place for users in each store in turn, with its tables."""
    place = place_of(request.param)
    place.open().provision()
    return place


@pytest.fixture
def proxy(aws_keys: dict[str, str]) -> Iterator[Proxy]:
    """Between our client and the engine: it loses or invents answers where a test asks for it."""
    with proxying(aws_keys["AWS_ENDPOINT_URL"]) as proxy:
        yield proxy


@pytest.fixture
def behind_proxy(proxy: Proxy, aws_keys: dict[str, str], tmp_path: Path) -> Iterator[Place]:
    """DynamoDB as it is met through the proxy."""
    place = dynamodb_place({**aws_keys, "AWS_ENDPOINT_URL": proxy.url}, tmp_path / "data")
    place.open().provision()
    yield place
    place.close()


@pytest.fixture(params=("sqlite", "dynamodb"))
def render_store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RenderStore:
    """A store of renders of the test's own, empty, in each kind of store in turn."""
    if request.param == "sqlite":
        return sqlite_stores(tmp_path / "store")[1]
    for name, value in request.getfixturevalue("aws_environment").items():
        monkeypatch.setenv(name, value)
    users, renders, *_ = dynamodb_stores(f"test-{uuid4().hex}-")
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


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    with running_firefox() as running:
        yield running


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each browser in turn; at the end none of its pages may have complained of anything."""
    is_firefox = request.param == "firefox"
    engine: Engine = request.getfixturevalue("firefox") if is_firefox else Chromium(request.getfixturevalue("browser"))
    yield engine
    complaints = engine.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Browsing]:
    """Open pages as a visitor would; at the end none may have complained of anything."""
    browsing = Browsing(browser, site.url)
    yield browsing
    complaints = browsing.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: Browsing) -> Page:
    """A page on a desktop, in light colours, with JavaScript."""
    return open_page()


class DeployTestsTogether(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """One worker runs all of tests/deployment, which share one deployment. Any other test goes to a free worker."""

    def _split_scope(self, nodeid: str) -> str:
        return "deployment" if nodeid.startswith("tests/deployment/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    return DeployTestsTogether(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers begin with the slow layers, so that none waits long for the last test. Each layer stays shuffled."""
    if hasattr(config, "workerinput"):
        items.sort(key=_layer_rank)


def _layer_rank(item: pytest.Item) -> int:
    layer = item.path.relative_to(TESTS).parts[0]
    return SLOW_LAYERS.index(layer) if layer in SLOW_LAYERS else len(SLOW_LAYERS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the servers wrote beside a test that failed."""
    report = yield
    if report.failed:
        report.sections += [(f"output of {server.url}", server.output) for server in _running]
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config) -> None:
    """Ends with what did not run, so that nobody takes a skipped test for a passed one, and how to repeat a failure."""
    skipped: list[pytest.TestReport] = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section(f"NOT TESTED: {len(skipped)} tests", red=True, bold=True)
        for reason in sorted({str(report.longrepr[2]) for report in skipped if isinstance(report.longrepr, tuple)}):
            terminalreporter.line(reason.removeprefix("Skipped: "))
    if exitstatus and (seed := config.getoption("randomly_seed", None)):
        terminalreporter.write_line(f"Run these tests in the same order with PYTEST_ARGS='--randomly-seed={seed}'")
