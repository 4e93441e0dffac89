"""Reads secrets from AWS's Parameter Store, which encrypts them. No setting of the function shows them."""

from configurator.aws.client import aws_client


class ParameterError(RuntimeError):
    """A secret can't be read. The message contains its name and the reason, never its value."""


def read_parameter(name: str) -> str:
    """The secret's value. Raises ParameterError."""
    from botocore.exceptions import BotoCoreError, ClientError

    client = None
    try:
        client = aws_client("ssm", connect_timeout=2, read_timeout=5)
        value: str = client.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    except ClientError as error:
        raise ParameterError(f"{name} can't be read: {error.response['Error']['Code']}.") from None
    except BotoCoreError as error:
        raise ParameterError(f"{name} can't be read: {type(error).__name__}.") from None
    finally:
        if client:
            client.close()
    return value.strip()
