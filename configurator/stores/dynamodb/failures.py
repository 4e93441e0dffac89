"""What a call to DynamoDB can end with instead of an answer: refusals, broken connections, other servers' pages.

No message quotes DynamoDB's own, because that can quote a person's data.
"""

import json
from random import SystemRandom
from typing import Any
from zlib import crc32

from configurator.aws.connections import Unreachable
from configurator.aws.http_answer import Answer
from configurator.errors import NoAnswer, StoreError

_CONTENT_TYPE = "application/x-amz-json"

_THROTTLED = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionInProgressException",
}
_ABOUT_KEYS = {"ExpiredTokenException", "InvalidSignatureException", "UnrecognizedClientException"}

_BRIEF, _LONG = 0.025, 1.0
"""The longest first pause in seconds: after a fault of the moment, and after throttling. As in AWS's own clients."""

_MISSING_TABLE = (
    "a table is missing; run `.venv/bin/flask --app configurator provision` in the same environment, or `make infra` "
    "for a stage of infra/"
)
_OTHER_SERVER = "another server answers at its address; check AWS_ENDPOINT_URL"
_BROKEN = "the connection broke or it took too long"
_UNREACHABLE = "it can't be reached"
_UNANSWERED = (_BROKEN, _UNREACHABLE)
_UNTRUSTED = "its TLS certificate is not trusted; check AWS_ENDPOINT_URL and AWS_CA_BUNDLE"

_random = SystemRandom()


class ConditionFailed(Exception):
    """The stored item doesn't fulfil the request's condition.

    `item` is that item, if the request asked for it and there is one, otherwise {}. With `was_repeated`, an earlier
    attempt of the same request may have been executed.
    """

    def __init__(self, item: dict[str, Any], was_repeated: bool) -> None:
        super().__init__()
        self.item = item
        self.was_repeated = was_repeated


class TransactionCancelled(Exception):
    """None of a transaction's writes was executed. `reasons` has a code for each, "None" for one without fault."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__()
        self.reasons = reasons


class Refused(StoreError):
    """DynamoDB refused the request with this error code."""

    def __init__(self, operation: str, code: str) -> None:
        cause = _MISSING_TABLE if code == "ResourceNotFoundException" else f"{operation} was refused with {code}"
        super().__init__(f"DynamoDB can't answer: {cause}.")
        self.code = code


class CallFailed(Exception):
    """One attempt failed: with an error code of DynamoDB's, or for a `cause` in words."""

    def __init__(self, cause: str = "", code: str = "", status: int = 0, members: Any = None) -> None:
        super().__init__()
        self._cause = cause
        self._code = code
        self._members = members
        self.is_temporary = status >= 500 or code in _THROTTLED or cause in _UNANSWERED
        self.is_about_keys = code in _ABOUT_KEYS

    def pause(self, attempt: int) -> float:
        """A random time before the next attempt, in seconds. The longest one doubles with each attempt."""
        longest = _LONG if self._code in _THROTTLED else _BRIEF
        return _random.uniform(0, longest * 2 ** (attempt - 1))

    def outcome(self, operation: str, *, was_repeated: bool) -> Exception:
        """What the caller of the operation gets, as this was the last attempt."""
        if self._code == "ConditionalCheckFailedException":
            return ConditionFailed(self._members.get("Item", {}), was_repeated)
        if self._code == "TransactionCanceledException":
            reasons = self._members["CancellationReasons"]
            return TransactionCancelled([reason.get("Code", "None") for reason in reasons])
        if self._code:
            return Refused(operation, self._code)
        kind = NoAnswer if self._cause in _UNANSWERED else StoreError
        return kind(f"DynamoDB can't answer: {self._cause}.")


def no_answer(error: OSError) -> CallFailed:
    """The failure when a request could not be sent or got no answer."""
    # The class is in ssl, which an engine without TLS doesn't need.
    if type(error.__cause__).__name__ == "SSLCertVerificationError":
        return CallFailed(_UNTRUSTED)
    return CallFailed(_UNREACHABLE if isinstance(error, Unreachable) else _BROKEN)


def read_answer(answer: Answer) -> dict[str, Any]:
    """The members of an answer. Raises CallFailed for a refusal, a damaged answer and another server's page."""
    if answer.status != 200:
        raise _refusal(answer)
    if not answer.headers.get("content-type", "").startswith(_CONTENT_TYPE):
        raise CallFailed(_OTHER_SERVER)
    return _members_of(answer)


def _refusal(answer: Answer) -> CallFailed:
    try:
        members = _members_of(answer)
        # Such as "com.amazonaws.dynamodb.v20120810#ThrottlingException".
        code = members["__type"].rpartition("#")[2]
    except (CallFailed, KeyError, TypeError, AttributeError):
        members, code = {}, str(answer.status)
    return CallFailed(code=code, status=answer.status, members=members)


def _members_of(answer: Answer) -> dict[str, Any]:
    checksum = answer.headers.get("x-amz-crc32")
    try:
        if checksum is not None and int(checksum) != crc32(answer.body):
            raise CallFailed(_BROKEN)
        members: dict[str, Any] = json.loads(answer.body)
    except ValueError:
        raise CallFailed(_BROKEN) from None
    return members
