"""The HTTP server of `python -m configurator`: waitress, with errors in the same format as the app's."""

import errno
import logging
import socket
from collections.abc import Collection
from functools import partial

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask

from configurator.settings import Settings, SettingsError
from configurator.web.http.json_response import compact_json
from configurator.web.http.problems import PROBLEM_TYPE, problem_document
from configurator.web.http.request_ids import HEADER, request_id_of
from configurator.web.http.security.cors import allowed_origins, readable_by
from configurator.web.http.security.headers import LARGEST_BODY

_SHORT = 64 * 1024
_READ_BY_WAITRESS = {"connection", "content-length", "date", "server"}
_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# The app refuses bodies over 64 KB with a problem. This limit only keeps huge bodies off the disk.
_MAX_BODY = 1024 * 1024
_MAX_HEADER = 32 * 1024
_THREADS = 24
"""Twice as many as sending pictures may use."""
_CONNECTIONS = 800
"""Fewer than the 1024 files that a process can usually open, so a client with a hundred connections blocks nobody."""
_PROXY_HEADERS = {"trusted_proxy_count": 1, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
_DETAILS = {
    413: f"The request body is larger than {LARGEST_BODY // 1024} KB, the limit.",
    431: f"The path and the headers together are larger than {_MAX_HEADER // 1024} KB, the limit.",
}
_HEADERS = {
    "Content-Type": PROBLEM_TYPE,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. With port 0, the system chooses one. Raises SettingsError, whose message says what to change."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise SettingsError(_listen_error(error, host, port)) from None
    except TypeError:  # the standard library's error for a name that isn't ASCII
        raise SettingsError(f"HOST={host!r} is not the name or address of a host.") from None


def serve(app: Flask, listener: socket.socket, settings: Settings) -> None:
    """Serves until SystemExit or KeyboardInterrupt, then finishes the requests in progress."""
    # Only from this address, or from any if it is *, are the headers for the client's address and TLS accepted.
    trusted_proxy = settings.trusted_proxy
    server = create_server(
        app,
        sockets=[listener],
        threads=_THREADS,
        ident=None,
        connection_limit=_CONNECTIONS,
        max_request_header_size=_MAX_HEADER,
        max_request_body_size=_MAX_BODY,
        **(_PROXY_HEADERS | {"trusted_proxy": trusted_proxy} if trusted_proxy else {}),
    )
    server.channel_class = _channel_class(allowed_origins(settings))
    # It would write a line for each request that waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    print(f"Profile is ready: {_address(listener)}", flush=True)
    server.run()


class _Refusal(ErrorTask):  # type: ignore[misc]
    """The answer to a request that never reaches the app, such as one with a Content-Length that is not a number.

    Scripts of the allowed origins may read it at any path: it has nothing of anybody, and the path may be unreadable.
    """

    def __init__(self, allowed: Collection[str], *arguments: object) -> None:
        super().__init__(*arguments)
        self._allowed = allowed

    def execute(self) -> None:
        error, sent = self.request.error, self.request.headers
        detail = _DETAILS.get(error.code) or f"{error.body}."
        body = compact_json(problem_document(error.code, error.reason, detail)).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [
            *_HEADERS.items(),
            (HEADER, request_id_of(sent.get("X_REQUEST_ID"))),
            *readable_by(sent.get("ORIGIN", ""), self._allowed),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class _Answer(WSGITask):  # type: ignore[misc]
    """Sends headers and body together if they are short, in one packet. Waitress would send each by itself."""

    wrote_header: bool
    response_headers: list[tuple[str, str]]

    def write(self, data: bytes) -> None:
        is_whole = 0 < len(data) <= _SHORT and len(data) == self.content_length
        if self.wrote_header or not (is_whole and self.complete and self.has_body):
            super().write(data)
            return
        self.wrote_header = True
        self.content_bytes_written = len(data)
        self.channel.write_soon(self.build_response_header() + data)

    def build_response_header(self) -> bytes:
        """Waitress spells and sorts the names of all headers that it sees. It only needs to see those that it reads."""
        headers, self.response_headers = self.response_headers, []
        lines = []
        for name, value in headers:
            if name.lower() in _READ_BY_WAITRESS:
                self.response_headers.append((name, value))
            else:
                lines.append(f"{name}: {value}\r\n")
        head: bytes = super().build_response_header()
        return head[:-2] + "".join(lines).encode("latin-1") + b"\r\n"

    def set_close_on_finish(self) -> None:
        """Waitress would close a connection after each 204 and 304, because they tell no length."""
        is_asked_to_close = self.version == "1.0" or self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or is_asked_to_close:
            super().set_close_on_finish()


def _channel_class(allowed: Collection[str]) -> type[HTTPChannel]:
    """Waitress's channel with our answers. `allowed` are the origins whose scripts may read a refusal."""

    class Channel(HTTPChannel):  # type: ignore[misc]
        task_class = _Answer
        error_task_class = partial(_Refusal, allowed)

    return Channel


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = _WILDCARDS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen_error(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Use another one: make run PORT={port + 1}"
    reason = (error.strerror or str(error)).partition(" (")[0]
    return f"Profile can't listen on HOST={host}, port {port}: {reason}."
