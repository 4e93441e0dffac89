"""The server from which a function with SnapStart takes its role's credentials: Lambda sets no keys in its environment.

It answers as Lambda's own does: github.com/aws/aws-lambda-runtime-interface-emulator.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler

from tests.support.http_server import http_server

LIFETIME = timedelta(minutes=16)
_PATH = "/2021-04-23/credentials"
_TOKEN = "token-of-the-instance"


@dataclass(slots=True)
class RoleCredentials:
    """`environment` leads a function here. `given` has the id of each key that was given out, in order."""

    environment: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    def new(self) -> dict[str, str]:
        self.given.append(f"ROLE{len(self.given)}")
        expires = (datetime.now(UTC) + LIFETIME).strftime("%Y-%m-%dT%H:%M:%S.123456789Z")
        return {"AccessKeyId": self.given[-1], "SecretAccessKey": "secret", "Token": "session", "Expiration": expires}


@contextmanager
def role_credentials() -> Iterator[RoleCredentials]:
    credentials = RoleCredentials()
    with http_server(_handler(credentials)) as url:
        credentials.environment = {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}{_PATH}",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": _TOKEN,
        }
        yield credentials


def _handler(credentials: RoleCredentials) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == _PATH and self.headers["Authorization"] == _TOKEN
            body = json.dumps(credentials.new()) if known else "cannot get credentials for the provided token"
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name in the base class
            """Logs nothing."""

    return Handler
