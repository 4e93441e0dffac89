"""Passes TCP connections on unchanged, and notes what each was used for: who keeps connections open can't hide it."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_CALL = re.compile(rb"Credential=([^/]+)/")


@dataclass(slots=True)
class Connection:
    """`keys` has the access key id of each request, in order."""

    keys: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Wiretap:
    url: str = ""
    connections: list[Connection] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        return [key for connection in self.connections for key in connection.keys]


@contextmanager
def tapping(server: str) -> Iterator[Wiretap]:
    """A wiretap in front of the HTTP server at this address."""
    where, wiretap = urlsplit(server), Wiretap()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wiretap.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        threading.Thread(target=_accept, args=(listener, (where.hostname, where.port), wiretap), daemon=True).start()
        yield wiretap


def _accept(listener: socket.socket, server: tuple[str, int], wiretap: Wiretap) -> None:
    with suppress(OSError):  # the listener is closed at the end
        while True:
            client, connection = listener.accept()[0], Connection()
            wiretap.connections.append(connection)
            threading.Thread(target=_connect, args=(client, server, connection.keys), daemon=True).start()


def _connect(client: socket.socket, server: tuple[str, int], keys: list[str]) -> None:
    with client, socket.create_connection(server) as upstream:
        back = threading.Thread(target=_pass_on, args=(upstream, client, []), daemon=True)
        back.start()
        _pass_on(client, upstream, keys)
        back.join()


def _pass_on(source: socket.socket, target: socket.socket, keys: list[str]) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            keys += [key.decode() for key in _CALL.findall(data)]
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
