"""What went wrong with a call, from the client's exceptions to the names of FAULTS.

An exception of the client holds the request and with it the key: it is read here and never passed on.
"""

import email.utils
import math
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime

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

_ONLY_WHILE_CONNECTING = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
_CONNECTING = frozenset({"ConnectError", "ConnectTimeout"})
"""openai's transport has these names for a connection that never came about. Its classes are openai's affair."""


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
    if any(map(_while_connecting, _causes(error))):
        return "unreachable"
    return "too_slow" if isinstance(error, openai.APITimeoutError) else "broken_off"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """From what openai met, down to what the operating system said. What else was being handled is no cause."""
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _while_connecting(cause: BaseException) -> bool:
    """A timeout, or a host that can't be reached, may also end a connection that was made: only names tell these."""
    return isinstance(cause, _ONLY_WHILE_CONNECTING) or type(cause).__name__ in _CONNECTING


def _word(code: str | None) -> str:
    """A code as we may log it: one short word, as OpenAI's are."""
    return code if code and len(code) <= 64 and code.isidentifier() else ""


def _wait(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds, which may also be a date."""
    text = headers.get("retry-after", "")
    with suppress(ValueError):
        seconds = float(text)
        return seconds if math.isfinite(seconds) and seconds >= 0 else None
    with suppress(ValueError):
        moment = email.utils.parsedate_to_datetime(text)
        return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    return None
