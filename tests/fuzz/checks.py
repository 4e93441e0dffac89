"""What Schemathesis sends and checks in addition to what it does by itself."""

import re
from itertools import count
from typing import Any

import hypothesis
import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response

BEYOND_SCHEMAS = re.compile(r"userId|code|cars\.\d+\.id|severity")
"""What the API may refuse of a valid request: an id that is taken, a code with a wrong check symbol, two cars with the
same id, and the severity of a type of colour vision that has none."""

_numbers = count()

# Schemathesis scores each answer. Hypothesis would look for better scores in requests that it has sent, for minutes.
hypothesis.target = lambda observation, *, label="": observation


@schemathesis.hook
def before_call(context: HookContext, case: "Case[Any]", kwargs: dict[str, Any]) -> None:
    """Three of four new users get an id that is free. Most would get one of a few ids, and be refused."""
    body, number = case.body, next(_numbers)
    if case.operation.definition.raw.get("operationId") == "createUser" and number % 4 and isinstance(body, dict):
        user_id = body.get("userId")
        if isinstance(user_id, str) and 0 < len(user_id) <= 100:
            case.body = {**body, "userId": f"{user_id}~{number}"}


@schemathesis.check
def refuses_only_what_a_schema_cannot_say(context: CheckContext, response: Response, case: "Case[Any]") -> None:
    """A request that the description allows gets 400 only for values that no schema can describe."""
    if response.status_code == 400 and case.meta and case.meta.generation.mode.is_positive:
        faults = response.json().get("invalid_params", [{"name": ""}])
        assert all(BEYOND_SCHEMAS.fullmatch(fault["name"]) for fault in faults), faults


@schemathesis.check
def answers_other_sites(context: CheckContext, response: Response, case: "Case[Any]") -> None:
    """A script of another site can read each answer, refusals included."""
    assert response.headers.get("access-control-allow-origin") == ["*"], "no Access-Control-Allow-Origin"


@schemathesis.check
def names_every_request(context: CheckContext, response: Response, case: "Case[Any]") -> None:
    """Also a refusal has an id, by which the operator finds it in the log."""
    assert response.headers.get("x-request-id"), "no X-Request-Id"
