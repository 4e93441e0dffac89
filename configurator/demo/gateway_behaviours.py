"""How Azure, gateways and compatible servers differ from OpenAI: where pictures are, refusals, waits, redirects."""

import base64
import json
from typing import TYPE_CHECKING, Any

from configurator.demo.picture import tiny_png

if TYPE_CHECKING:
    from configurator.demo.openai_calls import Behaviour, Call
    from configurator.demo.openai_server import Handler

_TEXT = base64.b64encode(tiny_png()).decode()
_METADATA = "http://169.254.169.254/latest/meta-data/car.png"
_FILTERED = {"hate": {"filtered": False, "severity": "safe"}, "violence": {"filtered": True, "severity": "medium"}}


def _entries(*entries: Any) -> "Behaviour":
    """An answer with these entries. URL stands for the address of a picture on this server."""

    def answer(handler: "Handler", _: "Call") -> None:
        text = json.dumps(entries).replace("URL", f"{handler.origin}/pictures/car.png")
        handler.data(*json.loads(text))

    return answer


def _document(status: int, document: dict[str, Any]) -> "Behaviour":
    return lambda handler, _: handler.answer(status, json.dumps(document).encode())


def _error(status: int, **error: Any) -> "Behaviour":
    return _document(status, {"error": {"message": "Something for the log.", **error}})


def _busy(**headers: str) -> "Behaviour":
    return lambda handler, _: handler.problem(429, "rate_limit_exceeded", "Slow down.", **headers)


def _redirect(status: int, path: str = "") -> "Behaviour":
    """Redirects to the same address, so that whoever follows comes back again and again, or to another path here."""

    def answer(handler: "Handler", call: "Call") -> None:
        handler.answer(status, b"", Location=f"{handler.origin}{path}{call.path}")

    return answer


def _link(url: str) -> "Behaviour":
    return lambda handler, _: handler.data({"url": url}, usage=None)


def _bare_picture(handler: "Handler", _: "Call") -> None:
    handler.answer(200, tiny_png(), "image/png")


PICTURES: dict[str, "Behaviour"] = {
    "b64_empty": _entries({"b64_json": "", "url": "URL"}),
    "b64_null": _entries({"b64_json": None, "url": "URL"}),
    "b64_blank": _entries({"b64_json": " \n", "url": "URL"}),
    "b64_broken": _entries({"b64_json": "*****", "url": "URL"}),
    "b64_no_picture": _entries({"b64_json": base64.b64encode(b"I am a text").decode(), "url": "URL"}),
    "b64_lines": _entries({"b64_json": "\r\n".join(_TEXT[at : at + 76] for at in range(0, len(_TEXT), 76))}),
    "b64_urlsafe": _entries({"b64_json": base64.urlsafe_b64encode(tiny_png()).decode().rstrip("=")}),
    "b64_data_url": _entries({"b64_json": f"data:image/png;base64,{_TEXT}"}),
    "data_url": _entries({"url": f"data:image/png;base64,{_TEXT}"}),
    "first_empty": _entries({}, None, {"b64_json": None}, {"b64_json": _TEXT}),
    "first_broken": _entries({"b64_json": "*****"}, {"b64_json": _TEXT}),
    "first_gone": _entries({"url": "URL.gone"}, {"url": "URL"}),
    "image_url": _entries({"image_url": {"url": "URL"}}),
    "texts": _entries(_TEXT),
    "no_list": _document(200, {"data": {"b64_json": _TEXT}}),
    "images": _document(200, {"images": [{"url": f"data:image/png;base64,{_TEXT}"}]}),
    "bare_picture": _bare_picture,
}
"""A paid picture is in each of these answers."""

REFUSALS: dict[str, "Behaviour"] = {
    "azure_filter": _error(
        400,
        code="content_filter",
        innererror={"code": "ResponsibleAIPolicyViolation", "content_filter_result": _FILTERED},
    ),
    "azure_image_filter": _error(400, code="contentFilter", type=None),
    "azure_inner_error": _error(400, code="BadRequest", innererror={"code": "ResponsibleAIPolicyViolation"}),
    "litellm_filter": _error(
        400, code="400", provider_specific_fields={"innererror": {"content_filter_result": _FILTERED}}
    ),
    "openrouter_moderation": _error(403, code=403, metadata={"reasons": ["violence"], "flagged_input": "a car"}),
}
"""Declined before a picture was made: no cost."""

PAID_REFUSALS: dict[str, "Behaviour"] = {
    "filtered_picture": _entries({"content_filter_results": _FILTERED}),
    "filtered_reason": _entries({"b64_json": None, "finish_reason": "content_filter"}),
    "filtered_unknown_cost": _document(200, {"data": [], "error": {"code": "content_policy_violation"}}),
}
"""Declined after a picture was made."""

WAITS: dict[str, tuple["Behaviour", float]] = {
    "retry_after_ms": (_busy(retry_after_ms="2500", Retry_After="60"), 2.5),
    "reset_requests": (_busy(x_ratelimit_reset_requests="1s", x_ratelimit_remaining_requests="0"), 1.0),
    "reset_tokens": (_busy(x_ratelimit_reset_tokens="1m4s", x_ratelimit_reset_requests="250ms"), 64.0),
    "reset_used_up": (
        _busy(
            x_ratelimit_reset_tokens="1m4s",
            x_ratelimit_remaining_tokens="90000",
            x_ratelimit_reset_requests="9.5s",
            x_ratelimit_remaining_requests="0",
        ),
        9.5,
    ),
    "reset_far": (_busy(x_ratelimit_reset_tokens="6m0s"), 120.0),
    "reset_ietf": (_busy(RateLimit_Reset="12"), 12.0),
    "reset_nonsense": (_busy(x_ratelimit_reset_tokens="soon", retry_after_ms="-5"), 2.0),
}
"""With the seconds that they ask for."""

REDIRECTS: dict[str, "Behaviour"] = {
    "redirect_loop": _redirect(307),
    "redirect_301": _redirect(301),
    "redirect_302": _redirect(302),
    "redirect_308": _redirect(308, "/new"),
    "not_modified": _document(304, {}),
}
"""They close renders, because each redirect that is followed would be another call."""

GATEWAY_BEHAVIOURS: dict[str, "Behaviour"] = {
    **PICTURES,
    **REFUSALS,
    **PAID_REFUSALS,
    **{name: answer for name, (answer, _) in WAITS.items()},
    "error_in_200": _document(200, {"error": {"code": 502, "message": "The provider is away."}}),
    **REDIRECTS,
    "outage_with_reset": lambda handler, _: handler.problem(
        500, "server_error", "Something for the log.", x_ratelimit_reset_requests="90s"
    ),
    "metadata": _link(_METADATA),
    "redirected_to_metadata": lambda handler, _: handler.data(
        {"url": f"{handler.origin}/pictures/to/{_METADATA}"}, usage=None
    ),
}
