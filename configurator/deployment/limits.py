"""What Zappa has no setting for, set on the function and its API after each deployment."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

REQUESTS_PER_SECOND = 50
BURST = 100
"""For all clients together: enough for a launch day, and an upper limit to what a flood may cost."""


def set_limits(zappa: "ZappaCLI") -> None:
    """A failed render is not run again by Lambda (it decides itself), a flood meets a limit, and no setting stays that
    nobody sets any more."""
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
    print(f"Asynchronous invocations are not retried; at most {REQUESTS_PER_SECOND} requests a second.")


def _set_exactly(functions: Any, name: str, wanted: dict[str, str]) -> None:
    """Zappa adds to what it is given whatever is still there from before."""
    functions.get_waiter("function_updated_v2").wait(FunctionName=name)
    found = functions.get_function_configuration(FunctionName=name).get("Environment", {}).get("Variables", {})
    left_over = sorted(found.keys() - wanted.keys())
    if left_over:
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": wanted})
        functions.get_waiter("function_updated_v2").wait(FunctionName=name)
        print(f"No longer set: {', '.join(left_over)}.")
