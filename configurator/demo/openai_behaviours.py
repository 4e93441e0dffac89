"""What the stand-in for OpenAI can do with a call for a picture: answer it, or fail in every way that we have seen."""

import base64
import time
from typing import TYPE_CHECKING

from configurator.demo.gateway_behaviours import GATEWAY_BEHAVIOURS
from configurator.demo.picture import picture, tiny_png

if TYPE_CHECKING:
    from configurator.demo.openai_calls import Behaviour, Call
    from configurator.demo.openai_server import Handler

USAGE = {
    "input_tokens": 1300,
    "input_tokens_details": {"text_tokens": 300, "image_tokens": 1000},
    "output_tokens": 1584,
    "total_tokens": 2884,
}
HUGE = 40 * 1024 * 1024


def _ready(handler: "Handler", call: "Call") -> None:
    time.sleep(handler.server_state.seconds)
    state = handler.server_state
    content = picture(call.reference) if state.stamped else state.picture
    handler.data({"b64_json": base64.b64encode(content).decode()})


def _by_url(name: str) -> "Behaviour":
    def answer(handler: "Handler", _: "Call") -> None:
        handler.data({"url": f"{handler.origin}/pictures/{name}"}, usage=None)

    return answer


def _problem(status: int, code: str | None, **headers: str) -> "Behaviour":
    return lambda handler, _: handler.problem(status, code, "Something for the log.", **headers)


def _body(body: bytes, status: int = 200, kind: str = "application/json") -> "Behaviour":
    return lambda handler, _: handler.answer(status, body, kind)


def _picture(text: str) -> "Behaviour":
    return lambda handler, _: handler.data({"b64_json": text})


def _huge(handler: "Handler", _: "Call") -> None:
    handler.data({"b64_json": base64.b64encode(b"\x89PNG" + bytes(HUGE)).decode()})


def _drip(handler: "Handler", _: "Call") -> None:
    """Sends a byte now and then, so that no pause is long enough for a client's read timeout."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server_state.released.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()
    handler.close_connection = True


def _hang(handler: "Handler", _: "Call") -> None:
    handler.server_state.released.wait()
    handler.close_connection = True


def _held(handler: "Handler", call: "Call") -> None:
    """A picture that arrives when the test releases it."""
    handler.server_state.released.wait()
    _ready(handler, call)


def _short(handler: "Handler", _: "Call") -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b'{"data": [')
    handler.close_connection = True


BEHAVIOURS: dict[str, "Behaviour"] = {
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
    **GATEWAY_BEHAVIOURS,
}
