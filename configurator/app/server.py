"""The HTTP server of `python -m configurator`: waitress, but stricter, and with errors in the app's format."""

import errno
import logging
import socket
from functools import partial
from urllib.parse import urlsplit

from flask import Flask

from configurator.app.http_server.connections import CONNECTIONS, Channel, Server
from configurator.app.http_server.proxies import behind_proxies
from configurator.app.http_server.refusals import MAX_HEAD, Refusal
from configurator.settings import Settings, SettingsError
from configurator.web.http.security.cors import allowed_origins

_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# The app refuses bodies over 64 KB with a problem. This limit only keeps huge bodies off the disk.
_MAX_BODY = 1024 * 1024
_HEALTH = "/health"
_THREADS = 24
"""Three times as many as may wait for reads of a slow store, or for writes of it."""


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
    trusted, count = settings.trusted_proxy, settings.trusted_proxy_count
    server = Server(
        behind_proxies(app, trusted, count) if trusted else app,
        _sock=listener,
        bind_socket=False,
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        threads=_THREADS,
        ident=None,
        clear_untrusted_proxy_headers=False,  # nothing else reads them
        connection_limit=CONNECTIONS,
        max_request_header_size=MAX_HEAD,
        max_request_body_size=_MAX_BODY,
    )
    refusal = partial(Refusal, allowed_origins(settings))
    server.channel_class = type("Channel", (Channel,), {"error_task_class": staticmethod(refusal)})
    # A proxy may pass the site's path on or strip it.
    server.liveness_paths = (_HEALTH, f"{urlsplit(settings.public_url).path}{_HEALTH}")
    # It would write a line for each request that waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    print(f"Profile is ready: {_address(listener)}", flush=True)
    server.run()


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = _WILDCARDS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen_error(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Use another one: make run PORT={port + 1}"
    reason = (error.strerror or str(error)).partition(" (")[0]
    return f"Profile can't listen on HOST={host}, port {port}: {reason}."
