"""Requests that Schemathesis makes from /openapi.json get the answers that it describes, on both stores."""

from collections.abc import Callable

from configurator.demo.openai_server import OpenAIServer
from tests.support.fuzzing import fuzz, fuzzed_environment, is_calm
from tests.support.processes import Server
from tests.support.stores import Place


def test_every_answer_is_as_described(place: Place, server: Callable[..., Server], openai: OpenAIServer) -> None:
    fuzzed = server(**fuzzed_environment(openai), **place.environment)
    findings = fuzz(fuzzed, per_operation=6)
    assert findings.passed, findings.text
    assert findings.cases > 500
    assert is_calm(fuzzed), fuzzed.output
