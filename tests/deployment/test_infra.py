"""infra/ has the code's tables, a role that allows what the code calls, and settings that the app reads."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boto3.session import Session
from botocore import xform_name
from zappa.core import SNAPSTART_LAMBDA_ALIAS

from configurator.deployment.botocore_data import OPERATIONS
from configurator.deployment.outputs import Outputs
from configurator.stores.dynamodb.tables import definitions
from tests.support.aws_account import ALIAS
from tests.support.infra import INFRA, block
from tests.support.processes import ROOT

PACKAGE = ROOT / "configurator"
OPERATORS = {"all", "remove", "provision"}
"""What only commands of an operator call, with the operator's own rights."""
STORES = ("kiosks", "renders", "users")
CONDITIONAL_PUT = "conditional_put"
WRITES = {"Put": "dynamodb:PutItem", "Update": "dynamodb:UpdateItem", "Delete": "dynamodb:DeleteItem"}
NAMED_OTHERWISE = {"s3:ListObjectsV2": "s3:ListBucket", "lambda:Invoke": "lambda:InvokeFunction"}
OF_THE_PLATFORM = {"logs:CreateLogStream", "logs:PutLogEvents"}


def statements() -> dict[str, Any]:
    return {it["sid"]: it for it in block("data", "aws_iam_policy_document", "function", "statement")}


def granted() -> dict[str, set[str]]:
    return {sid: set(statement["actions"]) for sid, statement in statements().items()}


def called(service: Any, file: str) -> set[str]:
    """The AWS operations that a module calls, except in an operator's command."""
    model = Session().client(service, region_name="us-east-1").meta.service_model
    methods = {word: name for name in model.operation_names for word in (name, xform_name(name))}
    return {methods[word] for word in _words(PACKAGE / file) if word in methods}


def needed(service: str, file: str) -> set[str]:
    """The IAM actions that a module needs for its calls."""
    actions = {f"{service}:{name}" for name in called(service, file)}
    return {NAMED_OTHERWISE.get(action, action) for action in actions} | _writes(file)


def _words(path: Path) -> Iterator[str]:
    """The names of called methods, and texts that name an operation, or a method for a paginator or a signed link."""
    for node in _functions(path):
        for call in (inner for inner in ast.walk(node) if isinstance(inner, ast.Call)):
            yield from [call.func.attr] if isinstance(call.func, ast.Attribute) else []
            yield from (it.value for it in call.args if isinstance(it, ast.Constant) and isinstance(it.value, str))


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    """A module's functions, and those of the module that writes conditionally for it."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name not in OPERATORS:
            yield node
        if isinstance(node, ast.ImportFrom) and str(node.module).endswith(f".{CONDITIONAL_PUT}"):
            yield from _functions(path.with_stem(CONDITIONAL_PUT))


def _writes(file: str) -> set[str]:
    """The actions that a module's transactions contain: a transaction needs the permissions of its writes."""
    keys = {
        key.value
        for node in _functions(PACKAGE / file)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Dict)
        for key in inner.keys
        if isinstance(key, ast.Constant)
    }
    return {action for word, action in WRITES.items() if word in keys}


def test_the_tables_are_those_of_the_code_by_the_same_file() -> None:
    read = block("locals", "tables")
    assert "../configurator/stores/tables.json" in read
    table = block("resource", "aws_dynamodb_table", "this")
    assert table["for_each"] == "${local.tables}"
    assert table["name"] == "${local.prefix}${each.key}"
    used = set(re.findall(r"(?:each|keyed|global_secondary_index)\.value\.(\w+)", json.dumps(table)))
    used |= set(re.findall(r"keyed\.(\w+)", json.dumps(table)))
    keys = {name for definition in definitions().values() for name in definition}
    keys |= {name for definition in definitions().values() for index in definition.get("indexes", []) for name in index}
    assert keys <= used | {"value"}


def test_the_tables_are_on_demand_and_safe() -> None:
    table = block("resource", "aws_dynamodb_table", "this")
    assert table["billing_mode"] == "PAY_PER_REQUEST"
    assert table["deletion_protection_enabled"] == "${var.protected}"
    assert block("variable", "protected", "default") is True
    assert table["point_in_time_recovery"][0]["enabled"] is True
    assert table["server_side_encryption"][0]["enabled"] is True


def test_the_role_may_do_what_the_code_does_and_nothing_else() -> None:
    renders = needed("dynamodb", "stores/dynamodb/renders.py") - {"dynamodb:TransactWriteItems"}
    assert granted() == {
        "Users": needed("dynamodb", "stores/dynamodb/users.py"),
        "Renders": renders - {"dynamodb:UpdateItem"},
        "Kiosks": needed("dynamodb", "stores/dynamodb/kiosks.py"),
        "Budget": renders - {"dynamodb:PutItem", "dynamodb:Query"},
        "Pictures": needed("s3", "files/s3.py") - {"s3:ListBucket"},
        "FindPictures": needed("s3", "files/s3.py") & {"s3:ListBucket"},
        "Secrets": needed("ssm", "aws/parameters.py"),
        "Itself": needed("lambda", "app/runners.py"),
        "Log": OF_THE_PLATFORM,
    }


