"""Each test of renders in a browser has an app of its own, with its own store and its own stand-in for OpenAI."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page

from configurator.demo.openai_server import OpenAIServer
from tests.support.browser import Browsing
from tests.support.pages import code_of
from tests.support.processes import Server
from tests.support.renders import environment_of


@pytest.fixture
def shop(server: Callable[..., Server], openai: OpenAIServer) -> Iterator[Server]:
    """An app that gets its pictures from the stand-in for OpenAI."""
    yield server(**environment_of(openai))
    openai.released.set()


@pytest.fixture
def visit(open_page: Browsing, shop: Server) -> Callable[..., Page]:
    """Open a blank page of the shop, without motion unless a test is about it: moving needles cost processor time."""
    return partial(open_page, url=shop.url, reduced_motion="reduce")


@pytest.fixture
def code() -> str:
    """A car's code."""
    return code_of()
