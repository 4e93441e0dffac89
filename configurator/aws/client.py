"""Clients of AWS's services, by botocore alone: boto3 adds nothing that is used here, and 45 ms to a cold start."""

import os
from typing import Any

from botocore.config import Config
from botocore.exceptions import NoCredentialsError
from botocore.session import Session


def aws_client(service: str, config: Config, region: str | None = None, endpoint: str | None = None) -> Any:
    """One may be shared among threads; making it costs some 50 ms. What is not given here, botocore finds in the
    environment or the profile. Raises BotoCoreError, and ValueError for an endpoint that it can't use."""
    session = Session()
    # A client that is made without credentials never looks for them again.
    if session.get_credentials() is None:
        raise NoCredentialsError
    # Lambda and most of AWS's tools name the region so; botocore itself reads AWS_DEFAULT_REGION.
    region = region or os.environ.get("AWS_REGION")
    return session.create_client(service, region_name=region, endpoint_url=endpoint, config=config)
