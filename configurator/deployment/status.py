"""How far a stage's deployment has come, as AWS tells it."""

from typing import Any, Literal

from botocore.exceptions import ClientError

from configurator.deployment.outputs import Outputs

DeploymentStatus = Literal["absent", "half made", "being made", "there"]


def deployment_status(session: Any, name: str) -> DeploymentStatus:
    """Of the function and its API. Half made: a first deployment is between the two, or was broken off there, and Zappa
    can neither deploy what is there nor update what isn't. Raises ClientError and BotoCoreError."""
    if not _has_function(session.client("lambda"), name):
        return "absent"
    status = _status_of_api(session.client("cloudformation"), name)
    if status.endswith("_IN_PROGRESS"):
        return "being made"
    return "there" if status.startswith(("CREATE_COMPLETE", "UPDATE_", "IMPORT_")) else "half made"


def missing_secrets(session: Any, outputs: Outputs) -> list[str]:
    """Names of those that nobody has put in. Their values stay where they are. Raises as above."""
    missing = session.client("ssm").get_parameters(Names=list(outputs.secrets.values()))["InvalidParameters"]
    return [name for name, parameter in outputs.secrets.items() if parameter in missing]


def _has_function(functions: Any, name: str) -> bool:
    try:
        functions.get_function_configuration(FunctionName=name)
    except functions.exceptions.ResourceNotFoundException:
        return False
    return True


def _status_of_api(stacks: Any, name: str) -> str:
    """As CloudFormation names it; "" where there is none."""
    try:
        (stack,) = stacks.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":  # its way to say so
            return ""
        raise
    status: str = stack["StackStatus"]
    return status
