"""Zappa's commands, from an empty account to one after an undeployment."""

import json
import os
from pathlib import Path

import pytest

from configurator.deployment.outputs import Outputs, OutputsError
from tests.support.aws_account import ALIAS, Account, Deployed
from tests.support.operator import Operator


@pytest.fixture(scope="module")
def production(packing: None, operator: Operator) -> str:
    """The output of `make deploy STAGE=production`."""
    code, said = operator.run("-m", "configurator.deployment", "production", "-s", operator.settings)
    assert code == 0, said
    return said


def test_a_deployment_says_what_it_weighs_and_where_it_is(deployed: Deployed) -> None:
    assert "MB  zipped" in deployed.said
    assert "https://" in deployed.said
    assert "amazonaws.com/dev" in deployed.said


def test_the_function_has_the_role_the_runtime_and_the_time_that_it_needs(deployed: Deployed) -> None:
    configuration = deployed.configuration
    assert configuration["Role"].endswith(":role/profile-dev")
    assert (configuration["Runtime"], configuration["Timeout"]) == ("python3.13", 120)
    assert configuration["Handler"] == "deploy.entry.lambda_handler"


@pytest.mark.parametrize("which", [{}, {"Qualifier": ALIAS}])
def test_lambda_never_runs_a_failed_event_again(which: dict[str, str], deployed: Deployed, account: Account) -> None:
    told = account.client("lambda").get_function_event_invoke_config(FunctionName="profile-dev", **which)
    assert told["MaximumRetryAttempts"] == 0


def test_the_api_is_regional_leaves_bodies_alone_and_has_a_limit(deployed: Deployed, account: Account) -> None:
    gateway = account.client("apigateway")
    (api,) = (api for api in gateway.get_rest_apis()["items"] if api["name"] == "profile-dev")
    template = account.client("cloudformation").get_template(StackName="profile-dev")["TemplateBody"]
    assert template["Resources"]["Api"]["Properties"]["EndpointConfiguration"] == {"Types": ["REGIONAL"]}
    assert "minimumCompressionSize" not in api
    (stage,) = gateway.get_stages(restApiId=api["id"])["item"]
    limits = stage["methodSettings"]["*/*"]
    assert (limits["throttlingRateLimit"], limits["throttlingBurstLimit"]) == (50, 100)
    assert limits["dataTraceEnabled"] is False


def test_no_role_is_made_or_widened(deployed: Deployed, account: Account) -> None:
    iam = account.client("iam")
    assert {role["RoleName"] for role in iam.list_roles()["Roles"]} == {"profile-dev", "profile-production"}
    assert iam.list_role_policies(RoleName="profile-dev")["PolicyNames"] == []


def test_one_command_says_what_it_will_do_then_examines_packs_and_deploys(production: str) -> None:
    told = [
        "Deploying profile-production",
        "1. check tables",
        "point the alias snapstart at it",
        "renders answers.",
        "MB  zipped",
        "Deployment complete",
    ]
    places = [production.find(words) for words in told]
    assert -1 not in places, production
    assert places == sorted(places)


def test_a_stage_is_updated_and_undeployed_from_whatever_a_broken_deployment_left(
    production: str, operator: Operator, account: Account
) -> None:
    assert "profile-production" in operator.zappa("status", "production")
    functions = account.client("lambda")
    functions.update_function_configuration(
        FunctionName="profile-production", Environment={"Variables": {"IMAGE_SIZE": "1024x1024"}}
    )
    outputs = account.outputs("production")
    outputs["environment"]["value"]["IMAGE_TIMEOUT_SECONDS"] = "200"
    operator.set_terraform_outputs("production", outputs)
    updated = operator.zappa("update", "production")
    assert "live" in updated
    assert "No longer set: IMAGE_SIZE." in updated
    wanted = {**outputs["environment"]["value"], "FUNCTION_ALIAS": ALIAS, "FUNCTION_TIMEOUT": "230"}
    for which in ({}, {"Qualifier": ALIAS}):
        told = functions.get_function_configuration(FunctionName="profile-production", **which)
        assert told["Environment"]["Variables"] == wanted
        assert told["Timeout"] == 230
    assert json.loads(invoked(account))["statusCode"] == 200
    account.client("cloudformation").delete_stack(StackName="profile-production")
    code, said = operator.run("-m", "configurator.deployment", "production", "-s", operator.settings)
    assert code == 1
    assert "zappa undeploy production, then make deploy STAGE=production" in said
    assert "Done" in operator.zappa("undeploy", "production", "--yes")
    names = [function["FunctionName"] for function in account.client("lambda").list_functions()["Functions"]]
    assert "profile-production" not in names
    stacks = [stack["StackName"] for stack in account.client("cloudformation").describe_stacks()["Stacks"]]
    assert "profile-production" not in stacks


def test_a_deployment_that_fails_says_that_not_all_was_done(operator: Operator) -> None:
    code, said = operator.run("-m", "configurator.deployment", "production", "-s", "/nowhere.json")
    assert code
    assert "The deployment is incomplete" in said


def test_a_secret_that_nobody_put_in_is_asked_for_before_anything_is_done(account: Account, tmp_path: Path) -> None:
    outputs = account.outputs("dev")
    outputs["environment"]["value"]["SECRET_KEY_PARAMETER"] = "/profile/dev/forgotten"
    operator = Operator(tmp_path, account.endpoint)
    operator.set_terraform_outputs("dev", outputs)
    code, said = operator.run("-m", "configurator.deployment", "dev")
    assert code == 1
    assert "make secret STAGE=dev NAME=forgotten" in said


def test_a_setting_that_the_function_would_refuse_is_refused_before_it_is_packed(
    account: Account, tmp_path: Path
) -> None:
    outputs = account.outputs("dev")
    outputs["environment"]["value"]["IMAGE_TIMEOUT_SECONDS"] = "1000"
    operator = Operator(tmp_path, account.endpoint)
    operator.set_terraform_outputs("dev", outputs)
    command = "from zappa.cli import handle; handle()"
    code, said = operator.run("-c", command, "update", "dev", "-s", operator.settings)
    assert code
    assert "IMAGE_TIMEOUT_SECONDS='1000': use a whole number from 30 to 600." in said
    assert "Packaging" not in said


def test_without_terraforms_work_nothing_is_deployed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terraform = tmp_path / "terraform"
    terraform.write_text("#!/bin/sh\necho {}\n")
    terraform.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(OutputsError, match="make infra STAGE=dev"):
        Outputs.of_stage("dev")


def test_where_terraform_has_not_allowed_the_alias_yet_nothing_is_deployed(account: Account, tmp_path: Path) -> None:
    """A stage of an earlier release: its API would call what the role may not call."""
    outputs = account.outputs("dev")
    del outputs["alias"]
    operator = Operator(tmp_path, account.endpoint)
    operator.set_terraform_outputs("dev", outputs)
    code, said = operator.run("-m", "configurator.deployment", "dev", "-s", operator.settings)
    assert code == 1
    assert "make infra STAGE=dev" in said


def invoked(account: Account) -> str:
    event = {"httpMethod": "GET", "path": "/health", "headers": {"Host": "cars.example.com"}, "requestContext": {}}
    answer = account.client("lambda").invoke(
        FunctionName="profile-production", Qualifier=ALIAS, Payload=json.dumps(event).encode()
    )
    text: str = answer["Payload"].read().decode()
    return text
