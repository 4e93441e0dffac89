"""A proxy between a browser and the app that loses answers, delays them, or has no app behind it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler

from tests.support.http_server import http_server
from tests.support.patience import PATIENCE

_HOP = {"connection", "keep-alive", "transfer-encoding"}


@dataclass
class LossyProxy:
    """`loses` decides by method and path whether an answer is lost, `delay` by how many seconds it comes later.

    While it is `broken`, every answer is the proxy's own error page. `seen` has every request that arrived.
    """

    url: str = ""
    loses: Callable[[str, str], bool] = lambda _method, _path: False
    delay: Callable[[str, str], float] = lambda _method, _path: 0
    broken: bool = False
    seen: list[tuple[str, str]] = field(default_factory=list)

    def count(self, method: str, path: str) -> int:
        return sum(seen[0] == method and seen[1].startswith(path) for seen in self.seen)


@contextmanager
def lossy_proxy(port: int) -> Iterator[LossyProxy]:
    """Runs a proxy to the app on this port of loopback."""
    proxy = LossyProxy()
    with http_server(_handler(proxy, port)) as proxy.url:
        yield proxy


def _handler(proxy: LossyProxy, port: int) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            proxy.seen.append((self.command, self.path))
            if proxy.broken:
                return self.send_error(502)
            answer = _forwarded(self, port)
            time.sleep(proxy.delay(self.command, self.path))
            if answer is None or proxy.loses(self.command, self.path):
                self.close_connection = True
                return None
            return self.pass_on(*answer)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - the base class's names

        def pass_on(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Tests read `seen` instead."""

    return Handler


def _forwarded(request: BaseHTTPRequestHandler, port: int) -> tuple[int, list[tuple[str, str]], bytes] | None:
    """Status, headers and body of the app's answer. None if it gives none."""
    app = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        app.request(request.command, request.path, body, dict(request.headers))
        answer = app.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except OSError:
        return None
    finally:
        app.close()
