"""The published versions of a stage's function. With SnapStart, each has a snapshot, which costs money while it exists.

Zappa publishes them and points an alias at the newest, which API Gateway and the workers call.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, WaiterError

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI


def alias_of(zappa: "ZappaCLI") -> str | None:
    """The alias that API Gateway and the workers call, or None without SnapStart: then they call the function."""
    alias: str | None = zappa.apigateway_lambda_qualifier
    return alias


def publish(zappa: "ZappaCLI", alias: str) -> None:
    """Publishes the function as it is now, and points the alias at the new version once its snapshot is taken."""
    functions, name = zappa.zappa.lambda_client, zappa.lambda_name
    version = functions.publish_version(FunctionName=name)["Version"]
    functions.get_waiter("published_version_active").wait(FunctionName=name, Qualifier=version)
    functions.update_alias(FunctionName=name, Name=alias, FunctionVersion=version)


def remove_unused(functions: Any, name: str, alias: str | None) -> list[str]:
    """Deletes the published versions except the one that the alias calls, or else the newest, and the newest with other
    code. Returns their numbers.

    Zappa's rollback goes one version back, so that one must have other code. An update publishes a version for the
    code and another one for the configuration: without this, a rollback would only undo the second.
    """
    published = sorted(_published(functions, name), key=lambda it: int(it["Version"]), reverse=True)
    newest = published[0]["Version"]
    used = functions.get_alias(FunctionName=name, Name=alias)["FunctionVersion"] if alias else newest
    code = next(it["CodeSha256"] for it in published if it["Version"] == used)
    others = [it["Version"] for it in published if it["CodeSha256"] != code]
    unused = [it["Version"] for it in published if it["Version"] not in (used, *others[:1])]
    for version in unused:
        _delete(functions, name, version)
    return unused


def _delete(functions: Any, name: str, version: str) -> None:
    which = {"FunctionName": name, "Qualifier": version}
    if functions.get_function_configuration(**which)["State"] == "Pending":
        # Lambda deletes no version while it takes its snapshot. One that can't start gets none.
        with suppress(WaiterError):
            functions.get_waiter("published_version_active").wait(**which)
    functions.delete_function(**which)


def forget_alias(functions: Any, name: str, alias: str) -> None:
    """Deletes an alias that nobody calls any more, if there is one. It would keep its version and its snapshot."""
    try:
        functions.delete_alias(FunctionName=name, Name=alias)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise


def _published(functions: Any, name: str) -> list[dict[str, Any]]:
    pages = functions.get_paginator("list_versions_by_function").paginate(FunctionName=name)
    return [version for page in pages for version in page["Versions"] if version["Version"] != "$LATEST"]
