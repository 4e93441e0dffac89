"""Other tasks of an operator: set a secret, run a command with a stage's tables."""

import json
from pathlib import Path

import pytest

from tests.deployment.conftest import Stage
from tests.support.api_gateway import REST
from tests.support.aws_account import SECRETS, Account
from tests.support.examples import a_user
from tests.support.operator import Operator

BETTER = "b" * 43


def value_of(account: Account, name: str) -> str:
    value: str = account.client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    return value


def test_a_secret_goes_in_by_no_command_line(session_key: str, account: Account, operator: Operator) -> None:
    code, said = operator.run("-m", "configurator.deployment.secret", "dev", "secret-key", typed=f"{BETTER}\n")
    assert code == 0, said
    assert value_of(account, session_key) == BETTER
    assert BETTER not in said
    assert "make deploy STAGE=dev" in said
    (told,) = account.client("ssm").describe_parameters(ParameterFilters=[{"Key": "Name", "Values": [session_key]}])[
        "Parameters"
    ]
    assert told["Type"] == "SecureString"


@pytest.mark.parametrize("typed", [BETTER, ""])
def test_at_a_terminal_it_is_asked_for_out_of_sight_and_made_for_who_gives_none(
    typed: str, session_key: str, account: Account, operator: Operator
) -> None:
    shown = operator.at_a_terminal("-m", "configurator.deployment.secret", "dev", "secret-key", typed=f"{typed}\n")
    assert shown.startswith(f"{session_key}, or press Enter to generate one: ")
    put_in = value_of(account, session_key)
    assert put_in == typed or (not typed and put_in != SECRETS[session_key])
    assert len(put_in) >= 32
    assert put_in not in shown


def test_the_doctor_says_where_a_key_is_missing(account: Account, tmp_path: Path) -> None:
    outputs = account.outputs("dev")
    outputs["environment"]["value"]["OPENAI_API_KEY_PARAMETER"] = "/profile/dev/forgotten"
    operator = Operator(tmp_path, account.endpoint)
    operator.set_terraform_outputs("dev", outputs)
    code, said = operator.run("-m", "configurator.deployment.operate", "dev", "doctor")
    assert code == 1
    assert "/profile/dev/forgotten can't be read or is broken: set it with `make secret`." in said


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("secret-key", "short", "use 32 random characters or more"),
        ("openai-api-key", "sk-in two-pieces", "without breaks"),
        ("openai-api-key", "", "The secret is empty"),
        ("password", "x" * 43, "NAME=secret-key or NAME=openai-api-key"),
        ("", "x" * 43, "NAME=secret-key or NAME=openai-api-key"),
    ],
)
def test_a_secret_that_can_not_work_is_left_out(
    name: str, typed: str, told: str, account: Account, operator: Operator
) -> None:
    code, said = operator.run("-m", "configurator.deployment.secret", "dev", name, typed=f"{typed}\n")
    assert code == 1
    assert told in said
    assert "Traceback" not in said
    assert {name: value_of(account, name) for name in SECRETS} == SECRETS


def test_a_person_is_exported_and_erased_where_the_stage_has_them(stage: Stage) -> None:
    user = a_user()
    assert stage.visit(REST).post("/dev/users", user).status == 200
    code, written = stage.operator.run("-m", "configurator.deployment.operate", "dev", "export", only_stdout=True)
    assert code == 0
    assert user["userId"] in [json.loads(line)["userId"] for line in written.splitlines()]
    code, said = stage.operator.run("-m", "configurator.deployment.operate", "dev", "erase", user["userId"])
    assert code == 0, said
    assert f"Stage dev: tables {stage.tables}*" in said
    assert stage.visit(REST).get(f"/dev/users/{user['userId']}").status == 404


@pytest.mark.parametrize(
    ("words", "told"), [(["nowhere", "doctor"], "STAGE=dev"), ([], "STAGE=dev"), (["dev"], "COMMAND=doctor")]
)
def test_a_command_without_its_words_says_which(words: list[str], told: str, operator: Operator) -> None:
    code, said = operator.run("-m", "configurator.deployment.operate", *words)
    assert code == 1
    assert told in said
