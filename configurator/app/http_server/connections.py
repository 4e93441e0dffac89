"""How long the server waits for clients, and which connection it closes when there are too many."""

import socket
import time
from collections.abc import Collection
from contextlib import suppress
from operator import itemgetter
from typing import Any, Final, cast

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from configurator.app.http_server.answers import Answer
from configurator.app.http_server.refused import Refused
from configurator.app.http_server.request_parser import RequestParser

REQUEST_SECONDS: Final = 60
"""For a whole request, from its first byte. 64 KB, the largest body, then need 9 kbit/s."""
IDLE_SECONDS: Final = 120
"""Between two requests. Longer than proxies keep connections, so that none sends a request while we close."""
_LINGER_SECONDS = 2
_READ_AT_ONCE = 64 * 1024
CONNECTIONS: Final = 800
"""Fewer than the 1024 files that a process can usually open and `select` can watch."""
_CROWDED = CONNECTIONS - 100

_Socket = socket.socket

_SLOW = f"The request was not complete after {REQUEST_SECONDS} seconds. Send it again, faster."


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection. `lingers`: when it is closed, the rest of what the client sends is read for a moment."""

    task_class = Answer
    parser_class = RequestParser
    request: RequestParser | None
    socket: _Socket | None
    lingers = False

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self._active_at = time.monotonic()

    @property
    def waiting_since(self) -> float | None:
        """Since when the client keeps us waiting, by the monotonic clock: for the end of a request, or for any sign of
        life. None while a request is answered."""
        if self.requests:
            return None
        return self.request.begun_at if self.request else self._active_at

    def keep_time(self, now: float) -> None:
        """Ends what takes too long."""
        waited = now - (self.waiting_since or now)
        if self.request and waited > REQUEST_SECONDS:
            self._refuse_slow()
        elif not self.request and waited > IDLE_SECONDS:
            self.will_close = True

    def _refuse_slow(self) -> None:
        with self.requests_lock:
            request, self.request = cast(RequestParser, self.request), None
            request.refuse(Refused(408, _SLOW))
            self.requests.append(request)
        self.server.add_task(self)

    def service(self) -> None:
        super().service()
        self._active_at = time.monotonic()

    def handle_read(self) -> None:
        self._active_at = time.monotonic()
        super().handle_read()

    def handle_write(self) -> None:
        self._active_at = time.monotonic()
        super().handle_write()

    def handle_close(self) -> None:
        kept = self.socket if self.lingers and self.connected else None
        if kept:
            self.socket = None
        super().handle_close()
        if kept:
            _Lingering(kept, self._map)


class _Lingering(wasyncore.dispatcher):  # type: ignore[misc]
    """A connection that was closed after a refusal. A client that still sends would never see the answer, because
    closing a socket with unread bytes resets it. So they are read for a moment, and dropped."""

    def __init__(self, connection: socket.socket, connections: dict[int, object]) -> None:
        super().__init__(connection, connections)
        self._began_at = time.monotonic()
        self._is_over = False
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)

    def keep_time(self, now: float) -> None:
        self._is_over = now - self._began_at > _LINGER_SECONDS

    def writable(self) -> bool:
        return self._is_over

    def handle_read(self) -> None:
        self.recv(_READ_AT_ONCE)

    def handle_write(self) -> None:
        self.close()

    def handle_close(self) -> None:
        self.close()


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Waitress's server, which keeps the time of its connections, and makes room for new ones.

    `liveness_paths` are those at which it is asked whether the app is alive.
    """

    channel_class: type[Channel]
    liveness_paths: Collection[str] = ()
    _next_look = 0.0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._liveness = ThreadedTaskDispatcher()
        self._liveness.set_thread_count(1)

    def add_task(self, task: Channel) -> None:
        """A thread of its own answers whether the app is alive, even while all others wait for something."""
        if self._asks_if_alive(task.requests[0]):
            self._liveness.add_task(task)
        else:
            super().add_task(task)

    def _asks_if_alive(self, request: RequestParser) -> bool:
        """Without a token, so that the answer needs no store."""
        return not request.error and request.path in self.liveness_paths and "AUTHORIZATION" not in request.headers

    def readable(self) -> bool:
        """Waitress's loop asks this at least once a second."""
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + 1
            for connection in self._map.values():
                if isinstance(connection, Channel | _Lingering):
                    connection.keep_time(now)
        readable: bool = super().readable()
        return readable

    def maintenance(self, now: float) -> None:
        """Waitress's own, by a clock that may be set back, has nothing left to do."""

    def handle_accept(self) -> None:
        if len(self.active_channels) >= _CROWDED:
            self._let_one_go()
        super().handle_accept()

    def _let_one_go(self) -> None:
        """Whoever keeps us waiting longest, so that a crowd of slow clients keeps nobody out."""
        waiting = [(since, channel) for channel in self.active_channels.values() if (since := channel.waiting_since)]
        if waiting:
            min(waiting, key=itemgetter(0))[1].will_close = True
