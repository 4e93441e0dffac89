"""A call is free only if it never connected. Any other failed call may have been charged."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import openai
import pytest

from configurator.demo.openai_server import OpenAIServer
from configurator.image_model import client
from configurator.image_model.client import OpenAIImageModel
from configurator.image_model.faults import failure_of
from configurator.renders.faults import FAULTS, GenerationFailed
from tests.support.renders import TERMS


def named(name: str) -> type[Exception]:
    """An exception as a transport may raise it."""
    return type(name, (Exception,), {})


NEVER = [ConnectionRefusedError, socket.gaierror, named("ConnectError"), named("ConnectTimeout")]
PERHAPS = [TimeoutError, ConnectionResetError, OSError, named("ReadError"), named("ReadTimeout"), named("ProxyError")]


def fault_at(url: str) -> str:
    """The name of the fault that a call to this URL ends with."""
    with pytest.raises(GenerationFailed) as failed:
        OpenAIImageModel(lambda: "sk-a-key", url).generate("A car", None, TERMS.recipe, 10.0)
    return failed.value.fault


def test_a_host_that_has_no_address() -> None:
    assert fault_at("http://nowhere.invalid/v1") == "unreachable"


def test_a_host_that_speaks_no_tls(openai: OpenAIServer) -> None:
    assert fault_at(f"https://{urlsplit(openai.url).netloc}/v1") == "unreachable"
    assert openai.calls == []


def test_a_host_that_never_answers_the_first_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "CONNECT_SECONDS", 0.3)
    with full_house() as url:
        assert fault_at(url) == "unreachable"


@pytest.mark.parametrize("cause", NEVER)
@pytest.mark.parametrize("wrapped", [False, True])
def test_what_only_connecting_can_raise(cause: type[Exception], wrapped: bool) -> None:
    assert FAULTS[failure_of(unanswered(cause("never"), wrapped)).fault].free


@pytest.mark.parametrize("cause", PERHAPS)
@pytest.mark.parametrize("wrapped", [False, True])
def test_what_may_also_end_a_connection_that_was_made(cause: type[Exception], wrapped: bool) -> None:
    assert not FAULTS[failure_of(unanswered(cause("perhaps"), wrapped)).fault].free


def test_what_was_being_handled_besides_is_no_cause() -> None:
    error = unanswered(ConnectionResetError(), wrapped=False)
    error.__context__ = ConnectionRefusedError()
    assert failure_of(error).fault == "broken_off"


def unanswered(cause: Exception, wrapped: bool) -> openai.APIError:
    """As openai raises it: caused by its transport's exception, which the operating system's may have caused."""
    error = openai.APIConnectionError(request=cast(Any, None))
    error.__cause__ = cause
    if wrapped:
        error.__cause__ = RuntimeError("a transport's own")
        error.__cause__.__cause__ = cause
    return error


@contextmanager
def full_house() -> Iterator[str]:
    """A URL with a listener that accepts no connection and whose queue is full: Linux lets further callers wait."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
