"""Credentials: from the environment, from Lambda's own server, or as botocore finds them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from configurator.aws.credentials import CredentialSource
from configurator.aws.errors import AWSSettingsError
from configurator.aws.signature import Credentials
from configurator.stores.dynamodb.client import DynamoDB
from tests.support.http_server import http_server
from tests.support.processes import closed_port
from tests.support.proxy import Call, Forward, Reply, proxying

TOKEN = "the function's own token"


@pytest.fixture(autouse=True)
def no_own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@dataclass
class KeyServer:
    """Serves keys as Lambda does with SnapStart: number 1, 2, ... at each request, valid for `life`."""

    url: str = ""
    life: timedelta = timedelta(minutes=16)
    is_down: bool = False
    served: list[Credentials] = field(default_factory=list)

    def document(self) -> dict[str, str]:
        number = len(self.served) + 1
        self.served.append(Credentials(f"key-{number}", f"secret-{number}", f"token-{number}"))
        end = f"{datetime.now(UTC) + self.life:%Y-%m-%dT%H:%M:%S}.123456789Z"
        names = ("AccessKeyId", "SecretAccessKey", "Token")
        return {**{name: key or "" for name, key in zip(names, self.served[-1], strict=True)}, "Expiration": end}


@pytest.fixture
def key_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyServer]:
    made = KeyServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if made.is_down or self.headers["Authorization"] != TOKEN or self.path != "/2021-04-23/credentials":
                self.send_error(404)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(made.document()).encode())

        def log_message(self, *_: object) -> None:
            """Tests read `served` instead."""

    with http_server(Handler) as made.url:
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{made.url}/2021-04-23/credentials")
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", TOKEN)
        yield made


def test_the_environment_is_read_at_each_use(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CredentialSource()
    for keys in (Credentials("first", "one"), Credentials("second", "two", "temporary")):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys.key_id)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys.secret)
        if keys.session_token:
            monkeypatch.setenv("AWS_SESSION_TOKEN", keys.session_token)
        assert source.current() == keys


def test_keys_in_the_environment_come_before_served_ones(
    key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "own")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert CredentialSource().current().key_id == "own"
    assert key_server.served == []


def test_served_keys_are_kept_until_shortly_before_their_end(key_server: KeyServer) -> None:
    source = CredentialSource()
    assert [source.current(), source.current()] == [key_server.served[0]] * 2
    key_server.life = timedelta(minutes=4)
    short = CredentialSource()
    assert [short.current(), short.current()] == key_server.served[1:3]


def test_keys_that_are_still_valid_outlive_a_failure_of_their_server(key_server: KeyServer) -> None:
    source, key_server.life = CredentialSource(), timedelta(minutes=4)
    first, key_server.is_down = source.current(), True
    assert source.current() == first


def test_without_valid_keys_the_failure_is_said_in_words(key_server: KeyServer) -> None:
    source, key_server.life = CredentialSource(), timedelta(seconds=-1)
    source.current()
    key_server.is_down = True
    with pytest.raises(AWSSettingsError, match="Lambda's AWS credentials can't be read"):
        source.current()
    key_server.is_down = False
    assert source.current().key_id == "key-2"


def test_forgotten_keys_are_asked_for_again(key_server: KeyServer) -> None:
    source = CredentialSource()
    assert not source.forget()
    assert source.current().key_id == "key-1"
    assert source.forget()
    assert source.current().key_id == "key-2"


def test_keys_that_dynamodb_no_longer_accepts_are_replaced(key_server: KeyServer) -> None:
    """As after a restore from a snapshot, on a machine whose clock was wrong."""
    signed: list[str] = []

    def answer(call: Call, _forward: Forward) -> Reply:
        signed.append(call.authorization)
        return Reply.refusal(400, "ExpiredTokenException") if len(signed) == 1 else Reply.of({"Item": {}})

    with proxying("") as proxy:
        proxy.behaviour = answer
        database = DynamoDB("", "us-east-1", proxy.url)
        assert database.call("GetItem", {}).members == {"Item": {}}
        database.close()
    for keys, authorization in zip(key_server.served, signed, strict=True):
        assert f"Credential={keys.key_id}/" in authorization
        assert ";x-amz-security-token;" in authorization


@pytest.mark.parametrize("address", ["http://192.0.2.1/keys", "http://example.com/keys"])
def test_keys_are_never_asked_of_a_distant_server_in_plain_text(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore refuses to ask there, too."""
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)
    with pytest.raises(AWSSettingsError):
        CredentialSource().current()


def test_a_server_that_does_not_listen_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"http://127.0.0.1:{closed_port()}/keys")
    with pytest.raises(AWSSettingsError, match="Lambda's AWS credentials can't be read"):
        CredentialSource().current()


def test_other_places_are_searched_by_botocore(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    keys = "[shop]\naws_access_key_id = from-a-file\naws_secret_access_key = secret\n"
    (tmp_path / "credentials").write_text(keys, encoding="utf-8")
    monkeypatch.setenv("AWS_PROFILE", "shop")
    assert CredentialSource().current() == Credentials("from-a-file", "secret", None)


@pytest.mark.usefixtures("key_server")
def test_botocore_is_loaded_only_for_those() -> None:
    program = "import sys; from configurator.aws.credentials import CredentialSource as S; print(S().current().key_id, "
    run = [sys.executable, "-c", program + "'botocore' in sys.modules)"]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "key-1 False\n"
