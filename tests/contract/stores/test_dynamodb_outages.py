"""DynamoDB can't answer: every call ends with a sentence for the operator, without anyone's data."""

import os
from collections.abc import Mapping
from pathlib import Path
from threading import Event

import pytest

from configurator.stores.dynamodb import dynamodb_stores
from tests.support.outages import SOMEBODY, complaints, reads, writes
from tests.support.proxy import Behaviour, Call, Forward, Proxy, Reply, faithful
from tests.support.stores import Place, dynamodb_place

LOGIN_PAGE = Reply(200, b"<html>Please log in to the hotel's network</html>", "text/html")
BUSY_PAGE = Reply(503, b"<html>Service Unavailable</html>", "text/html")


def answering(reply: Reply | None) -> Behaviour:
    return lambda _call, _forward: reply


ANSWERS = {
    "throttled": (Reply.refusal(400, "ThrottlingException"), "ThrottlingException"),
    "over the table's limit": (
        Reply.refusal(400, "ProvisionedThroughputExceededException"),
        "ProvisionedThroughputExceededException",
    ),
    "out of order": (Reply.refusal(500, "InternalServerError"), "InternalServerError"),
    "not allowed": (Reply.refusal(400, "AccessDeniedException"), "AccessDeniedException"),
    "keys expired": (Reply.refusal(400, "ExpiredTokenException"), "ExpiredTokenException"),
    "a gateway's page": (BUSY_PAGE, "503"),
    "another server's page": (LOGIN_PAGE, "AWS_ENDPOINT_URL"),
    "dropped connections": (None, "the connection broke"),
}


@pytest.mark.parametrize(("reply", "why"), ANSWERS.values(), ids=ANSWERS.keys())
def test_a_refusal_is_an_outage_that_ends(behind_proxy: Place, proxy: Proxy, reply: Reply | None, why: str) -> None:
    store = behind_proxy.open()
    proxy.behaviour = answering(reply)
    for sentence in complaints([*reads(store), *writes(store), store.provision]):
        assert sentence.startswith("DynamoDB can't answer: ")
        assert why in sentence
    proxy.behaviour = faithful
    assert store.create(SOMEBODY) is None


def test_an_answer_that_never_comes_is_given_up(behind_proxy: Place, proxy: Proxy) -> None:
    store, is_over, waited_in_vain = behind_proxy.open(), Event(), Event()

    def hang(_call: Call, _forward: Forward) -> None:
        if not is_over.wait(60):
            waited_in_vain.set()

    proxy.behaviour = hang
    sentences = complaints([*reads(store), *writes(store)])
    is_over.set()
    assert sentences == {"DynamoDB can't answer: the connection broke or it took too long."}
    assert not waited_in_vain.is_set()


SETTINGS = {
    "nobody listens": ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, "it can't be reached"),
    "an address without its scheme": ({"AWS_ENDPOINT_URL": "localhost:8000"}, "AWS_ENDPOINT_URL is not a full address"),
    "no keys": ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "no AWS credentials were found"),
    "half of the keys": ({"AWS_SECRET_ACCESS_KEY": ""}, "the AWS credentials are incomplete"),
    "no region": ({"AWS_DEFAULT_REGION": ""}, "no AWS region is set: set AWS_REGION"),
    "no name of a region": ({"AWS_REGION": "somewhere else"}, "AWS_REGION is not a region"),
    "no such profile": ({"AWS_PROFILE": "nobody"}, "AWS_PROFILE is not a profile on this machine"),
}


@pytest.fixture
def no_own_aws_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides the AWS configuration of the machine that runs the tests."""
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.mark.usefixtures("no_own_aws_files")
@pytest.mark.parametrize(("bad", "why"), SETTINGS.values(), ids=SETTINGS.keys())
def test_a_bad_setting_is_named(
    bad: dict[str, str], why: str, aws_keys: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**aws_keys, **bad}.items():
        monkeypatch.setenv(name, value)
        if not value:
            monkeypatch.delenv(name)
    store = dynamodb_stores("profile-")[0]
    assert complaints([*reads(store), *writes(store), store.provision]) == {f"DynamoDB can't answer: {why}."}


def test_missing_tables_name_the_command_that_makes_them(aws_keys: Mapping[str, str], tmp_path: Path) -> None:
    place = dynamodb_place(aws_keys, tmp_path)
    store = place.open()
    (sentence,) = complaints([*reads(store), *writes(store)])
    assert "`.venv/bin/flask --app configurator provision`" in sentence
    store.provision()
    assert store.create(SOMEBODY) is None
    place.close()


@pytest.mark.usefixtures("no_own_aws_files")
def test_keys_that_come_late_are_found_without_a_restart(behind_proxy: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store = behind_proxy.open()
    with monkeypatch.context() as without:
        without.delenv("AWS_ACCESS_KEY_ID")
        without.delenv("AWS_SECRET_ACCESS_KEY")
        assert complaints([*reads(store), *writes(store)]) == {"DynamoDB can't answer: no AWS credentials were found."}
    assert store.create(SOMEBODY) is None
