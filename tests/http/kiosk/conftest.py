"""What tests of a kiosk's renders begin with."""

from collections.abc import Callable

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import Server
from tests.support.renders import PIN_HASH, environment_of


@pytest.fixture
def shop(server: Callable[..., Server], openai: OpenAIServer) -> Callable[..., Server]:
    """Starts an app that has kiosks, and pictures from the stand-in for OpenAI."""

    def start(**more: str) -> Server:
        return server(**{**environment_of(openai), "KIOSK_PIN_HASH": PIN_HASH, **more})

    return start
