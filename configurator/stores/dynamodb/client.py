"""DynamoDB by one client of botocore's, and its faults in words that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

import botocore.exceptions
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    InvalidRegionError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    WaiterError,
)

from configurator.aws.client import aws_client
from configurator.errors import StoreError

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse
    from mypy_boto3_dynamodb import DynamoDBClient

_CONFIG = Config(
    # At worst some ten seconds: well before API Gateway, or a person, gives up.
    retries={"mode": "standard", "total_max_attempts": 3},
    connect_timeout=1,
    read_timeout=3,
    # A twentieth of each call together: to check what our own code sends, and to say each time what sends it.
    parameter_validation=False,
    user_agent="Profile",
)

_DIALECT = "application/x-amz-json"

_NOT_FAULTS = ("ConditionalCheckFailedException", "TransactionCanceledException")

_CAUSES: tuple[tuple[type[BotoCoreError], str], ...] = (
    (NoCredentialsError, "no AWS credentials were found"),
    (PartialCredentialsError, "the AWS credentials are incomplete"),
    (ProfileNotFound, "AWS_PROFILE names no profile of this machine"),
    (NoRegionError, "no AWS region is set: put it into AWS_REGION"),
    (InvalidRegionError, "AWS_REGION is not the name of a region"),
    (WaiterError, "a table is still not ready; run the same command again"),
    (botocore.exceptions.ConnectionError, "it can't be reached"),
    (HTTPClientError, "the connection broke or it took too long"),
)


class DynamoDB:
    """An account's DynamoDB in one region, and our tables in it by their prefix.

    Without a region or an endpoint, botocore finds them: AWS_DEFAULT_REGION, AWS_ENDPOINT_URL, the profile.
    """

    def __init__(self, prefix: str, region: str | None = None, endpoint: str | None = None) -> None:
        self._prefix = prefix
        self._region = region
        self._endpoint = endpoint
        self._client: DynamoDBClient | None = None
        self._making = Lock()

    @property
    def client(self) -> "DynamoDBClient":
        """Made on first use, once: it costs some 20 ms, and unlike a session it is safe to share among threads.

        Raises StoreError where it can't be made; the next use tries again.
        """
        return self._client or self._made()

    def _made(self) -> "DynamoDBClient":
        with self._making, translate_errors():
            if self._client is None:
                self._client = self._new_client()
            return self._client

    def _new_client(self) -> "DynamoDBClient":
        try:
            client: DynamoDBClient = aws_client("dynamodb", _CONFIG, self._region, self._endpoint)
        except BotoCoreError:
            raise
        except ValueError:  # botocore's word for an endpoint that it can't use
            raise StoreError("DynamoDB can't answer: AWS_ENDPOINT_URL is not a full address.") from None
        client.meta.events.register("after-call.dynamodb", _expect_dynamodb)
        return client

    def connect(self) -> None:
        """Makes the client now, if it can be made; else the first use says what is wrong."""
        with suppress(StoreError):
            self._made()

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
def translate_errors() -> Iterator[None]:
    """Turns botocore's errors into StoreError, except a condition that did not hold: that is an answer.

    Neither botocore's message nor its exception is passed on: both may quote what was sent, a person's data.
    """
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _NOT_FAULTS:
            raise
        raise StoreError(f"DynamoDB can't answer: {_refusal(error)}.") from None
    except BotoCoreError as error:
        raise StoreError(f"DynamoDB can't answer: {_cause(error)}.") from None


def _expect_dynamodb(http_response: "AWSResponse", **_: object) -> None:
    """botocore takes any page with status 200 for an empty answer, and so for a write that was acknowledged."""
    if http_response.status_code == 200 and not http_response.headers.get("Content-Type", "").startswith(_DIALECT):
        raise StoreError("DynamoDB can't answer: something else does in its place; check AWS_ENDPOINT_URL.")


def _refusal(error: ClientError) -> str:
    code = error.response["Error"]["Code"]
    if code == "ResourceNotFoundException":
        return (
            "a table is missing; run `.venv/bin/flask --app configurator provision` in the same environment, or for a "
            "stage of infra/ make infra"
        )
    return f"{error.operation_name} was refused with {code}"


def _cause(error: BotoCoreError) -> str:
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), type(error).__name__)
