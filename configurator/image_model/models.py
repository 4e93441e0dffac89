"""What OpenAI says of a model: whether this key may use it, and when it ends."""

from datetime import date

import openai

from configurator.image_model.client import client
from configurator.image_model.faults import failure_of

_SECONDS = 20.0


def shutdown_date(api_key: str, base_url: str, model: str) -> date | None:
    """The day on which the model ends; None where none is announced. Raises GenerationFailed as a picture would."""
    try:
        with client(api_key, base_url, _SECONDS) as connected:
            told = connected.models.retrieve(model)
    except openai.APIError as error:
        raise failure_of(error) from None
    return _date(getattr(told, "shutdown_date", None))


def _date(text: object) -> date | None:
    """A compatible server may say anything here."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
