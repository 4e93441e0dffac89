"""API Gateway's own answers, to requests that don't reach the function or get nothing from it, in the API's shape.

Zappa has no setting for them and its template doesn't name them, so they are put on the API after each deployment. They
take effect with another deployment of the stage, which is made only if one of them has changed.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from configurator.web.http.json_response import compact_json
from configurator.web.http.problems import PROBLEM_TYPE, problem_document
from configurator.web.http.security.cors import RESPONSE_HEADERS

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

_AGAIN = "Nothing was lost; send the same request again in a moment."
_UNREADABLE = "The request is incomplete or invalid."


class _Answer(NamedTuple):
    """A status and what the problem says. Without a status, API Gateway keeps its own, and the problem names none."""

    status: int | None
    title: str
    detail: str
    retry_after: int | None = None


_ANSWERS: Mapping[str, _Answer] = {
    "THROTTLED": _Answer(429, "Too Many Requests", f"All clients together send too many requests. {_AGAIN}", 1),
    "QUOTA_EXCEEDED": _Answer(429, "Too Many Requests", "The quota of this key is spent.", 60),
    "INTEGRATION_TIMEOUT": _Answer(504, "Gateway Timeout", "The answer took too long. Send the same request again.", 5),
    "INTEGRATION_FAILURE": _Answer(502, "Bad Gateway", f"The server gave no answer. {_AGAIN}", 5),
    "API_CONFIGURATION_ERROR": _Answer(500, "Internal Server Error", "The error is on our side."),
    "MISSING_AUTHENTICATION_TOKEN": _Answer(404, "Not Found", "There is nothing at this path."),
    "RESOURCE_NOT_FOUND": _Answer(404, "Not Found", "There is nothing at this path."),
    "ACCESS_DENIED": _Answer(403, "Forbidden", "This request isn't allowed."),
    "WAF_FILTERED": _Answer(403, "Forbidden", "This request isn't allowed."),
    "REQUEST_TOO_LARGE": _Answer(413, "Content Too Large", "The request body is larger than 64 KB, the limit."),
    "UNSUPPORTED_MEDIA_TYPE": _Answer(415, "Unsupported Media Type", "Send the body as JSON."),
    "BAD_REQUEST_BODY": _Answer(400, "Bad Request", _UNREADABLE),
    "BAD_REQUEST_PARAMETERS": _Answer(400, "Bad Request", _UNREADABLE),
    "DEFAULT_4XX": _Answer(None, "Bad Request", _UNREADABLE),
    "DEFAULT_5XX": _Answer(None, "Internal Server Error", f"The error is on our side. {_AGAIN}", 5),
}
"""By API Gateway's type. The last two are for all types that aren't named.

Without an authorizer, a missing authentication token means that no route of the API fits the path.
"""


def set_gateway_answers(zappa: "ZappaCLI", origins: Sequence[str]) -> None:
    """Puts all answers that differ from those of the API, and deploys the stage if there is one. `origins` are those of
    CORS_ORIGINS."""
    gateway = zappa.zappa.apigateway_client
    api = zappa.zappa.get_api_id(zappa.lambda_name)
    known = {it["responseType"]: it for it in _all_answers(gateway, api)}
    changed = {kind: wanted for kind, wanted in gateway_answers(origins).items() if _differs(known.get(kind), wanted)}
    for kind, wanted in changed.items():
        gateway.put_gateway_response(restApiId=api, responseType=kind, **wanted)
    if changed:
        _deploy(gateway, api, zappa.api_stage)
        print(f"API Gateway's own answers are problems now: {len(changed)} changed.")


def gateway_answers(origins: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By type, what `put_gateway_response` takes besides API and type."""
    return {kind: _parameters(answer, origins) for kind, answer in _ANSWERS.items()}


def _parameters(answer: _Answer, origins: Sequence[str]) -> dict[str, Any]:
    headers = {
        "Content-Type": PROBLEM_TYPE,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        # API Gateway can't compare: it names one origin. These answers have nothing of anybody, so all may read them.
        "Access-Control-Allow-Origin": origins[0] if len(origins) == 1 else "*",
        "Access-Control-Expose-Headers": f"{RESPONSE_HEADERS}, x-amzn-RequestId",
        **({"Retry-After": str(answer.retry_after)} if answer.retry_after else {}),
    }
    # A text in single quotes is itself; anything else names a part of the request.
    mapped = {f"gatewayresponse.header.{name}": f"'{value}'" for name, value in headers.items()}
    mapped["gatewayresponse.header.X-Request-Id"] = "method.request.header.X-Request-Id"
    status = {"statusCode": str(answer.status)} if answer.status else {}
    return {**status, "responseParameters": mapped, "responseTemplates": {"application/json": _body(answer)}}


def _body(answer: _Answer) -> str:
    problem = problem_document(answer.status or 0, answer.title, answer.detail)
    if not answer.status:
        del problem["status"]
    return compact_json(problem)


def _deploy(gateway: Any, api: str, stage: str) -> None:
    """Gives the stage another deployment. All that Zappa and we have set on the stage stays."""
    new = gateway.create_deployment(restApiId=api, description="API Gateway's own answers")["id"]
    operations = [{"op": "replace", "path": "/deploymentId", "value": new}]
    gateway.update_stage(restApiId=api, stageName=stage, patchOperations=operations)


def _all_answers(gateway: Any, api: str) -> list[dict[str, Any]]:
    """Those that were put, and API Gateway's own. They fit into one page: there are 21 types."""
    found: list[dict[str, Any]] = gateway.get_gateway_responses(restApiId=api, limit=500)["items"]
    return found


def _differs(known: Mapping[str, Any] | None, wanted: Mapping[str, Any]) -> bool:
    return known is None or any(known.get(name) != value for name, value in wanted.items())
