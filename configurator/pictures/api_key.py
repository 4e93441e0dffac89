"""The key to OpenAI where AWS keeps it."""

import logging

from configurator.parameters import ParameterError, read_parameter
from configurator.render_faults import PaintingFailed

logger = logging.getLogger(__name__)


def read_api_key(parameter: str) -> str:
    """Read anew for each picture, so that a changed key counts at once. Raises PaintingFailed where there is none."""
    try:
        key = read_parameter(parameter)
    except ParameterError as error:
        logger.error("The key to OpenAI: %s", error)
        raise PaintingFailed("bad_key") from None
    if not key.isascii() or not key.isprintable() or " " in key:
        logger.error("The key to OpenAI in %s is not in one piece.", parameter)
        raise PaintingFailed("bad_key")
    return key
