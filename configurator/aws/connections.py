"""Keep-alive connections to one AWS service."""

import os
import socket
from collections import deque
from collections.abc import Mapping
from functools import cached_property
from select import POLLIN, poll
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast
from urllib.parse import SplitResult, urlsplit
from weakref import finalize

from configurator.aws.errors import AWSSettingsError
from configurator.aws.http_answer import Answer, read_answer

if TYPE_CHECKING:
    from ssl import SSLContext


class Timeouts(NamedTuple):
    """Seconds to wait for a connection, with its TLS handshake, and for each part of an answer."""

    connect: float
    read: float


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
        self.host = parts.netloc.rpartition("@")[2]
        self.path = parts.path or "/"
        self._is_tls = parts.scheme == "https"
        self._address = (parts.hostname or "", parts.port or (443 if self._is_tls else 80))
        self._timeouts = timeouts
        self._idle: deque[_Connection] = deque()
        # Who forgets to close a store leaves no open sockets behind.
        finalize(self, _close_all, self._idle)

    def prepare(self) -> None:
        """Loads what the first connection needs. Raises AWSSettingsError if AWS_CA_BUNDLE can't be read."""
        if self._is_tls:
            _ = self._context

    def post(self, headers: Mapping[str, str], body: bytes, *, fresh: bool = False) -> Answer:
        """Sends a request with these headers and a length; over a new connection if `fresh`.

        Raises Unreachable, ConnectionBroke, or AWSSettingsError if AWS_CA_BUNDLE can't be read.
        """
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST {self.path} HTTP/1.1\r\n{lines}user-agent: Profile\r\ncontent-length: {len(body)}\r\n\r\n"
        connection = (None if fresh else self._kept()) or self._connected()
        try:
            answer = connection.exchange(head.encode() + body)
        except (OSError, ValueError) as error:
            connection.close()
            raise ConnectionBroke from error
        if answer.is_last:
            connection.close()
        else:
            self._idle.append(connection)
        return answer

    def close(self) -> None:
        """Closes the idle connections. Later requests open new ones."""
        _close_all(self._idle)

    def _kept(self) -> "_Connection | None":
        """An idle connection that the server has not closed. The last one used comes first."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:  # another thread was faster
                return None
            if not connection.has_ended():
                return connection
            connection.close()
        return None

    def _connected(self) -> "_Connection":
        try:
            return _Connection(self._open_socket(), self._timeouts.read)
        except OSError as error:
            raise Unreachable from error

    def _open_socket(self) -> socket.socket:
        self.prepare()
        plain = self._tunnel() or socket.create_connection(self._address, self._timeouts.connect)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not self._is_tls:
            return plain
        try:
            return self._context.wrap_socket(plain, server_hostname=self._address[0])
        except OSError:
            plain.close()
            raise

    @cached_property
    def _context(self) -> "SSLContext":
        import ssl

        bundle = os.environ.get("AWS_CA_BUNDLE")
        try:
            return ssl.create_default_context(cafile=bundle)
        except OSError:
            raise AWSSettingsError(f"AWS_CA_BUNDLE={bundle} has no certificates that can be read") from None

    def _tunnel(self) -> socket.socket | None:
        """A connection through the proxy, if one is set."""
        proxy = self._proxy()
        if proxy is None:
            return None
        from http.client import HTTPConnection, HTTPException

        through = HTTPConnection(proxy.hostname or "", proxy.port, timeout=self._timeouts.connect)
        through.set_tunnel(*self._address)
        try:
            through.connect()
        except HTTPException as error:
            raise OSError from error
        return cast("socket.socket", through.sock)

    def _proxy(self) -> SplitResult | None:
        """The proxy in HTTP_PROXY or HTTPS_PROXY, unless NO_PROXY excludes this server."""
        if not any(name.lower().endswith("_proxy") for name in os.environ):
            return None
        from urllib.request import getproxies, proxy_bypass

        proxy = getproxies().get("https" if self._is_tls else "http")
        return urlsplit(proxy) if proxy and not proxy_bypass(self.host) else None


class _Connection:
    def __init__(self, connected: socket.socket, timeout: float) -> None:
        connected.settimeout(timeout)
        self._socket = connected
        self._stream = cast("BinaryIO", connected.makefile("rb"))

    def exchange(self, request: bytes) -> Answer:
        self._socket.sendall(request)
        return read_answer(self._stream)

    def has_ended(self) -> bool:
        """Between two requests there is nothing to read but the end of the connection."""
        events = poll()
        events.register(self._socket, POLLIN)
        return bool(events.poll(0))

    def close(self) -> None:
        self._stream.close()
        self._socket.close()


def _close_all(connections: "deque[_Connection]") -> None:
    while connections:
        connections.pop().close()
