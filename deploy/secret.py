"""`python -m deploy.secret STAGE NAME`: puts a secret into Parameter Store, past command lines and histories."""

import getpass
import secrets
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from configurator.settings import SHORTEST_KEY, SettingsError, one_piece
from deploy.outputs import Outputs, OutputsError, chosen_stage
from deploy.standing import SECRETS

SESSION_KEY = "secret-key"


def main(stage: str, name: str) -> int:
    """The exit code: 0 once it is in. It is asked for, or comes by stdin."""
    try:
        outputs = Outputs.of_stage(stage)
        parameter = _parameter(outputs, name)
        value = _checked(_asked(parameter, name), name)
        client = boto3.session.Session(region_name=outputs.region).client("ssm")
        put = client.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    except (OutputsError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(f"AWS doesn't take it: {error}", file=sys.stderr)
        return 1
    print(f"{parameter} is in, version {put['Version']}, in {outputs.region}.")
    if name == SESSION_KEY and put["Version"] > 1:
        print(f"Instances that run keep the one before until: make deploy STAGE={stage}")
    return 0


def _parameter(outputs: Outputs, name: str) -> str:
    """Where the stage looks for it. Raises SettingsError."""
    paths = [path for setting in SECRETS if (path := outputs.environment.get(setting))]
    known = {path.rpartition("/")[2]: path for path in paths}
    if name not in known:
        raise SettingsError(f"Which secret? NAME={' or NAME='.join(known)}")
    return known[name]


def _asked(parameter: str, name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    else_made = ", or press Enter and one is made" if name == SESSION_KEY else ""
    return getpass.getpass(f"{parameter}{else_made}: ").strip() or _made(name)


def _made(name: str) -> str:
    return secrets.token_urlsafe(SHORTEST_KEY) if name == SESSION_KEY else ""


def _checked(value: str, name: str) -> str:
    """Raises SettingsError, which doesn't quote it."""
    if not value:
        raise SettingsError("Nothing was given, so nothing was changed.")
    if name == SESSION_KEY and len(value) < SHORTEST_KEY:
        raise SettingsError(f"It is too short: use {SHORTEST_KEY} random characters or more. Nothing was changed.")
    return one_piece(value, name)


if __name__ == "__main__":
    sys.exit(main(chosen_stage(sys.argv[1:]), *sys.argv[2:3] or [""]))