def test_counters_need_nothing_but_what_the_ledger_needs() -> None:
    assert needed("dynamodb", "stores/dynamodb/counters.py") <= granted()["Budget"]


def test_the_function_and_its_api_may_call_it_by_its_name_and_by_the_alias_that_zappa_moves() -> None:
    assert statements()["Itself"]["resources"] == ["${local.function}", "${local.function}:${local.alias}"]
    assert block("locals", "alias") == SNAPSTART_LAMBDA_ALIAS == ALIAS


def test_what_is_packed_of_aws_descriptions_is_what_the_code_calls() -> None:
    assert {service: set(operations) for service, operations in OPERATIONS.items()} == {
        # Our own client needs no description; botocore finds its address where a setting asks for a special one.
        "dynamodb": set(),
        "lambda": called("lambda", "app/runners.py"),
        "s3": called("s3", "files/s3.py"),
        "ssm": called("ssm", "aws/parameters.py"),
    }


def test_no_other_module_speaks_to_aws() -> None:
    speaking = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^\s*(from|import) boto", path.read_text(), re.MULTILINE)
        and path.parent.name not in ("deployment", "aws_lambda")
    }
    of_aws = {f"aws/{name}.py" for name in ("client", "credentials", "endpoint", "errors", "parameters")}
    assert speaking == {"files/s3.py", "app/runners.py"} | of_aws


def test_nothing_is_granted_on_everything() -> None:
    for statement in statements().values():
        assert "*" not in statement["resources"]
        assert not [action for action in statement["actions"] if action.endswith("*")]


def test_pictures_are_for_nobody_without_a_signed_link() -> None:
    access = block("resource", "aws_s3_bucket_public_access_block", "this")
    assert [access[name] for name in access if name.startswith(("block_", "ignore_", "restrict_"))] == [True] * 4


def test_no_value_of_a_secret_is_described() -> None:
    texts = "".join(file.read_text() for file in INFRA.glob("*.tf"))
    assert "aws_ssm_parameter" not in texts
    assert "aws_secretsmanager" not in texts


def test_the_outputs_are_those_that_the_deployment_reads() -> None:
    outputs = {name for output in block("output") for name in output}
    assert outputs == set(Outputs.__slots__)


def made() -> set[str]:
    """The settings that outputs.tf sets."""
    return set(re.findall(r"^    ([A-Z_]+) +=", (INFRA / "outputs.tf").read_text(), re.MULTILINE))


def settings_source() -> str:
    return "".join(file.read_text() for file in (PACKAGE / "settings").glob("*.py"))


def test_every_setting_that_terraform_makes_is_one_that_the_app_reads() -> None:
    read = settings_source()
    assert len(made()) > 8
    assert [name for name in made() if f'"{name}"' not in read] == []


def test_what_an_operator_may_set_besides_is_read_too_and_made_by_nothing_else() -> None:
    allowed = set(re.findall(r'"([A-Z_]+)"', block("variable", "settings", "validation")[0]["condition"]))
    read = settings_source()
    assert len(allowed) > 10
    assert [name for name in allowed if f'"{name}"' not in read] == []
    assert allowed & made() == set()


def resources_of_all_files() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in block("resource"):
        for each in file if isinstance(file, list) else [file]:
            yield from each.items()


def test_nothing_goes_before_the_tables_that_are_protected() -> None:
    after = {name.strip("${}") for name in block("resource", "aws_dynamodb_table", "this", "depends_on")}
    resources = {f"{kind}.{name}" for kind, named in resources_of_all_files() for name in named if name[:2] != "__"}
    needed_by_those = {
        "aws_cloudwatch_log_group.function",
        "aws_iam_role.function",
        "aws_s3_bucket.this",
        "aws_sns_topic.alarms",
    }
    assert resources - after - needed_by_those == {"aws_dynamodb_table.this", "aws_budgets_budget.this"}
    assert "aws_dynamodb_table" not in json.dumps([block("data"), block("resource", "aws_cloudwatch_dashboard")])


def test_no_address_belongs_to_one_partition_only() -> None:
    """GovCloud and China have others. The names of services are the same everywhere."""
    texts = "".join(file.read_text() for file in INFRA.glob("*.tf"))
    assert texts.count("arn:") == texts.count("arn:${local.partition}:") > 2
    assert set(re.findall(r"[\w.]*amazonaws\.com[\w.]*", texts)) == {"apigateway.amazonaws.com", "lambda.amazonaws.com"}
    assert block("locals", "partition") == "${data.aws_partition.this.partition}"
    [hosts] = re.findall(r"TRUSTED_HOSTS += (.*)", texts)
    assert hosts == '".execute-api.${var.region}.${data.aws_partition.this.dns_suffix}"'


def test_a_budget_in_usd_is_made_where_there_are_some() -> None:
    assert block("resource", "aws_budgets_budget", "this", "count") == '${local.partition == "aws" ? 1 : 0}'
