"""What the OpenAPI document says of limits is what a server with limits does."""

import re
from collections.abc import Callable
from typing import Any

from tests.support.examples import Document
from tests.support.openapi import OURS_DESCRIBED, ask, operations
from tests.support.processes import Server


def content(details: Document) -> Any:
    return details["responses"]["429"]["content"]["application/problem+json"]["example"]


def test_every_limited_operation_says_so_and_no_other(server: Callable[..., Server]) -> None:
    http = server(RATE_LIMITS="on").client()
    for path, method, details in operations(OURS_DESCRIBED):
        answer = ask(http, path, method, details)
        limit = (answer.headers["RateLimit"] or "").partition(";")[0].strip('"')
        described = details["responses"].get("429")
        assert bool(limit) == (described is not None), (method, path)
        assert described is None or content(details)["violated-policies"] == [limit], (method, path)


def test_the_example_of_too_many_requests(server: Callable[..., Server]) -> None:
    http = server(RATE_LIMITS="on", RATE_LIMIT_READ="1/minute").client()
    refusals = [answer for answer in (http.get("/palettes") for _ in range(3)) if answer.status == 429]
    example = content(OURS_DESCRIBED["paths"]["/palettes"]["get"])
    assert without_numbers(refusals[-1].json()) == without_numbers(example)


def without_numbers(problem: Document) -> Document:
    """Its detail says how many requests, and how many seconds."""
    detail = re.sub(r"\d+", "n", problem["detail"]).replace("second.", "seconds.")
    return problem | {"detail": detail}
