"""Tells an operator where the server at OPENAI_BASE_URL redirects to. The client follows no redirect: each request of
ours has a body that costs money, or a key."""

from urllib.parse import urljoin, urlsplit, urlunsplit

_LONGEST = 200


def redirection(requested: object, location: str | None) -> str:
    """A sentence that names the setting, and the address to set if the server says one that can be used.

    `requested` is the URL of the request. The address has no query and no password, because both may be secret.
    """
    address = _base_of(str(requested), location) if location else ""
    return f"the address redirects: set OPENAI_BASE_URL to {address or 'the address that it leads to'}"


def _base_of(requested: str, location: str) -> str:
    """The new base URL: the location without the endpoint, such as /images/edits. "" if it leads to something else."""
    try:
        old, new = urlsplit(requested), urlsplit(urljoin(requested, location))
        host, port = new.hostname or "", new.port
    except ValueError:
        return ""
    if new.scheme not in ("http", "https") or not host or len(location) > _LONGEST or not location.isprintable():
        return ""
    netloc = f"[{host}]" if ":" in host else host
    endpoint, path = "/".join(["", *old.path.rsplit("/", 2)[-2:]]), new.path.rstrip("/")
    if not path.endswith(endpoint):
        return ""
    return urlunsplit((new.scheme, netloc if port is None else f"{netloc}:{port}", path.removesuffix(endpoint), "", ""))
