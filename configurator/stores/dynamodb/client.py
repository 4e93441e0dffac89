"""A client for DynamoDB with what our stores need, because botocore's takes most of the time of a request.

docs/decisions/dynamodb-client.md has the reasons. The protocol is AWS's JSON 1.0:
https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from threading import Lock
from typing import Any, NamedTuple

from configurator.aws.connections import Connections, Timeouts
from configurator.aws.credentials import CredentialSource
from configurator.aws.endpoint import find_endpoint
from configurator.aws.errors import AWSSettingsError
from configurator.aws.signature import Signer, timestamp
from configurator.errors import StoreError
from configurator.stores.dynamodb.failures import CallFailed, no_answer, read_answer
from configurator.stores.guard import UNGUARDED, Guards

_ATTEMPTS = 3
_TIMEOUTS = Timeouts(connect=1, read=2)
_PATIENCE = 2.5
"""Seconds after which no further attempt begins. A call ends after about five, before a visitor gives up."""

_READS = frozenset({"GetItem", "Query", "Scan", "DescribeTable"})

_TARGET = "DynamoDB_20120810."
_CONTENT_TYPE = "application/x-amz-json-1.0"


class Answer(NamedTuple):
    """DynamoDB's answer, and whether the request was sent more than once."""

    members: dict[str, Any]
    was_repeated: bool


class _Service(NamedTuple):
    region: str
    connections: Connections


class DynamoDB:
    """DynamoDB in one account and region, and our tables in it, which share a prefix. Threads can share it.

    A region or endpoint that is not given comes from the environment or the profile.
    """

    def __init__(
        self, prefix: str, region: str | None = None, endpoint: str | None = None, guards: Guards = UNGUARDED
    ) -> None:
        self._prefix = prefix
        self._guards = guards
        self._region = region
        self._endpoint = endpoint
        self._credentials = CredentialSource()
        self._service: _Service | None = None
        self._lock = Lock()

    def call(self, operation: str, request: Mapping[str, Any], *, attempts: int = _ATTEMPTS) -> Answer:
        """Sends a request, such as "GetItem", up to so many times if it is refused for a moment or unanswered.

        Raises ConditionFailed, TransactionCancelled, Refused, or another StoreError.
        """
        guard = self._guards.reads if operation in _READS else self._guards.writes
        with guard.admit():
            return self._call(operation, request, attempts)

    def _call(self, operation: str, request: Mapping[str, Any], attempts: int) -> Answer:
        body = json.dumps(request, separators=(",", ":")).encode()
        end = time.monotonic() + _PATIENCE
        for attempt in count(1):
            try:
                return Answer(self._send(operation, body, is_first=attempt == 1), attempt > 1)
            except CallFailed as failure:
                is_last = attempt == attempts or time.monotonic() > end
                if is_last or not self._may_help(failure):
                    raise failure.outcome(operation, was_repeated=attempt > 1) from None
                time.sleep(failure.pause(attempt))
        raise AssertionError

    def pages(self, operation: str, request: Mapping[str, Any]) -> Iterator[list[Any]]:
        """The items of a Query or Scan, page by page."""
        start: dict[str, Any] = {}
        while True:
            page = self.call(operation, {**request, **start}).members
            yield page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def connect(self) -> None:
        """Prepares the first call. If a setting is wrong, the first call reports it."""
        with suppress(AWSSettingsError):
            self._found().connections.prepare()

    def name(self, table: str) -> str:
        """The full name of a table in tables.json."""
        return f"{self._prefix}{table}"

    def close(self) -> None:
        """Closes the connections and forgets all keys. The next call finds both again."""
        with self._lock:
            if self._service is not None:
                self._service.connections.close()
                self._service = None
            self._credentials.forget()

    def _send(self, operation: str, body: bytes, *, is_first: bool) -> dict[str, Any]:
        try:
            service = self._service or self._found()
            headers = self._signed(service, operation, body)
            return read_answer(service.connections.post(headers, body, fresh=not is_first))
        except OSError as error:
            raise no_answer(error) from None
        except AWSSettingsError as error:
            raise StoreError(f"DynamoDB can't answer: {error}.") from None

    def _signed(self, service: _Service, operation: str, body: bytes) -> dict[str, str]:
        signer = Signer(self._credentials.current(), service.region, "dynamodb", timestamp())
        headers = {
            "content-type": _CONTENT_TYPE,
            "host": service.connections.host,
            "x-amz-date": signer.at,
            "x-amz-target": _TARGET + operation,
        }
        if signer.credentials.session_token:
            headers["x-amz-security-token"] = signer.credentials.session_token
        headers["authorization"] = signer.authorization("POST", service.connections.path, headers, body)
        return headers

    def _found(self) -> _Service:
        with self._lock:
            if self._service is None:
                region, url = find_endpoint("dynamodb", self._region, self._endpoint)
                self._service = _Service(region, Connections(url, _TIMEOUTS))
            return self._service

    def _may_help(self, failure: CallFailed) -> bool:
        """Whether another attempt can succeed: after a moment, or with other keys."""
        return failure.is_temporary or (failure.is_about_keys and self._credentials.forget())
