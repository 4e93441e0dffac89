"""A stand-in for OpenAI's and Azure's Images API on loopback. It can fail in every way that we have seen or expect.

It refuses what OpenAI refuses, so OpenAI would also accept each request that it accepts.
"""

import json
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from configurator.demo.openai_behaviours import BEHAVIOURS, HUGE, USAGE
from configurator.demo.openai_calls import Call, azure_refusal, read_call, refusal_of
from configurator.demo.picture import tiny_png

__all__ = ["BEHAVIOURS", "WRONG_KEY", "Call", "OpenAIServer", "openai_server"]

WRONG_KEY = "sk-wrong"
_POLL = 0.01


@dataclass
class OpenAIServer:
    """The state of a running server.

    `behave` sets the answers to the next calls; the last one applies to all later calls. `calls` are the requests so
    far. `seconds` is the time that a picture takes, `picture` its bytes. If `stamped`, a picture shows the reference
    instead, and says that it comes from a stand-in. `deployments` are other names of gpt-image on this server. While
    `moved_to` is set, requests about models are redirected there. `downloads` are the headers of requests that fetched
    a picture by its address. `shutdown_dates` are the known models and their last days.
    """

    url: str = ""
    seconds: float = 0.0
    stamped: bool = False
    picture: bytes = field(default_factory=tiny_png)
    calls: list[Call] = field(default_factory=list)
    deployments: set[str] = field(default_factory=set)
    moved_to: str = ""
    downloads: list[dict[str, str]] = field(default_factory=list)
    shutdown_dates: dict[str, str | None] = field(default_factory=lambda: {"gpt-image-2.6-flare": None})
    released: Event = field(default_factory=Event)
    _script: list[str] = field(default_factory=lambda: ["ready"])
    _lock: Lock = field(default_factory=Lock)

    def behave(self, *script: str) -> None:
        unknown = set(script) - set(BEHAVIOURS)
        if unknown or not script:
            raise ValueError(f"behaviours are {', '.join(BEHAVIOURS)}")
        with self._lock:
            self._script = list(script)

    def next(self, call: Call) -> str:
        with self._lock:
            self.calls.append(call)
            return self._script.pop(0) if len(self._script) > 1 else self._script[0]


@contextmanager
def openai_server(port: int = 0, **options: Any) -> Iterator[OpenAIServer]:
    """Runs a server in threads of this process. At the end, releases the requests that hang."""
    state = OpenAIServer(**options)

    class OurHandler(Handler):
        server_state = state

    with ThreadingHTTPServer(("127.0.0.1", port), OurHandler) as server:
        server.daemon_threads = True
        state.url = f"http://127.0.0.1:{server.server_port}/v1"
        Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
        try:
            yield state
        finally:
            state.released.set()
            server.shutdown()


class Handler(BaseHTTPRequestHandler):
    """Answers calls as `server_state` says. Behaviours use `origin`, `answer`, `data`, `problem` and `reset`."""

    protocol_version = "HTTP/1.1"
    server_state: OpenAIServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = read_call(self.path, self._headers(), body)
        behaviour = self.server_state.next(call)
        refusal = refusal_of(call, self.server_state.deployments)
        if refusal:
            self.problem(*refusal, "The request is refused.")
        else:
            with suppress(ConnectionError):
                BEHAVIOURS[behaviour](self, call)

    def _headers(self) -> dict[str, str]:
        return {name.title(): value for name, value in self.headers.items()}

    def do_GET(self) -> None:
        if self.path.startswith("/pictures/to/"):
            self.answer(302, b"", Location=self.path.removeprefix("/pictures/to/"))
        elif self.path.startswith("/pictures/"):
            self.server_state.downloads.append(self._headers())
            content = tiny_png() if "huge" not in self.path else b"\x89PNG" + bytes(HUGE)
            with suppress(ConnectionError):
                self.answer(404 if "gone" in self.path else 200, content, "image/png")
        elif self.server_state.moved_to:
            self.answer(301, b"", Location=f"{self.server_state.moved_to}{self.path.removeprefix('/v1')}")
        elif refusal := azure_refusal(self.path, self._headers()):
            self.problem(*refusal, "The request is refused.")
        elif self.headers["Authorization"] == f"Bearer {WRONG_KEY}":
            self.problem(401, "invalid_api_key", "Incorrect API key provided.")
        else:
            self._model(urlsplit(self.path).path.rpartition("/models/")[2])

    def _model(self, name: str) -> None:
        dates = self.server_state.shutdown_dates
        if name in dates:
            model = {"id": name, "object": "model", "created": 1, "owned_by": "system", "shutdown_date": dates[name]}
            self.answer(200, json.dumps(model).encode())
        else:
            self.problem(404, "model_not_found", f"The model {name} does not exist.")

    @property
    def origin(self) -> str:
        return "http://{}:{}".format(*self.connection.getsockname())

    def answer(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def problem(self, status: int, code: str | None, message: str, **headers: str) -> None:
        error = {"message": message, "type": "error", "param": None, "code": code}
        self.answer(status, json.dumps({"error": error}).encode(), **headers)

    def data(self, *pictures: Any, usage: Any = USAGE) -> None:
        self.answer(200, json.dumps({"created": 1, "data": list(pictures), "usage": usage}).encode())

    def reset(self) -> None:
        """Resets the connection, as a crashing server does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the base class
        pass
