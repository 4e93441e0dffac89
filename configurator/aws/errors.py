"""What is wrong with the settings for AWS, in words for an operator. Imported without botocore."""

from collections.abc import Iterator
from contextlib import contextmanager


class AWSSettingsError(RuntimeError):
    """AWS can't be called with these settings. The message is the reason, to be put into a sentence."""


@contextmanager
def translate_botocore() -> Iterator[None]:
    """Turns botocore's errors about settings and credentials into AWSSettingsError, without their details."""
    from botocore import exceptions

    causes: tuple[tuple[type[Exception], str], ...] = (
        (exceptions.NoCredentialsError, "no AWS credentials were found"),
        (exceptions.PartialCredentialsError, "the AWS credentials are incomplete"),
        (exceptions.ProfileNotFound, "AWS_PROFILE is not a profile on this machine"),
        (exceptions.NoRegionError, NO_REGION),
        (exceptions.InvalidRegionError, BAD_REGION),
    )
    try:
        yield
    except exceptions.BotoCoreError as error:
        cause = next((cause for kind, cause in causes if isinstance(error, kind)), type(error).__name__)
        raise AWSSettingsError(cause) from None
    except ValueError:  # botocore's error for an address that it can't use
        raise AWSSettingsError(BAD_ADDRESS) from None


NO_REGION = "no AWS region is set: set AWS_REGION"
BAD_REGION = "AWS_REGION is not a region"
BAD_ADDRESS = "AWS_ENDPOINT_URL is not a full address"
