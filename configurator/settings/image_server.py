"""The address of the Images API, as OPENAI_BASE_URL names it: OpenAI's, a compatible server's, or Azure's."""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit, urlunsplit

from configurator.settings.errors import SettingsError

_NAME = "OPENAI_BASE_URL"
_EXAMPLE = "https://openai.example.com/v1"
_ENDPOINTS = ("/images/generations", "/images/edits", "/images")
_AZURE_HOSTS = tuple(
    f".{service}.{cloud}"
    for service in ("openai", "cognitiveservices", "services.ai")
    for cloud in ("azure.com", "azure.us", "azure.cn")
)
_AZURE_DEPLOYMENT = re.compile(r"/openai/deployments/[^/]+")
_AZURE_V1 = "/openai/v1"


def checked_image_server(address: str) -> str:
    """Returns the address without a slash at the end of its path. A query is kept.

    Raises SettingsError. The message quotes neither the query nor a password, because both may be secret.
    """
    url = _split(address)
    if url is None:
        raise SettingsError(f"{_NAME} is not a full address: use one such as {_EXAMPLE}.")
    if url.username is not None:
        raise SettingsError(f"{_NAME} contains a name or password: leave it out and set OPENAI_API_KEY.")
    if url.fragment or "#" in address:
        raise SettingsError(f"{_NAME} contains a #: leave it and what follows out.")
    url = url._replace(path=url.path.rstrip("/"))
    endpoint = next((it for it in _ENDPOINTS if url.path.endswith(it)), "")
    if endpoint:
        raise SettingsError(f"{_NAME} ends in {endpoint}: leave that out, the app adds it. A query may stay.")
    _check_azure(url)
    return urlunsplit(url)


def speaks_azure(address: str) -> bool:
    """Whether the server wants its key in `api-key`, as Azure does: by its host, a deployment's path or api-version."""
    url = urlsplit(address)
    return _is_azure_host(url) or bool(_AZURE_DEPLOYMENT.fullmatch(url.path)) or _has_version(url)


def _split(address: str) -> SplitResult | None:
    try:
        url = urlsplit(address)
        usable = url.scheme in ("http", "https") and url.hostname and url.port != 0
    except ValueError:
        return None
    return url if usable and address.isprintable() and " " not in address and "\\" not in address else None


def _check_azure(url: SplitResult) -> None:
    if _AZURE_DEPLOYMENT.fullmatch(url.path):
        if not _has_version(url):
            raise SettingsError(
                f"{_NAME} names a deployment: add its version, such as ?api-version=2025-04-01-preview."
            )
    elif _is_azure_host(url) and url.path != _AZURE_V1:
        resource = f"https://{url.hostname}/openai"
        raise SettingsError(
            f"{_NAME} is an address of Azure without its API: use {resource}/v1, "
            f"or {resource}/deployments/NAME?api-version=VERSION."
        )


def _is_azure_host(url: SplitResult) -> bool:
    return (url.hostname or "").endswith(_AZURE_HOSTS)


def _has_version(url: SplitResult) -> bool:
    return any(name == "api-version" and value for name, value in parse_qsl(url.query))
