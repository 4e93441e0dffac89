"""Finds the address of an AWS service from the environment, or through botocore where a setting asks for more."""

import os
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from configurator.aws.errors import BAD_ADDRESS, BAD_REGION, NO_REGION, AWSSettingsError, translate_botocore

_NEEDS_BOTOCORE = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
)
_REGION = re.compile(r"[a-z]{2}(-gov)?-[a-z]+-\d+")
_LABEL = re.compile(r"(?!\d+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)")
_OTHER_PARTITIONS = {"cn-": "amazonaws.com.cn"}


class Endpoint(NamedTuple):
    """Where a service answers."""

    region: str
    url: str


def find_endpoint(service: str, region: str | None = None, url: str | None = None) -> Endpoint:
    """The endpoint of a service, such as "dynamodb". What isn't given comes from the environment or the profile.

    Raises AWSSettingsError.
    """
    if not (region and url) and _needs_botocore():
        return _from_botocore(service, region, url)
    region = region or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    url = url or os.environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or os.environ.get("AWS_ENDPOINT_URL")
    if not region:
        raise AWSSettingsError(NO_REGION)
    if not _LABEL.fullmatch(region):
        raise AWSSettingsError(BAD_REGION)
    if not url and not _REGION.fullmatch(region):
        return _from_botocore(service, region, url)
    suffix = next((it for start, it in _OTHER_PARTITIONS.items() if region.startswith(start)), "amazonaws.com")
    return Endpoint(region, _checked(url or f"https://{service}.{region}.{suffix}"))


def _needs_botocore() -> bool:
    return any(os.environ.get(name) for name in _NEEDS_BOTOCORE) or _config_file().exists()


def _config_file() -> Path:
    return Path(os.environ.get("AWS_CONFIG_FILE", "~/.aws/config")).expanduser()


def _from_botocore(service: str, region: str | None, url: str | None) -> Endpoint:
    from botocore.session import Session

    with translate_botocore():
        region = region or os.environ.get("AWS_REGION")
        client = Session().create_client(service, region_name=region, endpoint_url=url)
        endpoint = Endpoint(client.meta.region_name, _checked(client.meta.endpoint_url))
        client.close()
    if not endpoint.region:  # botocore takes an empty AWS_DEFAULT_REGION for a region
        raise AWSSettingsError(NO_REGION)
    return endpoint


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AWSSettingsError(BAD_ADDRESS)
    return url
