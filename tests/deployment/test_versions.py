"""Visitors and workers meet a published version with a snapshot, by an alias that Zappa moves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from configurator.deployment.outputs import zappa_settings
from tests.support.aws_account import ALIAS, Account, Deployed
from tests.support.operator import Operator

NAME = "profile-production"


def integration(account: Account, name: str) -> dict[str, Any]:
    """How the API of this name calls the function, as CloudFormation was told."""
    template = account.client("cloudformation").get_template(StackName=name)["TemplateBody"]
    told: dict[str, Any] = template["Resources"]["ANY1"]["Properties"]["Integration"]
    return told


def test_the_api_calls_a_version_with_a_snapshot(deployed: Deployed, account: Account) -> None:
    functions = account.client("lambda")
    version = functions.get_alias(FunctionName="profile-dev", Name=ALIAS)["FunctionVersion"]
    assert version != "$LATEST"
    told = functions.get_function_configuration(FunctionName="profile-dev", Qualifier=ALIAS)
    assert told["SnapStart"] == {"ApplyOn": "PublishedVersions", "OptimizationStatus": "On"}
    called = integration(account, "profile-dev")
    assert called["Uri"].endswith(f":function:profile-dev:{ALIAS}/invocations")
    assert called["Credentials"].endswith(":role/profile-dev"), "the role's policy allows the alias"


def test_nothing_keeps_an_instance_warm_that_nobody_calls(deployed: Deployed, account: Account) -> None:
    """Zappa's schedule calls the function by its name, without the alias."""
    assert account.client("events").list_rules()["Rules"] == []


@pytest.fixture
def production(packing: None, operator: Operator) -> Iterator[None]:
    operator.zappa("deploy", "production")
    yield
    operator.zappa("undeploy", "production", "--yes")


def test_an_update_moves_the_alias_a_rollback_moves_it_back_and_what_nobody_calls_goes(
    production: None, operator: Operator, account: Account, tmp_path: Path
) -> None:
    first = called_code(account)
    schedule_calls(account)
    operator.zappa("update", "production")
    second = called_code(account)
    assert second != first
    assert codes(account) == {first, second}
    assert len(versions(account)) == 2, "each version has a snapshot that costs money"
    assert account.client("events").list_rules()["Rules"] == [], "nobody calls the function by its name any more"
    said = operator.zappa("rollback", "production", "-n", "1")
    assert called_code(account) == first, said
    operator.zappa("rollback", "production", "-n", "1")
    assert called_code(account) == second, "a rollback of the rollback"
    without_snapshots(operator, tmp_path)
    assert integration(account, NAME)["Uri"].endswith(f":function:{NAME}/invocations")
    functions = account.client("lambda")
    assert functions.list_aliases(FunctionName=NAME)["Aliases"] == []
    assert len(versions(account)) == 2
    told = functions.get_function_configuration(FunctionName=NAME)
    assert told["SnapStart"]["ApplyOn"] == "None"
    assert "FUNCTION_ALIAS" not in told["Environment"]["Variables"]


def versions(account: Account) -> list[dict[str, Any]]:
    told = account.client("lambda").list_versions_by_function(FunctionName=NAME)["Versions"]
    return [version for version in told if version["Version"] != "$LATEST"]


def codes(account: Account) -> set[str]:
    return {version["CodeSha256"] for version in versions(account)}


def called_code(account: Account) -> str:
    told = account.client("lambda").get_function_configuration(FunctionName=NAME, Qualifier=ALIAS)
    code: str = told["CodeSha256"]
    return code


def schedule_calls(account: Account) -> None:
    """What an earlier deployment with keep_warm left."""
    events = account.client("events")
    function = account.client("lambda").get_function_configuration(FunctionName=NAME)["FunctionArn"]
    events.put_rule(Name=f"{NAME}-zappa-keep-warm", ScheduleExpression="rate(4 minutes)")
    events.put_targets(Rule=f"{NAME}-zappa-keep-warm", Targets=[{"Id": "Id0", "Arn": function.split(":$")[0]}])


def without_snapshots(operator: Operator, folder: Path) -> None:
    """Updates the stage with SnapStart switched off."""
    settings = zappa_settings()
    settings["common"] |= {"touch": False, "snap_start": "None"}
    path = folder / "zappa_settings.json"
    path.write_text(json.dumps(settings))
    command = "from zappa.cli import handle; handle()"
    code, said = operator.run("-c", command, "update", "production", "-s", str(path))
    assert code == 0, said
