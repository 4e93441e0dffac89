"""The status of a stage's deployment, read from AWS."""

from typing import Any, Literal

from botocore.exceptions import ClientError

from configurator.deployment.outputs import Outputs

DeploymentStatus = Literal["absent", "incomplete", "in progress", "complete"]


def deployment_status(session: Any, name: str) -> DeploymentStatus:
    """The status of the function and its API. Raises ClientError and BotoCoreError.

    "incomplete": there is a function and no API, because a first deployment is between the two steps or was interrupted
    there. Then Zappa can neither deploy nor update.
    """
    if not _has_function(session.client("lambda"), name):
        return "absent"
    status = _status_of_api(session.client("cloudformation"), name)
    if status.endswith("_IN_PROGRESS"):
        return "in progress"
    return "complete" if status.startswith(("CREATE_COMPLETE", "UPDATE_", "IMPORT_")) else "incomplete"


def missing_secrets(session: Any, outputs: Outputs) -> list[str]:
    """The names of secrets that are not set. Reads no values. Raises ClientError and BotoCoreError."""
    missing = session.client("ssm").get_parameters(Names=list(outputs.secrets.values()))["InvalidParameters"]
    return [name for name, parameter in outputs.secrets.items() if parameter in missing]


def _has_function(functions: Any, name: str) -> bool:
    try:
        functions.get_function_configuration(FunctionName=name)
    except functions.exceptions.ResourceNotFoundException:
        return False
    return True


def _status_of_api(stacks: Any, name: str) -> str:
    """CloudFormation's status of the stack, or "" if there is none."""
    try:
        (stack,) = stacks.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # CloudFormation's answer for no such stack
            return ""
        raise
    status: str = stack["StackStatus"]
    return status
