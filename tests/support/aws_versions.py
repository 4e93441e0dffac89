"""What moto lacks of Lambda's versions: SnapStart, options of invocations by alias, numbers that never repeat, and the
code of a version to download.
"""

import copy
import json
import sys
from collections import defaultdict
from typing import Any, cast
from urllib.parse import quote

from moto.awslambda.exceptions import ConflictException, UnknownFunctionException
from moto.awslambda.models import LambdaFunction, LambdaStorage
from moto.awslambda.responses import LambdaResponse
from moto.s3.models import get_canned_acl, s3_backends

_configuration = LambdaFunction.get_configuration
_created = LambdaFunction.__init__
_updated = LambdaFunction.update_configuration
_invoked = LambdaResponse.invoke
_deleted = LambdaStorage.del_function
_found = LambdaStorage.get_function_by_name_or_arn_with_qualifier

_snap_start: dict[str, str] = {}
"""By the function's name. Tests switch it on and off for a whole function."""
_numbers: defaultdict[str, int] = defaultdict(int)
_COLONS_OF_A_VERSION = 7
_CODE = "awslambda-tasks"
_invoke_options: dict[tuple[str, str], dict[str, Any]] = {}


def create(function: LambdaFunction, account_id: str, spec: dict[str, Any], *others: Any, **named: Any) -> None:
    _created(function, account_id, spec, *others, **named)
    _snap_start[function.function_name] = spec.get("SnapStart", {}).get("ApplyOn", "None")


def update(function: LambdaFunction, changes: dict[str, Any]) -> dict[str, Any]:
    if "SnapStart" in changes:
        _snap_start[function.function_name] = changes["SnapStart"]["ApplyOn"]
    return _updated(function, changes)


def configuration(function: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
    is_version = function.function_arn.count(":") == _COLONS_OF_A_VERSION
    applied = _snap_start[function.function_name]
    taken = is_version and applied == "PublishedVersions"
    snapshot = {"ApplyOn": applied, "OptimizationStatus": "On" if taken else "Off"}
    return {**_configuration(function, on_create), "SnapStart": snapshot}


def publish(storage: LambdaStorage, name_or_arn: str, description: str = "") -> LambdaFunction:
    """Nothing is published without a change, as on AWS."""
    latest = storage.get_function_by_name_or_arn_forbid_qualifier(name_or_arn)
    versions = storage._functions[latest.function_name]["versions"]
    if versions and not latest.code_or_config_updated:
        return cast(LambdaFunction, versions[-1])
    latest.code_or_config_updated = False
    _numbers[latest.function_name] += 1
    version: LambdaFunction = copy.copy(latest)
    version.set_version(_numbers[latest.function_name])
    version.description = description or version.description
    versions.append(version)
    storage._arns[version.function_arn] = version
    return version


def delete(storage: LambdaStorage, name_or_arn: str, qualifier: str | None = None) -> None:
    aliases = storage._get_function_aliases(name_or_arn).values() if qualifier else []
    if qualifier in [alias.function_version for alias in aliases]:
        raise ConflictException(f"An alias refers to version {qualifier}.")
    _deleted(storage, name_or_arn, qualifier)


def code(function: LambdaFunction) -> dict[str, Any]:
    """The code is an object in a bucket of Lambda's own, at an address that needs no signature."""
    storage = s3_backends[function.account_id]["aws"]
    if _CODE not in storage.buckets:
        storage.create_bucket(_CODE, function.region)
    name = function.code_sha_256.replace("/", "_")
    storage.put_object(_CODE, name, function.code_bytes)
    storage.put_object_acl(_CODE, name, get_canned_acl("public-read"))
    address = f"http://127.0.0.1:{sys.argv[1]}/{_CODE}/{quote(name)}"
    return {"Configuration": function.get_configuration(), "Code": {"Location": address, "RepositoryType": "S3"}}


def find(storage: LambdaStorage, name_or_arn: str, qualifier: str | None = None) -> LambdaFunction:
    """Takes `function:NAME:VERSION` too, by which Zappa asks for the code to roll back to."""
    return _found(storage, name_or_arn.removeprefix("function:"), qualifier)


def invoke(response: LambdaResponse) -> tuple[int, dict[str, str], str | bytes]:
    """moto looks for the version or alias under another name, and would invoke the function as it is."""
    if "Qualifier" in response.querystring:
        response.querystring["qualifier"] = response.querystring["Qualifier"]
    answer: tuple[int, dict[str, str], str | bytes] = _invoked(response)
    return answer


def put_invoke_options(response: LambdaResponse) -> str:
    key = _name_and_qualifier(response)
    _invoke_options[key] = {"FunctionArn": ":".join(key), **json.loads(response.body)}
    return json.dumps(_invoke_options[key])


def invoke_options(response: LambdaResponse) -> str:
    key = _name_and_qualifier(response)
    if key not in _invoke_options:
        raise UnknownFunctionException(":".join(key))
    return json.dumps(_invoke_options[key])


def _name_and_qualifier(response: LambdaResponse) -> tuple[str, str]:
    return response.path.split("/")[-2], (response.querystring.get("Qualifier") or ["$LATEST"])[0]


METHODS: dict[type, dict[str, Any]] = {
    LambdaFunction: {
        "__init__": create,
        "update_configuration": update,
        "get_configuration": configuration,
        "get_code": code,
    },
    LambdaStorage: {
        "publish_version": publish,
        "del_function": delete,
        "get_function_by_name_or_arn_with_qualifier": find,
    },
    LambdaResponse: {
        "invoke": invoke,
        "put_function_event_invoke_config": put_invoke_options,
        "get_function_event_invoke_config": invoke_options,
    },
}
"""The methods that replace moto's own, by class."""
