"""Who asks for a user, and which state of it the client has read: the headers Authorization and If-Match."""

import re

from flask import request

from configurator.json_schema.validation import Fault
from configurator.users.user import LONGEST_TOKEN, SHORTEST_TOKEN, is_secret
from configurator.web.http.problems import Problem

_CODING = r"[-:;]{1,2}(br|deflate|gzip|zstd)$"


def sent_token() -> str | None:
    """Returns the client's token, if any. Raises Problem 400 if its scheme or length is wrong."""
    header: str | None = request.environ.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not is_secret(token):
        expected = f"Bearer and a secret of {SHORTEST_TOKEN} to {LONGEST_TOKEN} characters"
        raise Problem(400, "The Authorization header is invalid.", [Fault("Authorization", f"send {expected}")])
    return token


def required_token() -> str:
    """Returns the client's token. Raises Problem 401 without one, 400 if it is invalid."""
    token = sent_token()
    if token is None:
        raise Problem(401, "Send the user's token: Authorization: Bearer ...", headers={"WWW-Authenticate": "Bearer"})
    return token


def require_tag(etag: str) -> None:
    """Raises Problem 412 unless If-Match has this tag or *, 428 without If-Match.

    A proxy that compresses answers makes a tag weak (nginx) or lengthens it (Apache). Such a tag still stands for
    exactly one state of the user, so it protects as well as the tag that we sent.
    """
    tags = request.if_match
    if not tags:
        raise Problem(428, "Send If-Match with the ETag that you last read, so that you don't overwrite a change.")
    # Werkzeug reads an empty tag as None.
    sent = (tag for tag in tags.as_set(include_weak=True) if tag)
    if not tags.star_tag and etag not in {re.sub(_CODING, "", tag) for tag in sent}:
        raise precondition_failed()


def not_found() -> Problem:
    return Problem(404, "This user doesn't exist, or is private: then send its token.")


def not_owner() -> Problem:
    return Problem(403, "This is not the user's token. Send its own secret, or its latest accessToken.")


def precondition_failed() -> Problem:
    return Problem(412, "The user has changed since you read it. Read it again, then repeat your change.")
