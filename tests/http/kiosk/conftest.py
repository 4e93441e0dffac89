"""What tests of a kiosk's renders begin with."""

from collections.abc import Callable

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import Server
from tests.support.renders import environment_of
from tests.support.staff import SETTINGS


@pytest.fixture
def shop(server: Callable[..., Server], openai: OpenAIServer) -> Callable[..., Server]:
    """Starts an app that has kiosks, and pictures from the stand-in for OpenAI."""

    def start(**more: str) -> Server:
        return server(**{**environment_of(openai), **SETTINGS, **more})

    return start
