"""Where AWS's services answer: the same addresses as botocore's, from the same settings."""

from pathlib import Path

import pytest
from botocore.session import Session

from configurator.aws.endpoint import find_endpoint
from configurator.aws.errors import AWSSettingsError

REGIONS = (
    "us-east-1",
    "eu-central-1",
    "ap-southeast-2",
    "me-central-1",
    "us-gov-west-1",
    "cn-north-1",
    "us-iso-east-1",
)
ADDRESS = "https://dynamodb.example.com:8443"


@pytest.fixture(autouse=True)
def no_own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))


def botocores(service: str, region: str) -> str:
    client = Session().create_client(service, region_name=region, aws_access_key_id="a", aws_secret_access_key="b")
    try:
        return str(client.meta.endpoint_url)
    finally:
        client.close()


@pytest.mark.parametrize("region", REGIONS)
def test_each_region_has_the_address_that_botocore_finds(region: str) -> None:
    assert find_endpoint("dynamodb", region) == (region, botocores("dynamodb", region))


@pytest.mark.parametrize("setting", ["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"])
def test_special_hosts_are_found_by_botocore(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(setting, "true")
    url = botocores("dynamodb", "us-east-1")
    assert url != "https://dynamodb.us-east-1.amazonaws.com"
    assert find_endpoint("dynamodb", "us-east-1").url == url


def test_lambdas_region_comes_before_the_default_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert find_endpoint("dynamodb").region == "eu-west-1"
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    assert find_endpoint("dynamodb").region == "eu-north-1"


def test_an_address_for_the_service_comes_before_one_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")
    assert find_endpoint("dynamodb").url == "http://127.0.0.1:5000"
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", ADDRESS)
    assert find_endpoint("dynamodb").url == ADDRESS
    assert find_endpoint("s3").url == "http://127.0.0.1:5000"


def test_a_profile_can_give_region_and_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    profile = f"[profile shop]\nregion = eu-west-3\nendpoint_url = {ADDRESS}\n"
    (tmp_path / "config").write_text(profile, encoding="utf-8")
    monkeypatch.setenv("AWS_PROFILE", "shop")
    assert find_endpoint("dynamodb") == ("eu-west-3", ADDRESS)


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://example.com", "http://", "cars"])
def test_an_address_that_is_not_full_is_refused(address: str) -> None:
    with pytest.raises(AWSSettingsError, match="not a full address"):
        find_endpoint("dynamodb", "us-east-1", address)
