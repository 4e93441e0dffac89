"""Asks OpenAI about a model: whether this key may use it, and when it shuts down."""

from datetime import date

import openai

from configurator.image_model.client import client
from configurator.image_model.faults import failure_of

_SECONDS = 20.0


def shutdown_date(api_key: str, base_url: str, model: str) -> date | None:
    """Returns the day on which the model shuts down, or None if none is announced.

    Raises GenerationFailed, as generating a picture would.
    """
    try:
        with client(api_key, base_url, _SECONDS) as connected:
            told = connected.models.retrieve(model)
    except openai.APIError as error:
        raise failure_of(error) from None
    return _date(getattr(told, "shutdown_date", None))


def _date(text: object) -> date | None:
    """Returns the date, or None if it isn't one: a compatible server may send anything here."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
