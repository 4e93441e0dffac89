"""Reads secrets from AWS's Parameter Store, which encrypts them. No setting of the function shows them."""

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from configurator.aws.client import aws_client

_CONFIG = Config(retries={"mode": "standard"}, connect_timeout=2, read_timeout=5)


class ParameterError(RuntimeError):
    """A secret can't be read. The message contains its name and the reason, never its value."""


def read_parameter(name: str) -> str:
    """The secret's value. Raises ParameterError."""
    client = None
    try:
        client = aws_client("ssm", _CONFIG)
        value: str = client.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    except ClientError as error:
        raise ParameterError(f"{name} can't be read: {error.response['Error']['Code']}.") from None
    except BotoCoreError as error:
        raise ParameterError(f"{name} can't be read: {type(error).__name__}.") from None
    finally:
        if client:
            client.close()
    return value.strip()
