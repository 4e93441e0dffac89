"""Gives Zappa the role, bucket and environment that Terraform made for the stage."""

from typing import TYPE_CHECKING

from configurator.deployment.outputs import Outputs, OutputsError
from configurator.deployment.versions import alias_of
from configurator.settings.errors import SettingsError
from configurator.settings.images import read_image_settings
from configurator.settings.reader import EnvironmentReader

if TYPE_CHECKING:
    from zappa.cli import ZappaCLI

_COMMANDS = ("deploy", "update")
_UNKNOWN_TO_ZAPPA = ("cn-", "us-gov-east-", "us-iso", "eu-iso", "eusc-")
"""Regions of partitions for which Zappa would write the ARNs of another one into the API's template."""


def connect(zappa: "ZappaCLI") -> None:
    """Called before Zappa's commands. Raises OutputsError if Terraform has not made what they need."""
    if zappa.command not in _COMMANDS:
        return
    outputs = Outputs.of_stage(zappa.api_stage)
    _require_same(zappa, outputs)
    zappa.s3_bucket_name = outputs.bucket
    zappa.zappa.credentials_arn = outputs.role_arn
    wanted = {**outputs.environment, **_alias_setting(zappa), **zappa.aws_environment_variables}
    zappa.timeout_seconds = _function_timeout(wanted)
    wanted["FUNCTION_TIMEOUT"] = str(zappa.timeout_seconds)
    zappa.override_stage_config_setting("aws_environment_variables", wanted)
    # A copy, because Zappa changes its own.
    zappa.aws_environment_variables = dict(wanted)


def _alias_setting(zappa: "ZappaCLI") -> dict[str, str]:
    """Workers are called by the alias, too: so they have the version of who calls them, and start as quickly."""
    alias = alias_of(zappa)
    return {"FUNCTION_ALIAS": alias} if alias else {}


def _function_timeout(environment: dict[str, str]) -> int:
    """The function's timeout in seconds, which follows IMAGE_TIMEOUT_SECONDS. The app compares them at its start.

    Raises OutputsError if a setting of renders is invalid.
    """
    try:
        return read_image_settings(EnvironmentReader(environment)).function_timeout
    except SettingsError as error:
        raise OutputsError(f"{error} Change `settings` in the stage's .tfvars file, and run make infra.") from None


def _require_same(zappa: "ZappaCLI", outputs: Outputs) -> None:
    if outputs.region.startswith(_UNKNOWN_TO_ZAPPA):
        raise OutputsError(
            f"Zappa can't create an API in {outputs.region}. Terraform and the app work there: see docs/deploying.md."
        )
    if outputs.region != zappa.zappa.aws_region:
        raise OutputsError(
            f"Terraform made stage {zappa.api_stage} in {outputs.region}, Zappa works in {zappa.zappa.aws_region}: "
            "set aws_region in zappa_settings.json and AWS_DEFAULT_REGION to Terraform's."
        )
    if alias_of(zappa) not in (None, outputs.alias):
        raise OutputsError(
            f"API Gateway would call {alias_of(zappa)}, but the role of Terraform may only call {outputs.alias}: "
            "set alias in infra/main.tf to Zappa's."
        )
