"""Gives Zappa the role, bucket and environment that Terraform made for the stage."""

from typing import TYPE_CHECKING

from configurator.deployment.outputs import Outputs, OutputsError

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

_COMMANDS = ("deploy", "update")


def connect(zappa: "ZappaCLI") -> None:
    """Called before Zappa's commands. Raises OutputsError if Terraform has made nothing, or in another region."""
    if zappa.command not in _COMMANDS:
        return
    outputs = Outputs.of_stage(zappa.api_stage)
    if outputs.region != zappa.zappa.aws_region:
        raise OutputsError(
            f"Terraform made stage {zappa.api_stage} in {outputs.region}, Zappa works in {zappa.zappa.aws_region}: "
            "set aws_region in zappa_settings.json and AWS_DEFAULT_REGION to Terraform's."
        )
    zappa.s3_bucket_name = outputs.bucket
    zappa.zappa.credentials_arn = outputs.role_arn
    wanted = {**outputs.environment, **zappa.aws_environment_variables}
    zappa.override_stage_config_setting("aws_environment_variables", wanted)
    # A copy, because Zappa changes its own.
    zappa.aws_environment_variables = dict(wanted)
