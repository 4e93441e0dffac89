"""The HTTP server of `python -m configurator`: waitress, whose own refusals come in the shape of the app's."""

import errno
import json
import socket

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from configurator.settings import SettingsError

_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# The app itself refuses bodies over 64 KB with a problem; this only keeps a flood off the disk.
_MAX_BODY = 1024 * 1024
_MAX_HEADER = 32 * 1024
_THREADS = 16
"""Twice as many as pictures may take up."""
_CONNECTIONS = 800
"""Below the 1024 open files that a process usually may have: whoever holds a hundred open shuts nobody out."""
_BELIEVED = {"trusted_proxy_count": 1, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
_SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; with port 0 the system chooses. Raises SettingsError, whose message says what to mend."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise SettingsError(_why_not(error, host, port)) from None
    except TypeError:  # what the standard library makes of a name that can't be put into ASCII
        raise SettingsError(f"HOST={host!r} is not the name or number of a host.") from None


def serve(app: Flask, listener: socket.socket, trusted_proxy: str = "") -> None:
    """Serve until SystemExit or KeyboardInterrupt, then finish what is being answered.

    Only the trusted proxy, an address or *, is believed for whom it asks, and whether that came over TLS.
    """
    server = create_server(
        app,
        sockets=[listener],
        threads=_THREADS,
        ident=None,
        connection_limit=_CONNECTIONS,
        max_request_header_size=_MAX_HEADER,
        max_request_body_size=_MAX_BODY,
        **(_BELIEVED | {"trusted_proxy": trusted_proxy} if trusted_proxy else {}),
    )
    server.channel_class = _Channel
    print(f"Profile is ready: {_address(listener)}", flush=True)
    server.run()


class _Refusal(ErrorTask):  # type: ignore[misc]
    """Answers what no app could understand, such as a Content-Length that is no number."""

    def execute(self) -> None:
        error = self.request.error
        problem = {"type": "about:blank", "title": error.reason, "status": error.code, "detail": f"{error.body}."}
        body = json.dumps(problem).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend({"Content-Type": "application/problem+json", **_SAFE}.items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _Refusal


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = _WILDCARDS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Take another: make run PORT={port + 1}"
    why = (error.strerror or str(error)).partition(" (")[0]
    return f"Profile can't listen on HOST={host}, port {port}: {why}."
