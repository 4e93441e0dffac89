"""A stand-in for OpenAI's Images API on loopback. It can fail in every way that we have seen or expect.

It refuses what OpenAI refuses, so OpenAI would also accept each request that it accepts.
"""

import base64
import json
import re
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from configurator.demo.picture import picture, tiny_png

USAGE = {
    "input_tokens": 1300,
    "input_tokens_details": {"text_tokens": 300, "image_tokens": 1000},
    "output_tokens": 1584,
    "total_tokens": 2884,
}
WRONG_KEY = "sk-wrong"
_POLL = 0.01
_HUGE = 40 * 1024 * 1024
_UNKNOWN = re.compile(r"^(response_format|style)$")


@dataclass(frozen=True, slots=True)
class Call:
    """One request for a picture: the form's fields, the reference picture, the headers."""

    path: str
    fields: dict[str, Any]
    reference: bytes | None
    reference_type: str | None
    headers: dict[str, str]


@dataclass
class OpenAIServer:
    """The state of a running server.

    `behave` sets the answers to the next calls; the last one applies to all later calls. `calls` are the requests so
    far. `seconds` is the time that a picture takes, `picture` its bytes. If `stamped`, a picture shows the reference
    instead, and says that it comes from a stand-in. `downloads` are the headers of requests that fetched a picture by
    its address. `shutdown_dates` are the known models and their last days.
    """

    url: str = ""
    seconds: float = 0.0
    stamped: bool = False
    picture: bytes = field(default_factory=tiny_png)
    calls: list[Call] = field(default_factory=list)
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

    class Handler(_Handler):
        server_state = state

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        state.url = f"http://127.0.0.1:{server.server_port}/v1"
        Thread(target=server.serve_forever, args=(_POLL,), daemon=True).start()
        try:
            yield state
        finally:
            state.released.set()
            server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_state: OpenAIServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        call = _call(self.path, self._headers(), body)
        behaviour = self.server_state.next(call)
        fault = _refusal(call)
        if fault:
            self.problem(400, fault, "Unknown parameter.")
        else:
            with suppress(ConnectionError):
                BEHAVIOURS[behaviour](self, call)

    def _headers(self) -> dict[str, str]:
        return {name.title(): value for name, value in self.headers.items()}

    def do_GET(self) -> None:
        if self.path.startswith("/pictures/"):
            self.server_state.downloads.append(self._headers())
            content = tiny_png() if "huge" not in self.path else b"\x89PNG" + bytes(_HUGE)
            with suppress(ConnectionError):
                self.answer(404 if "gone" in self.path else 200, content, "image/png")
        elif self.headers["Authorization"] == f"Bearer {WRONG_KEY}":
            self.problem(401, "invalid_api_key", "Incorrect API key provided.")
        else:
            self._model(self.path.removeprefix("/v1/models/"))

    def _model(self, name: str) -> None:
        dates = self.server_state.shutdown_dates
        if name in dates:
            model = {"id": name, "object": "model", "created": 1, "owned_by": "system", "shutdown_date": dates[name]}
            self.answer(200, json.dumps(model).encode())
        else:
            self.problem(404, "model_not_found", f"The model {name} does not exist.")

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


def _call(path: str, headers: dict[str, str], body: bytes) -> Call:
    form = headers["Content-Type"]
    if not form.startswith("multipart/"):
        return Call(path, json.loads(body), None, None, headers)
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {form}\r\n\r\n".encode() + body)
    parts = {str(part.get_param("name", header="content-disposition")): part for part in message.iter_parts()}
    image = parts.pop("image", None)
    fields = {name: part.get_content().strip() for name, part in parts.items()}
    reference = image.get_payload(decode=True) if image else None
    kind = image.get_content_type() if image else None
    return Call(path, fields, reference if isinstance(reference, bytes) else None, kind, headers)


def _refusal(call: Call) -> str | None:
    """The error code of a request that gpt-image answers with 400, or None."""
    if not str(call.fields.get("model", "")).startswith("gpt-image"):
        return None
    if any(_UNKNOWN.match(name) for name in call.fields) or call.fields.get("quality") in ("standard", "hd"):
        return "unknown_parameter"
    if call.reference is not None and call.reference_type not in ("image/png", "image/webp", "image/jpeg"):
        return "unsupported_file"
    return None


