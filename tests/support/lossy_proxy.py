"""A proxy between a browser and the app that passes a request on and then loses the answer."""

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
    """`loses` decides by method and path whether an answer is lost. `seen` has every request that arrived."""

    url: str = ""
    loses: Callable[[str, str], bool] = lambda _method, _path: False
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
            app = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            try:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                app.request(self.command, self.path, body, dict(self.headers))
                answer = app.getresponse()
                content = answer.read()
            except OSError:
                return self.drop()
            finally:
                app.close()
            if proxy.loses(self.command, self.path):
                return self.drop()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)
            return None

        do_GET = do_POST = do_PUT = handle_any  # noqa: N815 - the base class's names

        def drop(self) -> None:
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests read `seen` instead."""

    return Handler
