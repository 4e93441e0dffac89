"""Sets limits for which Zappa has no setting, on the function and its API, after each deployment."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

REQUESTS_PER_SECOND = 50
BURST = 100
"""For all clients together: enough for a launch day, and a limit for the cost of a flood of requests."""


def set_limits(zappa: "ZappaCLI") -> None:
    """Switches off Lambda's retries, sets the request limits, and removes old settings.

    A failed render decides by itself about another attempt.
    """
    _set_exactly(zappa.zappa.lambda_client, zappa.lambda_name, zappa.stage_config["aws_environment_variables"])
    zappa.zappa.lambda_client.put_function_event_invoke_config(
        FunctionName=zappa.lambda_name, MaximumRetryAttempts=0, MaximumEventAgeInSeconds=300
    )
    gateway = zappa.zappa.apigateway_client
    api = zappa.zappa.get_api_id(zappa.lambda_name)
    limits = {"rateLimit": REQUESTS_PER_SECOND, "burstLimit": BURST}
    gateway.update_stage(
        restApiId=api,
        stageName=zappa.api_stage,
        patchOperations=[
            {"op": "replace", "path": f"/*/*/throttling/{name}", "value": str(limit)} for name, limit in limits.items()
        ],
    )
    print(f"Lambda's retries are off; at most {REQUESTS_PER_SECOND} requests a second.")


def _set_exactly(functions: Any, name: str, wanted: dict[str, str]) -> None:
    """Removes settings of earlier deployments, which Zappa keeps."""
    functions.get_waiter("function_updated_v2").wait(FunctionName=name)
    current = functions.get_function_configuration(FunctionName=name).get("Environment", {}).get("Variables", {})
    obsolete = sorted(current.keys() - wanted.keys())
    if obsolete:
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": wanted})
        functions.get_waiter("function_updated_v2").wait(FunctionName=name)
        print(f"No longer set: {', '.join(obsolete)}.")
