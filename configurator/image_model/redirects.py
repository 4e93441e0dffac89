"""Tells an operator where the server at OPENAI_BASE_URL redirects to. The client follows no redirect: each request of
ours has a body that costs money, or a key."""

from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_LONGEST = 200


def redirection(requested: object, location: str | None) -> str:
    """A sentence that says what to do, with the address to set if the server names one that can be used.

    `requested` is the URL of the request. The address has no query and no password, because both may be secret.
    """
    old, new = _bases(str(requested), location or "")
    if new and new == old:
        return "the address redirects to itself: ask whoever runs the server"
    return f"the address redirects: set OPENAI_BASE_URL to {new or 'the address that it leads to'}"


def _bases(requested: str, location: str) -> tuple[str, str]:
    """The base URLs of the request and of the location: without the endpoint, such as /images/edits. "" for none."""
    try:
        old, new = urlsplit(requested), urlsplit(urljoin(requested, location))
        endpoint = "/".join(["", *old.path.rsplit("/", 2)[-2:]])
        usable = location.isprintable() and len(location) <= _LONGEST
        return _base(old, endpoint), _base(new, endpoint) if usable and location else ""
    except ValueError:
        return "", ""


def _base(url: SplitResult, endpoint: str) -> str:
    """Raises ValueError for an invalid port."""
    host, port, path = url.hostname or "", url.port, url.path.rstrip("/")
    if url.scheme not in ("http", "https") or not host or not path.endswith(endpoint):
        return ""
    netloc = f"[{host}]" if ":" in host else host
    address = netloc if port is None else f"{netloc}:{port}"
    return urlunsplit((url.scheme, address, path.removesuffix(endpoint), "", ""))
