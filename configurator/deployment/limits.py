"""Sets limits for which Zappa has no setting, on the function and its API, after each deployment."""

from typing import TYPE_CHECKING, Any

from configurator.deployment.versions import alias_of, forget_alias, publish, remove_unused

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

REQUESTS_PER_SECOND = 50
BURST = 100
"""For all clients together: enough for a launch day, and a limit for the cost of a flood of requests."""


def set_limits(zappa: "ZappaCLI") -> None:
    """Switches off Lambda's retries, sets the request limits, and removes old settings, versions and schedules.

    A failed render decides by itself about another attempt.
    """
    functions, name, alias = zappa.zappa.lambda_client, zappa.lambda_name, alias_of(zappa)
    obsolete = _set_exactly(functions, name, zappa.stage_config["aws_environment_variables"])
    _settle_versions(zappa, alias, changed=bool(obsolete))
    _switch_off_retries(functions, name, alias)
    _limit_requests(zappa)
    if not zappa.stage_config.get("keep_warm", True):
        # An earlier deployment may have scheduled calls. Zappa leaves them.
        zappa.zappa.unschedule_events([], lambda_arn=zappa.lambda_arn, lambda_name=name)
    print(f"Lambda's retries are off; at most {REQUESTS_PER_SECOND} requests a second.")


def _set_exactly(functions: Any, name: str, wanted: dict[str, str]) -> list[str]:
    """Removes settings of earlier deployments, which Zappa keeps. Returns their names."""
    functions.get_waiter("function_updated_v2").wait(FunctionName=name)
    current = functions.get_function_configuration(FunctionName=name).get("Environment", {}).get("Variables", {})
    obsolete = sorted(current.keys() - wanted.keys())
    if obsolete:
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": wanted})
        functions.get_waiter("function_updated_v2").wait(FunctionName=name)
        print(f"No longer set: {', '.join(obsolete)}.")
    return obsolete


def _settle_versions(zappa: "ZappaCLI", alias: str | None, *, changed: bool) -> None:
    """`changed`: whether the function's configuration has changed since Zappa published it."""
    from zappa.core import SNAPSTART_LAMBDA_ALIAS

    functions, name = zappa.zappa.lambda_client, zappa.lambda_name
    if not alias:
        forget_alias(functions, name, SNAPSTART_LAMBDA_ALIAS)
    elif changed:
        publish(zappa, alias)
    removed = remove_unused(functions, name, alias)
    if removed:
        print(f"Versions that nobody calls are removed: {', '.join(removed)}.")


def _switch_off_retries(functions: Any, name: str, alias: str | None) -> None:
    """Of calls by the alias and, for who invokes the function by hand, of calls by its name alone."""
    for qualifier in [{"Qualifier": alias}, {}] if alias else [{}]:
        functions.put_function_event_invoke_config(
            FunctionName=name, MaximumRetryAttempts=0, MaximumEventAgeInSeconds=300, **qualifier
        )


def _limit_requests(zappa: "ZappaCLI") -> None:
    limits = {"rateLimit": REQUESTS_PER_SECOND, "burstLimit": BURST}
    zappa.zappa.apigateway_client.update_stage(
        restApiId=zappa.zappa.get_api_id(zappa.lambda_name),
        stageName=zappa.api_stage,
        patchOperations=[
            {"op": "replace", "path": f"/*/*/throttling/{name}", "value": str(limit)} for name, limit in limits.items()
        ],
    )
