"""Keep-alive connections to one AWS service."""

import os
import ssl
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from select import POLLIN, poll
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit
from weakref import finalize


class Timeouts(NamedTuple):
    """Seconds to wait for a connection, with its TLS handshake, and for each part of an answer."""

    connect: float
    read: float


class Answer(NamedTuple):
    """A server's answer. The names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Unreachable(OSError):
    """No connection could be made, so the server has not seen the request."""


class ConnectionBroke(OSError):
    """The connection broke, the server took too long, or its answer is no HTTP. It may have done what was asked."""


class Connections:
    """Connections to the server at `url`, kept open for later requests. Threads can share them.

    TLS is verified with the platform's certificates, or those in AWS_CA_BUNDLE.
    """

    def __init__(self, url: str, timeouts: Timeouts) -> None:
        parts = urlsplit(url)
        self.host = parts.netloc
        self._name, self._port, self._is_tls = parts.hostname or "", parts.port, parts.scheme == "https"
        self.path = parts.path or "/"
        self._timeouts = timeouts
        self._context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE")) if self._is_tls else None
        self._idle: deque[HTTPConnection] = deque()
        # Who forgets to close a store leaves no open sockets behind.
        finalize(self, _close_all, self._idle)

    def post(self, headers: Mapping[str, str], body: bytes, *, fresh: bool = False) -> Answer:
        """Sends a request, over a new connection with `fresh`. Raises Unreachable or ConnectionBroke."""
        connection = (None if fresh else self._kept()) or self._connected()
        try:
            connection.request("POST", self.path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        except (OSError, HTTPException) as error:
            connection.close()
            raise ConnectionBroke from error
        self._idle.append(connection)
        return answer

    def close(self) -> None:
        """Closes the idle connections. Later requests open new ones."""
        _close_all(self._idle)

    def _kept(self) -> HTTPConnection | None:
        """An idle connection that the server has not closed. The last one used comes first."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:  # another thread was faster
                return None
            if not _is_readable(connection):
                return connection
            connection.close()
        return None

    def _connected(self) -> HTTPConnection:
        connection = self._new()
        try:
            connection.connect()
        except (OSError, HTTPException) as error:
            connection.close()
            raise Unreachable from error
        connection.sock.settimeout(self._timeouts.read)
        return connection

    def _new(self) -> HTTPConnection:
        kind: Callable[..., HTTPConnection] = HTTPConnection
        if self._context:
            kind = partial(HTTPSConnection, context=self._context)
        proxy = self._proxy()
        if proxy is None:
            return kind(self._name, self._port, timeout=self._timeouts.connect)
        connection = kind(proxy.hostname or "", proxy.port, timeout=self._timeouts.connect)
        connection.set_tunnel(self._name, self._port)
        return connection

    def _proxy(self) -> SplitResult | None:
        """The proxy in HTTP_PROXY or HTTPS_PROXY, unless NO_PROXY excludes this server."""
        if not any(name.lower().endswith("_proxy") for name in os.environ):
            return None
        from urllib.request import getproxies, proxy_bypass

        proxy = getproxies().get("https" if self._is_tls else "http")
        return urlsplit(proxy) if proxy and not proxy_bypass(self.host) else None


def _close_all(connections: deque[HTTPConnection]) -> None:
    while connections:
        connections.pop().close()


def _is_readable(connection: HTTPConnection) -> bool:
    """Between two requests there is nothing to read but the end of the connection."""
    events = poll()
    events.register(connection.sock, POLLIN)
    return bool(events.poll(0))
