"""A shop of renders for the tests in a browser: one server, one stand-in for OpenAI, and a car for each test."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page

from configurator.demo.openai_server import OpenAIServer, openai_server
from tests.support.browser import Browsing
from tests.support.pages import OURS, code_of
from tests.support.processes import Server, serving
from tests.support.renders import environment_of

PAINTS = [paint.id for paint in OURS.paints if paint.available.admits(OURS.models[0])]
CODES = iter([code_of(color=paint, tire=tire) for tire in ("rs-spyder-20-21", "carrera-s-20-21") for paint in PAINTS])


@pytest.fixture(scope="session")
def painter() -> Iterator[OpenAIServer]:
    with openai_server() as running:
        yield running


@pytest.fixture(scope="session")
def shop(painter: OpenAIServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("shop"), environment_of(painter, IMAGE_CLIENT_DAILY="1000")) as running:
        yield running


@pytest.fixture
def openai(painter: OpenAIServer) -> Iterator[OpenAIServer]:
    painter.released.clear()
    painter.behave("ready")
    yield painter
    painter.released.set()


@pytest.fixture
def visit(open_page: Browsing, shop: Server, openai: OpenAIServer) -> Callable[..., Page]:
    """Open a blank page of the shop."""
    return partial(open_page, url=shop.url)


@pytest.fixture
def code() -> str:
    return next(CODES)
