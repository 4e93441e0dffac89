"""Finds AWS credentials as Lambda provides them, or through botocore, which is loaded only then.

Lambda puts keys into the environment. With SnapStart it serves them on loopback instead, since the environment is part
of a snapshot: https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html
"""

import json
import os
import time
from datetime import datetime
from ipaddress import ip_address
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from configurator.aws.errors import AWSSettingsError, translate_botocore
from configurator.aws.signature import Credentials, forget_keys

if TYPE_CHECKING:
    from botocore.credentials import Credentials as BotocoreCredentials

_REFRESH_SECONDS = 5 * 60
"""How long before their end served keys are replaced."""

_TIMEOUT = 2


class CredentialSource:
    """The current credentials. Threads can share it."""

    def __init__(self) -> None:
        self._served: tuple[Credentials, float] | None = None
        self._botocore: BotocoreCredentials | None = None
        self._lock = Lock()

    def current(self) -> Credentials:
        """The credentials for a request now. Raises AWSSettingsError if there are none."""
        found = os.environ.get
        key_id, secret = found("AWS_ACCESS_KEY_ID"), found("AWS_SECRET_ACCESS_KEY")
        if key_id and secret and not (found("AWS_PROFILE") or found("AWS_DEFAULT_PROFILE")):
            return Credentials(key_id, secret, found("AWS_SESSION_TOKEN"))
        address = found("AWS_CONTAINER_CREDENTIALS_FULL_URI", "")
        if not key_id and _is_on_loopback(address):
            return self._from_server(address)
        return self._from_botocore()

    def forget(self) -> bool:
        """Forgets keys that were served or found, so that they are looked for again. Returns whether there were any."""
        with self._lock:
            had_some = bool(self._served or self._botocore)
            self._served = self._botocore = None
        forget_keys()
        return had_some

    def _from_server(self, address: str) -> Credentials:
        """The keys served at the address. Keys that are still valid outlive a failure of the server."""
        with self._lock:
            now = time.time()
            if self._served is None or now > self._served[1] - _REFRESH_SECONDS:
                try:
                    self._served = _fetch(address)
                except (OSError, ValueError, KeyError):
                    if self._served is None or now > self._served[1]:
                        raise AWSSettingsError("Lambda's AWS credentials can't be read") from None
            return self._served[0]

    def _from_botocore(self) -> Credentials:
        with translate_botocore(), self._lock:
            self._botocore = self._botocore or _find()
            # botocore refreshes temporary keys here.
            keys = self._botocore.get_frozen_credentials()
            return Credentials(keys.access_key or "", keys.secret_key or "", keys.token)


def _is_on_loopback(address: str) -> bool:
    """Whether keys may be read from there by plain HTTP. Other addresses are left to botocore."""
    parts = urlsplit(address)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ip_address(parts.hostname).is_loopback or ip_address(parts.hostname).is_link_local
    except ValueError:
        return parts.hostname == "localhost"


def _fetch(address: str) -> tuple[Credentials, float]:
    """The keys, and the time of their end. Raises OSError, ValueError or KeyError."""
    from http.client import HTTPConnection, HTTPException

    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=_TIMEOUT)
    headers = {"Accept": "application/json", "Authorization": os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")}
    try:
        connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
        keys: dict[str, Any] = json.loads(connection.getresponse().read())
    except HTTPException as error:
        raise OSError from error
    finally:
        connection.close()
    end = datetime.fromisoformat(keys["Expiration"]).timestamp()
    return Credentials(keys["AccessKeyId"], keys["SecretAccessKey"], keys["Token"]), end


def _find() -> "BotocoreCredentials":
    from botocore.exceptions import NoCredentialsError
    from botocore.session import Session

    found: BotocoreCredentials | None = Session().get_credentials()
    if found is None:
        raise NoCredentialsError
    return found
