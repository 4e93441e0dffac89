"""`python -m configurator`: serve the app with waitress until SIGTERM or Ctrl-C."""

import errno
import signal
import socket
import sys
from types import FrameType

from flask import Flask
from waitress import create_server

from configurator import create_app
from configurator.record import CatalogueError
from configurator.settings import Settings, SettingsError

_WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}
# The app itself refuses bodies over 64 KB with a problem; this only keeps a flood off the disk.
_MAX_BODY = 16 * 1024 * 1024


def main() -> int:
    """Return the exit code: 0 after a clean stop, 1 where the app could not start."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        settings = Settings.from_environment()
        with _listen(settings.host, settings.port) as listener:
            _serve(create_app(settings), listener)
    except (SettingsError, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise SettingsError(_why_not(error, host, port)) from error


def _serve(app: Flask, listener: socket.socket) -> None:
    server = create_server(app, sockets=[listener], threads=8, ident=None, max_request_body_size=_MAX_BODY)
    print(f"Profile is ready: {_address(listener)}", flush=True)
    server.run()


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = _WILDCARDS.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Take another: make run PORT={port + 1}"
    return f"Profile cannot listen on {host}, port {port}: {error.strerror}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
