"""Translates openai's exceptions into the faults in FAULTS.

An exception of openai contains the request, and so the key. This module reads it and never passes it on.
"""

import socket
import ssl
from collections.abc import Iterator

import openai

from configurator.image_model.redirects import redirection
from configurator.image_model.refusals import is_refusal
from configurator.image_model.waits import wait_of
from configurator.renders.faults import GenerationFailed

_BY_CODE = {
    "billing_hard_limit_reached": "quota",
    "insufficient_quota": "quota",
    "model_not_found": "model_gone",
    "invalid_api_key": "bad_key",
}
"""The faults of OpenAI's error codes. They take precedence over the status."""

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
"""The transport's exceptions for a connection that wasn't made. Names, so that we don't depend on its classes."""


def failure_of(error: "openai.APIError") -> GenerationFailed:
    """Returns the failure for this exception, to be raised in its place."""
    if isinstance(error, openai.APIStatusError):
        return GenerationFailed(_fault(error), wait_of(error.response.headers, error.status_code), _detail(error))
    return GenerationFailed(_unanswered(error), detail=type(error.__cause__ or error).__name__)


def _fault(error: "openai.APIStatusError") -> str:
    by_code = _BY_CODE.get(error.code or "")
    if not by_code and error.status_code < 500 and is_refusal(error.body):
        return "refused"
    return by_code or _by_status(error)


def _detail(error: "openai.APIStatusError") -> str:
    if 300 <= error.status_code < 400:
        return f"{error.status_code}: {redirection(error.response.request.url, error.response.headers.get('location'))}"
    return f"{error.status_code} {_word(error.code)}".strip()


def _by_status(error: "openai.APIStatusError") -> str:
    """Returns the fault of a status. A 5xx without OpenAI's JSON comes from a gateway: the call's result is unknown."""
    if 300 <= error.status_code < 400:
        return "redirected"
    if error.status_code >= 500 and not isinstance(error.body, dict):
        return "gateway"
    return _BY_STATUS.get(error.status_code, "outage" if error.status_code >= 500 else "bad_request")


def _unanswered(error: "openai.APIError") -> str:
    """Returns the fault of a call without a response. Only without a connection is it certain that nothing was paid."""
    if any(map(_while_connecting, _causes(error))):
        return "unreachable"
    return "too_slow" if isinstance(error, openai.APITimeoutError) else "broken_off"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Follows `__cause__` from openai's exception to the operating system's. Ignores `__context__`."""
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _while_connecting(cause: BaseException) -> bool:
    """Whether this exception means that no connection was made.

    Timeouts and unreachable hosts can also end an existing connection; only the transport's names tell the difference.
    """
    return isinstance(cause, _ONLY_WHILE_CONNECTING) or type(cause).__name__ in _CONNECTING


def _word(code: str | None) -> str:
    """Returns the code if it is safe to log: one short word, like OpenAI's codes. Otherwise ""."""
    return code if code and len(code) <= 64 and code.isidentifier() else ""
