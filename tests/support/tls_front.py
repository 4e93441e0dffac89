"""TLS in front of a server, as a reverse proxy would put it there: it passes the bytes on."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from ssl import SSLContext
from threading import Thread

from tests.support.certificates import certificate

_MOST = 65536


@contextmanager
def tls_front(folder: Path, listener: socket.socket, port: int) -> Iterator[None]:
    """Passes what arrives at the listener over TLS on to a plain server on this machine."""
    _, context = certificate(folder)
    listener.listen()
    with listener:
        Thread(target=_accept, args=[listener, context, port], daemon=True).start()
        yield


def _accept(listener: socket.socket, context: SSLContext, port: int) -> None:
    with suppress(OSError):  # the listener is closed
        while True:
            Thread(target=_join, args=[listener.accept()[0], context, port], daemon=True).start()


def _join(plain: socket.socket, context: SSLContext, port: int) -> None:
    with (
        suppress(OSError),
        context.wrap_socket(plain, server_side=True) as visitor,
        socket.create_connection(("127.0.0.1", port)) as server,
    ):
        Thread(target=_copy, args=[server, visitor], daemon=True).start()
        _copy(visitor, server)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while received := source.recv(_MOST):
            target.sendall(received)
        target.shutdown(socket.SHUT_RDWR)
