"""DynamoDB by one boto3 client, and its faults in words that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

import botocore.exceptions
from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
)

from configurator.stores.base import StoreError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_CONFIG = Config(retries={"mode": "standard"}, connect_timeout=1, read_timeout=3)

_NOT_FAULTS = ("ConditionalCheckFailedException", "TransactionCanceledException")

_CAUSES: tuple[tuple[type[BotoCoreError], str], ...] = (
    (NoCredentialsError, "no AWS credentials were found"),
    (NoRegionError, "no AWS region is set: put it into AWS_REGION"),
    (botocore.exceptions.ConnectionError, "it can't be reached"),
    (HTTPClientError, "the connection broke or it took too long"),
)


class DynamoDB:
    """An account's DynamoDB in one region, and our tables in it by their prefix.

    Without a region or an endpoint, boto3 finds them: AWS_DEFAULT_REGION, AWS_ENDPOINT_URL, the profile.
    """

    def __init__(self, prefix: str, region: str | None = None, endpoint: str | None = None) -> None:
        self._prefix = prefix
        self._region = region
        self._endpoint = endpoint
        self._client: DynamoDBClient | None = None
        self._making = Lock()

    @property
    def client(self) -> "DynamoDBClient":
        """Made on first use, once: it costs some 50 ms, and unlike a session it is safe to share among threads."""
        with self._making:
            if self._client is None:
                self._client = Session().client(
                    "dynamodb", region_name=self._region, endpoint_url=self._endpoint, config=_CONFIG
                )
            return self._client

    def name(self, table: str) -> str:
        """What a table of tables.json is called in the account."""
        return f"{self._prefix}{table}"

    def close(self) -> None:
        """Closes the client's connections; the next use makes a new client."""
        with self._making:
            if self._client is not None:
                self._client.close()
                self._client = None


@contextmanager
def clear_faults() -> Iterator[None]:
    """Turns boto3's errors into StoreError, except a condition that did not hold: that is an answer.

    Neither boto3's message nor its exception is passed on: both may quote what was sent, a person's data.
    """
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _NOT_FAULTS:
            raise
        raise StoreError(f"DynamoDB can't answer: {_refusal(error)}.") from None
    except BotoCoreError as error:
        raise StoreError(f"DynamoDB can't answer: {_cause(error)}.") from None


def _refusal(error: ClientError) -> str:
    code = error.response["Error"]["Code"]
    if code == "ResourceNotFoundException":
        return "a table is missing; run `flask --app configurator provision` in the same environment"
    return f"{error.operation_name} was refused with {code}"


def _cause(error: BotoCoreError) -> str:
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), type(error).__name__)