def _ready(handler: _Handler, call: Call) -> None:
    time.sleep(handler.server_state.seconds)
    state = handler.server_state
    content = picture(call.reference) if state.stamped else state.picture
    handler.data({"b64_json": base64.b64encode(content).decode()})


def _by_url(name: str) -> Callable[[_Handler, Call], None]:
    def answer(handler: _Handler, _: Call) -> None:
        host, port = handler.connection.getsockname()
        handler.data({"url": f"http://{host}:{port}/pictures/{name}"}, usage=None)

    return answer


def _problem(status: int, code: str | None, **headers: str) -> Callable[[_Handler, Call], None]:
    return lambda handler, _: handler.problem(status, code, "Something for the log.", **headers)


def _body(body: bytes, status: int = 200, kind: str = "application/json") -> Callable[[_Handler, Call], None]:
    return lambda handler, _: handler.answer(status, body, kind)


def _picture(text: str) -> Callable[[_Handler, Call], None]:
    return lambda handler, _: handler.data({"b64_json": text})


def _huge(handler: _Handler, _: Call) -> None:
    handler.data({"b64_json": base64.b64encode(b"\x89PNG" + bytes(_HUGE)).decode()})


def _drip(handler: _Handler, _: Call) -> None:
    """Sends a byte now and then, so that no pause is long enough for a client's read timeout."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server_state.released.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()
    handler.close_connection = True


def _hang(handler: _Handler, _: Call) -> None:
    handler.server_state.released.wait()
    handler.close_connection = True


def _held(handler: _Handler, call: Call) -> None:
    """A picture that arrives when the test releases it."""
    handler.server_state.released.wait()
    _ready(handler, call)


def _short(handler: _Handler, _: Call) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"data": [')
    handler.close_connection = True


BEHAVIOURS: dict[str, Callable[[_Handler, Call], None]] = {
    "ready": _ready,
    "by_url": _by_url("car.png"),
    "url_gone": _by_url("gone.png"),
    "url_huge": _by_url("huge.png"),
    "moderation": _problem(400, "moderation_blocked"),
    "policy": _problem(400, "content_policy_violation"),
    "bad_request": _problem(400, "invalid_value"),
    "billing": _problem(400, "billing_hard_limit_reached"),
    "bad_key": _problem(401, "invalid_api_key"),
    "not_allowed": _problem(403, None),
    "model_gone": _problem(404, "model_not_found"),
    "busy": _problem(429, "rate_limit_exceeded"),
    "busy_for_0": _problem(429, "rate_limit_exceeded", Retry_After="0"),
    "busy_for_7": _problem(429, "rate_limit_exceeded", Retry_After="7"),
    "busy_for_60": _problem(429, "rate_limit_exceeded", Retry_After="60"),
    "busy_for_an_hour": _problem(429, "rate_limit_exceeded", Retry_After="3600"),
    "quota": _problem(429, "insufficient_quota"),
    "outage": _problem(500, "server_error"),
    "overload": _problem(503, None),
    "gateway": _body(b"<html><h1>502 Bad Gateway</h1></html>", 502, "text/html"),
    "reset": lambda handler, _: handler.reset(),
    "hang": _hang,
    "held": _held,
    "drip": _drip,
    "short": _short,
    "cut": _body(b'{"created": 1, "data": [{"b64_json": "iVBOR'),
    "null": _body(b"null"),
    "list": _body(b"[]"),
    "html": _body(b"<html>Welcome to the hotel's network</html>", kind="text/html"),
    "empty": lambda handler, _: handler.data(),
    "no_data": _body(b'{"created": 1}'),
    "bad_base64": _picture("iVBOR*****"),
    "not_a_picture": _picture(base64.b64encode(b"I am a text").decode()),
    "half_a_picture": _picture(base64.b64encode(tiny_png()[:-20]).decode()),
    "huge": _huge,
}
