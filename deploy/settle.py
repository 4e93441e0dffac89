"""What Zappa has no setting for, set on the function and its API after each deployment."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

REQUESTS_PER_SECOND = 50
BURST = 100
"""For all clients together: enough for a launch day, and an upper limit to what a flood may cost."""


def settle(zappa: "ZappaCLI") -> None:
    """A failed render is not run again by Lambda (it decides itself), and a flood meets a limit."""
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
