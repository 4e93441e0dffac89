"""The key for OpenAI: a setting, or a parameter in AWS's Parameter Store."""

import logging

from configurator.renders.faults import GenerationFailed
from configurator.settings import ImageSettings

logger = logging.getLogger(__name__)


def read_api_key(images: ImageSettings) -> str:
    """The key, "" for a server that needs none. A parameter is read for each picture, so a changed key counts at once.

    Raises GenerationFailed where Parameter Store should have a usable key and has none.
    """
    return _read_parameter(images.api_key_parameter) if images.api_key_parameter else images.api_key


def _read_parameter(name: str) -> str:
    # botocore is slow to import, and only needed where AWS holds the key.
    from configurator.aws.parameters import ParameterError, read_parameter

    try:
        key = read_parameter(name)
    except ParameterError as error:
        logger.error("The key to OpenAI: %s", error)
        raise GenerationFailed("bad_key") from None
    if not key.isascii() or not key.isprintable() or " " in key:
        logger.error("The key to OpenAI in %s is not in one piece.", name)
        raise GenerationFailed("bad_key")
    return key
