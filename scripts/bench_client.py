"""The HTTP client of `make bench`: many connections in one thread.

It reads no more of an answer than its status and its length, because a Python client that parses the headers takes as
long as the servers do. Ready-made load tools were not used: this one creates a user with each POST, takes turns between
two servers, checks each status, and needs no installation.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import urlsplit

_END_OF_HEADERS = b"\r\n\r\n"
_PATIENCE = 60.0


class Connection:
    """A connection that stays open. `times` are the seconds from each request to the last byte of its answer."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.times: list[float] = []
        self._received = b""
        self._sent_at = 0.0

    def send(self, request: bytes) -> None:
        self._received = b""
        self._sent_at = time.perf_counter()
        self.socket.sendall(request)

    def send_next(self, requests: Iterator[bytes]) -> bool:
        """False if there is no further request."""
        request = next(requests, None)
        if request is not None:
            self.send(request)
        return request is not None

    def receive(self) -> bool:
        """Whether the answer is complete. Raises RuntimeError if it isn't a 200."""
        part = self.socket.recv(65536)
        self._received += part
        if not part or not self._received.startswith(b"HTTP/1.1 200 "[: len(self._received)]):
            raise RuntimeError(f"The server answered {self._received[:100]!r}")
        if not _is_complete(self._received):
            return False
        self.times.append(time.perf_counter() - self._sent_at)
        return True

    def exchange(self, request: bytes) -> None:
        """Sends a request and waits for its answer."""
        self.send(request)
        while not self.receive():
            pass

    def close(self) -> None:
        self.socket.close()


def _is_complete(received: bytes) -> bool:
    head, found, body = received.partition(_END_OF_HEADERS)
    length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
    return bool(found) and len(body) >= int(length)


def send_all(work: Iterable[tuple[Connection, Iterator[bytes]]]) -> float:
    """Each connection sends its next request as soon as it has an answer. Returns the seconds that all took.

    Connections may share an iterator.
    """
    started = time.perf_counter()
    with DefaultSelector() as selector:
        for connection, requests in work:
            if connection.send_next(requests):
                selector.register(connection.socket, EVENT_READ, (connection, requests))
        while selector.get_map():
            for key, _ in selector.select(_PATIENCE):
                connection, requests = key.data
                if connection.receive() and not connection.send_next(requests):
                    selector.unregister(connection.socket)
    return time.perf_counter() - started


def request_bytes(method: str, path: str, body: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{length}\r\n"
    return head.encode() + body
