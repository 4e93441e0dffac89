"""Creates botocore's clients for what is rare: storing pictures, invoking workers, reading secrets.

botocore is loaded with the first client. boto3 would add 45 ms and nothing that we use.
"""

import os
from typing import Any


def aws_client(service: str, **config: Any) -> Any:
    """A client for one service, which threads can share. Creating it takes about 50 ms, the first one about 200.

    `config` has members of botocore.config.Config. Region and address come from the environment or the profile.

    Raises BotoCoreError, and ValueError for an address that botocore can't use.
    """
    from botocore.config import Config
    from botocore.exceptions import NoCredentialsError
    from botocore.session import Session

    session = Session()
    # A client that was created without credentials never looks for them again.
    if session.get_credentials() is None:
        raise NoCredentialsError
    # Lambda and most AWS tools set AWS_REGION; botocore reads only AWS_DEFAULT_REGION.
    region = os.environ.get("AWS_REGION")
    return session.create_client(service, region_name=region, config=Config(retries={"mode": "standard"}, **config))
