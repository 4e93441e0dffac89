"""What tests of clients begin with: a real server that has its pictures from the stand-in for OpenAI."""

from collections.abc import Callable

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import Server
from tests.support.renders import environment_of


@pytest.fixture
def here(server: Callable[..., Server], openai: OpenAIServer) -> Server:
    return server(**environment_of(openai))
