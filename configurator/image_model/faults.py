"""What went wrong with a call, from the client's exceptions to the names of FAULTS.

An exception of the client holds the request and with it the key: it is read here and never passed on.
"""

import email.utils
import math
from contextlib import suppress
from datetime import UTC, datetime

import httpx2
import openai

from configurator.renders.faults import GenerationFailed

_BY_CODE = {
    "moderation_blocked": "refused",
    "content_policy_violation": "refused",
    "billing_hard_limit_reached": "quota",
    "insufficient_quota": "quota",
    "model_not_found": "model_gone",
    "invalid_api_key": "bad_key",
}
"""What OpenAI's error codes mean, whatever the status."""

_BY_STATUS = {
    401: "bad_key",
    402: "quota",
    403: "not_allowed",
    404: "model_gone",
    408: "gateway",
    409: "busy",
    429: "busy",
    502: "gateway",
    504: "gateway",
}


def failure_of(error: "openai.APIError") -> GenerationFailed:
    if isinstance(error, openai.APIStatusError):
        fault = _BY_CODE.get(error.code or "") or _by_status(error)
        return GenerationFailed(
            fault, _wait(error.response.headers), f"{error.status_code} {_word(error.code)}".strip()
        )
    return GenerationFailed(_unanswered(error), detail=type(error.__cause__ or error).__name__)


def _by_status(error: "openai.APIStatusError") -> str:
    """A 5xx that OpenAI's own JSON doesn't come with is a gateway's: what happened behind it is not known."""
    if error.status_code >= 500 and not isinstance(error.body, dict):
        return "gateway"
    return _BY_STATUS.get(error.status_code, "outage" if error.status_code >= 500 else "bad_request")


def _unanswered(error: "openai.APIError") -> str:
    """Only where no connection was made is it sure that nothing was paid."""
    if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout):
        return "unreachable"
    # We were to send what is no HTTP, and of what we send only the key can be that.
    if isinstance(error.__cause__, httpx2.LocalProtocolError):
        return "bad_key"
    return "too_slow" if isinstance(error, openai.APITimeoutError) else "broken_off"


def _word(code: str | None) -> str:
    """A code as we may log it: one short word, as OpenAI's are."""
    return code if code and len(code) <= 64 and code.isidentifier() else ""


def _wait(headers: "httpx2.Headers") -> float | None:
    """Retry-After in seconds, which may also be a date."""
    text = headers.get("retry-after", "")
    with suppress(ValueError):
        seconds = float(text)
        return seconds if math.isfinite(seconds) and seconds >= 0 else None
    with suppress(ValueError):
        moment = email.utils.parsedate_to_datetime(text)
        return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    return None
