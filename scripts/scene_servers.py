"""The servers that scenes need, with a stand-in for OpenAI."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from configurator.demo.openai_server import OpenAIServer, openai_server
from scripts.scene import SETTINGS, Scene
from tests.support.processes import Server, serving


@dataclass
class Servers:
    """A server for each of SETTINGS, with an empty data folder, started when it is first needed."""

    folder: Path
    openai: OpenAIServer
    stack: ExitStack
    _running: dict[str, Server] = field(default_factory=dict)

    def prepared(self, scene: Scene) -> str:
        """The address of the scene's server; the stand-in for OpenAI behaves as the scene says."""
        self.openai.behave(scene.behaves)
        return self.address(scene.server)

    def address(self, settings: str) -> str:
        if settings not in self._running:
            key = {"OPENAI_API_KEY": "stand-in", "OPENAI_BASE_URL": self.openai.url, "SECRET_KEY": "the same for all"}
            server = serving(self.folder / settings, {**key, "IMAGE_CLIENT_DAILY": "1000", **SETTINGS[settings]})
            self._running[settings] = self.stack.enter_context(server)
        return self._running[settings].url


@contextmanager
def scene_servers() -> Iterator[Servers]:
    with (
        tempfile.TemporaryDirectory() as folder,
        openai_server(seconds=0.2, stamped=True) as openai,
        ExitStack() as stack,
    ):
        yield Servers(Path(folder), openai, stack)
