"""Marionette, the protocol by which Firefox is driven from outside: JSON behind its length, over TCP.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html (version 3). docs/decisions/two-engines.md
says why these lines take the place of a library.
"""

import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedRWPair
from typing import Any, Self

from tests.support.patience import PATIENCE


class MarionetteError(Exception):
    """Firefox refused a command. `kind` is WebDriver's name of the error."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


@dataclass(slots=True)
class Marionette:
    """A session with one Firefox: one command at a time."""

    _connection: socket.socket
    _stream: BufferedRWPair
    _sent: int = 0

    @classmethod
    def connect(cls, port: int, is_running: Callable[[], bool]) -> Self:
        """Wait for a Firefox that starts. Raises RuntimeError if it ends, or doesn't listen in time."""
        deadline = time.monotonic() + PATIENCE
        while is_running() and time.monotonic() < deadline:
            with suppress(ConnectionRefusedError):
                connection = socket.create_connection(("127.0.0.1", port), timeout=2 * PATIENCE)
                session = cls(connection, connection.makefile("rwb"))
                session._receive()  # it introduces itself
                return session
            time.sleep(0.02)
        raise RuntimeError("Firefox did not start")

    def send(self, command: str, **parameters: object) -> Any:
        """The command's answer. Raises MarionetteError."""
        self._sent += 1
        body = json.dumps([0, self._sent, command, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(body), body))
        self._stream.flush()
        _, _, error, result = self._receive()
        if error:
            raise MarionetteError(error["error"], error["message"])
        return result.get("value", result) if isinstance(result, dict) else result

    def _receive(self) -> Any:
        length = b""
        while (character := self._stream.read(1)) not in (b":", b""):
            length += character
        if not length:
            raise ConnectionResetError("Firefox is gone")
        return json.loads(self._stream.read(int(length)))

    def close(self) -> None:
        self._stream.close()
        self._connection.close()
