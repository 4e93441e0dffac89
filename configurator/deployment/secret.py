"""`make secret`: stores a secret in Parameter Store without showing it on a command line or in a shell history."""

import getpass
import secrets
import sys

import boto3

from configurator.deployment.failures import NotReadyError, report_failures
from configurator.deployment.outputs import Outputs, chosen_stage
from configurator.settings import SHORTEST_KEY, SettingsError, one_piece

SESSION_KEY = "secret-key"


def main(stage: str, name: str) -> None:
    """Reads the secret from the terminal, without echo, or from stdin."""
    with report_failures():
        outputs = Outputs.of_stage(stage)
        parameter = _parameter(outputs, name)
        value = _validated(_read(parameter, name), name)
        client = boto3.session.Session(region_name=outputs.region).client("ssm")
        put = client.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    print(f"{parameter} is stored in {outputs.region}, version {put['Version']}.")
    if name == SESSION_KEY and put["Version"] > 1:
        print(f"Running instances keep the previous key until you run: make deploy STAGE={stage}")


def _parameter(outputs: Outputs, name: str) -> str:
    """The parameter's full name. Raises NotReadyError."""
    if name not in outputs.secrets:
        raise NotReadyError(f"Which secret? NAME={' or NAME='.join(outputs.secrets)}")
    return outputs.secrets[name]


def _read(parameter: str, name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    hint = ", or press Enter to generate one" if name == SESSION_KEY else ""
    return getpass.getpass(f"{parameter}{hint}: ").strip() or _generated(name)


def _generated(name: str) -> str:
    return secrets.token_urlsafe(SHORTEST_KEY) if name == SESSION_KEY else ""


def _validated(value: str, name: str) -> str:
    """Raises NotReadyError, whose message doesn't quote the value."""
    if not value:
        raise NotReadyError("The secret is empty. Nothing was changed.")
    if name == SESSION_KEY and len(value) < SHORTEST_KEY:
        raise NotReadyError(f"The secret is too short: use {SHORTEST_KEY} random characters or more.")
    try:
        return one_piece(value, name)
    except SettingsError as error:
        raise NotReadyError(str(error)) from None


if __name__ == "__main__":
    main(chosen_stage(sys.argv[1:]), *sys.argv[2:3] or [""])
