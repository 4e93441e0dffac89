"""Requests that Schemathesis makes from /openapi.json get the answers that it describes, on both stores."""

from collections.abc import Callable

from configurator.demo.openai_server import OpenAIServer
from tests.support.fuzzing import fuzz, fuzzed_environment, is_calm
from tests.support.processes import Server
from tests.support.stores import Place


def test_an_error_in_the_log_is_noticed() -> None:
    at = "2026-11-29T12:00:00.123Z"
    ready = f"Profile is ready: http://127.0.0.1:8000\n{at} INFO [worker] Render 1e37 is ready: 0.0570 USD\n"
    assert is_calm(ready)
    assert not is_calm(f"{ready}{at} ERROR [GET /users] Request 22add92ad4fb: Unexpected TypeError\n")
    assert not is_calm(f"{ready}Request 22add92ad4fb: Unexpected TypeError\n")
    assert not is_calm(f"{ready}{at} ERROR [worker] Render 1e37 waits\n")


def test_every_answer_is_as_described(place: Place, server: Callable[..., Server], openai: OpenAIServer) -> None:
    fuzzed = server(**fuzzed_environment(openai), **place.environment)
    findings = fuzz(fuzzed, per_operation=6)
    assert findings.passed, findings.text
    assert findings.cases > 500
    assert is_calm(fuzzed.output), fuzzed.output
