"""OPENAI_BASE_URL: which addresses are usable, which are refused in words, and which are Azure's."""

import re
from pathlib import Path

import pytest

from configurator.settings import Settings, SettingsError, speaks_azure

AZURE = "https://ours.openai.azure.com/openai"


def base_url(address: str, folder: Path) -> str:
    environment = {"DATA_DIR": str(folder / "var"), "OPENAI_BASE_URL": address}
    return Settings.from_environment(environment).images.base_url


@pytest.mark.parametrize(
    ("address", "used"),
    [
        ("https://gateway.example.com/v1/", "https://gateway.example.com/v1"),
        ("http://localhost:8080/v1", "http://localhost:8080/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
        ("https://gateway.example.com/?team=a%20b&x=", "https://gateway.example.com?team=a%20b&x="),
        ("https://gateway.example.com/v1/?team=a/", "https://gateway.example.com/v1?team=a/"),
        (f"{AZURE}/v1/", f"{AZURE}/v1"),
        (f"{AZURE}/v1?api-version=preview", f"{AZURE}/v1?api-version=preview"),
        (f"{AZURE}/deployments/cars?api-version=2025-04-01-preview",) * 2,
        ("https://proxy.example.com/openai/deployments/cars/?api-version=1",) * 2,
        ("", ""),
    ],
)
def test_a_usable_address_is_used_with_its_query(address: str, used: str, tmp_path: Path) -> None:
    assert base_url(address, tmp_path) == used.replace("/?api-version=1", "?api-version=1")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("gateway.example.com/v1", "is not a full address: use one such as https://"),
        ("ftp://gateway.example.com", "is not a full address"),
        ("https://", "is not a full address"),
        ("https://gateway.example.com:port/v1", "is not a full address"),
        ("https://gateway.example.com:99999/v1", "is not a full address"),
        ("https://gate way.example.com/v1", "is not a full address"),
        ("https://gateway.example.com\\v1", "is not a full address"),
        ("https://[::1/v1", "is not a full address"),
        ("https://me:s3cret@gateway.example.com/v1", "contains a name or password"),
        ("https://s3cret@gateway.example.com/v1", "contains a name or password"),
        ("https://gateway.example.com/v1#top", "contains a #"),
        ("https://gateway.example.com/v1#", "contains a #"),
        ("https://gateway.example.com/v1/images/generations", "ends in /images/generations: leave that out"),
        ("https://gateway.example.com/v1/images/edits?key=s3cret", "ends in /images/edits: leave that out"),
        (f"{AZURE}/deployments/cars/images/generations?api-version=1", "ends in /images/generations"),
        (f"{AZURE}/deployments/cars", "names a deployment: add its version, such as ?api-version="),
        (f"{AZURE}/deployments/cars?api-version=", "names a deployment: add its version"),
        ("https://ours.openai.azure.com", f"is an address of Azure without its API: use {AZURE}/v1, or"),
        (f"{AZURE}?api-version=1", f"use {AZURE}/v1, or {AZURE}/deployments/NAME?api-version=VERSION."),
        ("https://ours.services.ai.azure.com/models?key=s3cret", "is an address of Azure without its API"),
        ("https://ours.cognitiveservices.azure.us/v1", "is an address of Azure without its API"),
    ],
)
def test_another_address_stops_the_start_and_the_message_says_what_to_do(
    address: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=re.escape(words)) as caught:
        base_url(address, tmp_path)
    assert str(caught.value).startswith("OPENAI_BASE_URL")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "azure"),
    [
        (f"{AZURE}/v1", True),
        ("https://OURS.OpenAI.Azure.com/openai/v1", True),
        ("https://ours.services.ai.azure.com/openai/v1", True),
        ("https://proxy.example.com/openai/deployments/cars?api-version=1", True),
        ("https://proxy.example.com/v1?api-version=1", True),
        ("https://api.example.com/openai/v1", False),
        ("https://azure.com.example.com/openai/v1", False),
        ("https://gateway.example.com/v1?version=1", False),
        ("", False),
    ],
)
def test_azure_is_recognised_by_host_deployment_or_version(address: str, azure: bool) -> None:
    assert speaks_azure(address) is azure
