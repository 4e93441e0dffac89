"""The key to OpenAI where AWS keeps it: in Parameter Store, encrypted, so that no setting of the function shows it."""

import logging
import os

from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from configurator.render_faults import PaintingFailed

_CONFIG = Config(retries={"mode": "standard"}, connect_timeout=2, read_timeout=5)

logger = logging.getLogger(__name__)


def read_api_key(parameter: str) -> str:
    """Read anew for each picture, so that a changed key counts at once. Raises PaintingFailed where there is none."""
    client = Session().client("ssm", region_name=os.environ.get("AWS_REGION"), config=_CONFIG)
    try:
        key: str = client.get_parameter(Name=parameter, WithDecryption=True)["Parameter"]["Value"].strip()
    except (BotoCoreError, ClientError) as error:
        logger.error("The key to OpenAI can't be read from %s: %s", parameter, type(error).__name__)
        raise PaintingFailed("bad_key") from None
    finally:
        client.close()
    if not key.isascii() or not key.isprintable() or " " in key:
        logger.error("The key to OpenAI in %s is not in one piece.", parameter)
        raise PaintingFailed("bad_key")
    return key
