"""A server that answers with any bytes, over plain TCP or TLS: for answers that no HTTP server would send."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ssl import SSLContext
from threading import Thread
from typing import BinaryIO, cast

from tests.support.patience import PATIENCE


@dataclass
class RawServer:
    """`answer` gets the number of a request, from 1 on, and returns what is sent. None closes the connection.

    It closes each connection after `closes_after` answers.
    """

    answer: Callable[[int], bytes | None]
    tls: SSLContext | None = None
    closes_after: int = 1_000_000
    port: int = 0
    connections: int = 0
    ended: int = 0
    """How many of the connections are closed."""
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the listener is closed
            while True:
                plain = listener.accept()[0]
                self.connections += 1
                Thread(target=self._serve_one, args=[plain], daemon=True).start()

    def _serve_one(self, plain: socket.socket) -> None:
        plain.settimeout(PATIENCE)
        with suppress(OSError), self.tls.wrap_socket(plain, server_side=True) if self.tls else plain as connection:
            stream = connection.makefile("rb")
            with stream:
                for _ in range(self.closes_after):
                    request = _read(cast("BinaryIO", stream))
                    self.requests.append(request)
                    answer = self.answer(len(self.requests))
                    if not request or answer is None:
                        return
                    connection.sendall(answer)
        self.ended += 1


def _read(stream: BinaryIO) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            raise OSError
        head += line
    length = next((int(it.split(b":")[1]) for it in head.lower().split(b"\r\n") if it.startswith(b"content-length")), 0)
    return head + stream.read(length)


@contextmanager
def raw_server(answer: Callable[[int], bytes | None], **more: object) -> Iterator[RawServer]:
    """Runs a server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = RawServer(answer, port=listener.getsockname()[1], **more)  # type: ignore[arg-type]
        thread = Thread(target=server.serve, args=[listener], daemon=True)
        thread.start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(PATIENCE)
