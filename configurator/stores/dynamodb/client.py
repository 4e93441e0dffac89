"""The client for DynamoDB, and its errors as sentences on which an operator can act."""

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
    # About ten seconds at most, well before API Gateway or a visitor gives up.
    retries={"mode": "standard", "total_max_attempts": 3},
    connect_timeout=1,
    read_timeout=3,
    # Saves a twentieth of each call: no validation of our own requests, and a short user agent.
    parameter_validation=False,
    user_agent="Profile",
)

_CONTENT_TYPE = "application/x-amz-json"

_ANSWERS = ("ConditionalCheckFailedException", "TransactionCanceledException")

_CAUSES: tuple[tuple[type[BotoCoreError], str], ...] = (
    (NoCredentialsError, "no AWS credentials were found"),
    (PartialCredentialsError, "the AWS credentials are incomplete"),
    (ProfileNotFound, "AWS_PROFILE is not a profile on this machine"),
    (NoRegionError, "no AWS region is set: set AWS_REGION"),
    (InvalidRegionError, "AWS_REGION is not a region"),
    (WaiterError, "a table is still not ready; run the same command again"),
    (botocore.exceptions.ConnectionError, "it can't be reached"),
    (HTTPClientError, "the connection broke or it took too long"),
)


class DynamoDB:
    """DynamoDB in one account and region, and our tables in it, which share a prefix.

    Without a region or an endpoint, botocore takes them from AWS_DEFAULT_REGION, AWS_ENDPOINT_URL or the profile.
    """

    def __init__(self, prefix: str, region: str | None = None, endpoint: str | None = None) -> None:
        self._prefix = prefix
        self._region = region
        self._endpoint = endpoint
        self._client: DynamoDBClient | None = None
        self._lock = Lock()

    @property
    def client(self) -> "DynamoDBClient":
        """Created once, on first use. It takes about 20 ms, and threads can share it.

        Raises StoreError if it can't be created; the next use tries again.
        """
        return self._client or self._created()

    def _created(self) -> "DynamoDBClient":
        with self._lock, translate_errors():
            if self._client is None:
                self._client = self._new_client()
            return self._client

    def _new_client(self) -> "DynamoDBClient":
        try:
            client: DynamoDBClient = aws_client("dynamodb", _CONFIG, self._region, self._endpoint)
        except BotoCoreError:
            raise
        except ValueError:  # botocore's error for an endpoint that it can't use
            raise StoreError("DynamoDB can't answer: AWS_ENDPOINT_URL is not a full address.") from None
        client.meta.events.register("after-call.dynamodb", _expect_dynamodb)
        return client

    def connect(self) -> None:
        """Creates the client now. If that fails, the first use reports the error."""
        with suppress(StoreError):
            self._created()

    def name(self, table: str) -> str:
        """The full name of a table in tables.json."""
        return f"{self._prefix}{table}"

    def close(self) -> None:
        """Closes the client's connections. The next use creates a new client."""
        with self._lock:
            if self._client is not None:
                self._client.close()
                self._client = None


@contextmanager
def translate_errors() -> Iterator[None]:
    """Turns botocore's errors into StoreError, except a failed condition, which is an answer.

    Passes on neither botocore's message nor its exception, because both can quote a person's data.
    """
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _ANSWERS:
            raise
        raise StoreError(f"DynamoDB can't answer: {_refusal(error)}.") from None
    except BotoCoreError as error:
        raise StoreError(f"DynamoDB can't answer: {_cause(error)}.") from None


def _expect_dynamodb(http_response: "AWSResponse", **_: object) -> None:
    """Refuses a 200 from another server, which botocore would take for an acknowledged write."""
    if http_response.status_code == 200 and not http_response.headers.get("Content-Type", "").startswith(_CONTENT_TYPE):
        raise StoreError("DynamoDB can't answer: another server answers at its address; check AWS_ENDPOINT_URL.")


def _refusal(error: ClientError) -> str:
    code = error.response["Error"]["Code"]
    if code == "ResourceNotFoundException":
        return (
            "a table is missing; run `.venv/bin/flask --app configurator provision` in the same environment, or `make "
            "infra` for a stage of infra/"
        )
    return f"{error.operation_name} was refused with {code}"


def _cause(error: BotoCoreError) -> str:
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), type(error).__name__)
