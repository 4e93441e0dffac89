"""What tests of renders over HTTP begin with."""

from collections.abc import Callable

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import Server
from tests.support.renders import environment_of


@pytest.fixture
def here(server: Callable[..., Server], openai: OpenAIServer) -> Server:
    """An app that has its pictures from the stand-in for OpenAI."""
    return server(**environment_of(openai))
