"""`make secret`: puts a secret into Parameter Store without showing it on a command line or in a shell history."""

import getpass
import secrets
import sys

import boto3

from configurator.deployment.failures import NotReadyError, one_sentence
from configurator.deployment.outputs import Outputs, chosen_stage
from configurator.settings import SHORTEST_KEY, SettingsError, one_piece

SESSION_KEY = "secret-key"


def main(stage: str, name: str) -> None:
    """It is asked for, or comes by stdin."""
    with one_sentence():
        outputs = Outputs.of_stage(stage)
        parameter = _parameter(outputs, name)
        value = _checked(_asked(parameter, name), name)
        client = boto3.session.Session(region_name=outputs.region).client("ssm")
        put = client.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    print(f"{parameter} is in, version {put['Version']}, in {outputs.region}.")
    if name == SESSION_KEY and put["Version"] > 1:
        print(f"Instances that run keep the one before until: make deploy STAGE={stage}")


def _parameter(outputs: Outputs, name: str) -> str:
    """Where the stage looks for it. Raises NotReadyError."""
    if name not in outputs.secrets:
        raise NotReadyError(f"Which secret? NAME={' or NAME='.join(outputs.secrets)}")
    return outputs.secrets[name]


def _asked(parameter: str, name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    else_made = ", or press Enter and one is made" if name == SESSION_KEY else ""
    return getpass.getpass(f"{parameter}{else_made}: ").strip() or _made(name)


def _made(name: str) -> str:
    return secrets.token_urlsafe(SHORTEST_KEY) if name == SESSION_KEY else ""


def _checked(value: str, name: str) -> str:
    """Raises NotReadyError, which doesn't quote it."""
    if not value:
        raise NotReadyError("Nothing was given, so nothing was changed.")
    if name == SESSION_KEY and len(value) < SHORTEST_KEY:
        raise NotReadyError(f"It is too short: use {SHORTEST_KEY} random characters or more. Nothing was changed.")
    try:
        return one_piece(value, name)
    except SettingsError as error:
        raise NotReadyError(str(error)) from None


if __name__ == "__main__":
    main(chosen_stage(sys.argv[1:]), *sys.argv[2:3] or [""])
