"""What the operator sets for pictures is in the call to the server that makes them."""

from collections.abc import Callable

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.processes import Server
from tests.support.renders import ASK, environment_of, settled


@pytest.mark.parametrize(
    ("environment", "field", "sent"),
    [
        ({"IMAGE_MODEL": "gpt-image-1"}, "model", "gpt-image-1"),
        ({"IMAGE_QUALITY": "low"}, "quality", "low"),
        ({"IMAGE_QUALITY": "auto"}, "quality", "auto"),
        ({"IMAGE_SIZE": "1024x1024"}, "size", "1024x1024"),
        ({"IMAGE_SIZE": "auto"}, "size", "auto"),
    ],
)
def test_each_setting_of_pictures_is_in_the_call(
    environment: dict[str, str], field: str, sent: str, server: Callable[..., Server], openai: OpenAIServer
) -> None:
    http = server(**environment_of(openai, **environment)).client()
    settled(http, http.post("/renders", ASK).location)
    [call] = openai.calls
    assert call.fields.get(field, "auto") == sent


@pytest.mark.parametrize(("setting", "is_sent"), [("on", True), ("off", False)])
def test_the_drawing_is_sent_if_the_operator_wants_it(
    setting: str, is_sent: bool, server: Callable[..., Server], openai: OpenAIServer
) -> None:
    http = server(**environment_of(openai, IMAGE_REFERENCE=setting)).client()
    settled(http, http.post("/renders", ASK).location)
    assert [call.reference is not None for call in openai.calls] == [is_sent]


@pytest.mark.parametrize(("family", "has_format"), [("gpt-image", False), ("dall-e", True)])
def test_the_parameters_are_those_of_the_family_that_is_set(
    family: str, has_format: bool, server: Callable[..., Server], openai: OpenAIServer
) -> None:
    """A gateway's name for a model says nothing about what the model understands."""
    environment = environment_of(openai, IMAGE_MODEL="our-painter", IMAGE_PARAMETERS=family)
    http = server(**environment).client()
    settled(http, http.post("/renders", ASK).location)
    assert {"response_format" in call.fields for call in openai.calls} == {has_format}
