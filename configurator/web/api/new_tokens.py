"""Which token a request wants for a user: the client's own, the one of its Idempotency-Key, or a random one."""

import secrets

from flask import request

from configurator.json_schema.validation import Fault
from configurator.users.tokens import LONGEST_KEY, SHORTEST_KEY, derive_token, new_token_faults, read_key
from configurator.web.http.json_body import read_json, require_valid
from configurator.web.http.problems import Problem
from configurator.web.http.security.sessions import secret_key


def issued_token(user_id: str, old_token: str = "", *, is_needed: bool = True) -> str | None:
    """The token of the request's Idempotency-Key; None without one, or if it isn't needed.

    Raises Problem 400 if the key is invalid, and StoreError if the server's key can't be fetched.
    """
    header = request.headers.get("Idempotency-Key")
    if header is None:
        return None
    key = read_key(header)
    if key is None:
        expected = f"{SHORTEST_KEY} to {LONGEST_KEY} letters, digits and other ASCII signs, best a random UUID"
        raise Problem(400, "The Idempotency-Key header is invalid.", [Fault("Idempotency-Key", f"send {expected}")])
    return derive_token(secret_key(), user_id, key, old_token) if is_needed else None


def requested_token(user_id: str, old_token: str) -> str:
    """The token that shall replace the old one. Raises like `issued_token`, and Problem 400 or 415 for a bad body."""
    body = read_json() if _has_body() else {}
    require_valid(body, new_token_faults)
    own = body.get("accessToken")
    issued = issued_token(user_id, old_token, is_needed=own is None)
    return own or issued or secrets.token_urlsafe(32)


def _has_body() -> bool:
    return bool(request.content_length) or "Transfer-Encoding" in request.headers
