"""What API Gateway answers by itself has the shape of the API's problems, and scripts may read it."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from configurator.deployment import limits
from configurator.deployment.gateway_answers import gateway_answers, set_gateway_answers
from configurator.deployment.hooks import set_limits
from tests.support.aws_account import Account, Deployed

HEADER = "gatewayresponse.header."
STATUSES = {
    "THROTTLED": "429",
    "INTEGRATION_TIMEOUT": "504",
    "INTEGRATION_FAILURE": "502",
    "MISSING_AUTHENTICATION_TOKEN": "404",
    "ACCESS_DENIED": "403",
    "REQUEST_TOO_LARGE": "413",
    "BAD_REQUEST_BODY": "400",
}


class Api:
    """A REST API with a stage, as Zappa leaves it."""

    def __init__(self, gateway: Any) -> None:
        self.gateway = gateway
        self.id = gateway.create_rest_api(name=f"api-{uuid4().hex}")["id"]
        root = gateway.get_resources(restApiId=self.id)["items"][0]["id"]
        method = {"restApiId": self.id, "resourceId": root, "httpMethod": "ANY"}
        gateway.put_method(**method, authorizationType="NONE")
        gateway.put_integration(**method, type="MOCK")
        gateway.create_deployment(restApiId=self.id, stageName="dev")
        limit = {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "50"}
        gateway.update_stage(restApiId=self.id, stageName="dev", patchOperations=[limit])

    def deploy(self, *origins: str) -> None:
        set_gateway_answers(self.zappa(), origins or ("*",))

    def zappa(self, **environment: str) -> Any:
        """What Zappa gives its callbacks."""
        core = SimpleNamespace(apigateway_client=self.gateway, get_api_id=lambda _name: self.id)
        stage = {"aws_environment_variables": environment}
        return SimpleNamespace(zappa=core, lambda_name="profile-dev", api_stage="dev", stage_config=stage)

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        return {it["responseType"]: it for it in self.gateway.get_gateway_responses(restApiId=self.id)["items"]}

    @property
    def deployments(self) -> int:
        return len(self.gateway.get_deployments(restApiId=self.id)["items"])

    @property
    def live(self) -> str:
        deployment: str = self.gateway.get_stage(restApiId=self.id, stageName="dev")["deploymentId"]
        return deployment


@pytest.fixture
def api(account: Account) -> Iterator[Api]:
    api = Api(account.client("apigateway"))
    yield api
    api.gateway.delete_rest_api(restApiId=api.id)


def headers(answer: dict[str, Any]) -> dict[str, str]:
    return {name.removeprefix(HEADER): value for name, value in answer["responseParameters"].items()}


def test_every_type_is_a_problem_that_scripts_can_read(api: Api) -> None:
    api.deploy()
    assert {"DEFAULT_4XX", "DEFAULT_5XX", *STATUSES} <= api.answers.keys()
    for kind, answer in api.answers.items():
        sent, problem = headers(answer), json.loads(answer["responseTemplates"]["application/json"])
        assert sent["Content-Type"] == "'application/problem+json'"
        assert sent["Access-Control-Allow-Origin"] == "'*'"
        assert "X-Request-Id" in sent["Access-Control-Expose-Headers"]
        assert (problem["type"], problem["detail"][-1], "$" in str(problem)) == ("about:blank", ".", False)
        # API Gateway keeps the status of a type that isn't named.
        assert str(problem.get("status")) == str(answer.get("statusCode") or None), kind
    assert {kind: api.answers[kind]["statusCode"] for kind in STATUSES} == STATUSES
    assert headers(api.answers["THROTTLED"])["Retry-After"] == "'1'"


def test_they_are_deployed_once_and_again_only_if_something_changes(api: Api) -> None:
    before = api.live
    api.deploy()
    first = api.live
    assert first != before
    api.deploy()
    assert (api.live, api.deployments) == (first, 2)
    api.deploy("capacitor://localhost")
    assert api.live != first
    stage = api.gateway.get_stage(restApiId=api.id, stageName="dev")
    assert stage["methodSettings"]["*/*"]["throttlingRateLimit"] == 50, "what is set on the stage stays"
    assert headers(api.answers["THROTTLED"])["Access-Control-Allow-Origin"] == "'capacitor://localhost'"


def test_what_somebody_changed_by_hand_is_put_back(api: Api) -> None:
    api.deploy()
    api.gateway.put_gateway_response(restApiId=api.id, responseType="THROTTLED", statusCode="420")
    api.deploy()
    assert api.answers["THROTTLED"]["statusCode"] == "429"


def test_of_several_origins_none_is_chosen_because_the_answers_say_nothing_of_anybody() -> None:
    answer = gateway_answers(["https://app.example.com", "capacitor://localhost"])["THROTTLED"]
    assert headers(answer)["Access-Control-Allow-Origin"] == "'*'"


@pytest.mark.parametrize(
    ("setting", "readable_by"),
    [("", "*"), ("https://A.example/", "https://a.example"), ("https://a.example capacitor://localhost", "*")],
)
def test_the_origins_are_read_as_the_app_reads_them(
    setting: str, readable_by: str, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "set_limits", lambda _zappa: None)
    set_limits(api.zappa(CORS_ORIGINS=setting))
    assert headers(api.answers["THROTTLED"])["Access-Control-Allow-Origin"] == f"'{readable_by}'"


def test_a_deployment_sets_them(deployed: Deployed, account: Account) -> None:
    gateway = account.client("apigateway")
    (api,) = (api for api in gateway.get_rest_apis()["items"] if api["name"] == "profile-dev")
    answers = gateway.get_gateway_responses(restApiId=api["id"])["items"]
    assert {answer["responseType"] for answer in answers} == gateway_answers(["*"]).keys()
    assert "API Gateway's own answers are problems now" in deployed.said
