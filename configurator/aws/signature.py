"""Signature Version 4, with which AWS knows who sends a request.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from hmac import digest
from typing import NamedTuple
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"

UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD"
"""What S3 expects in place of a body's hash in a signed link."""


class Credentials(NamedTuple):
    """The keys of an account's user or role. Temporary keys have a session token."""

    key_id: str
    secret: str
    session_token: str | None = None


def timestamp() -> str:
    """Now, as AWS writes it: such as "20261129T120000Z"."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())


class Signer(NamedTuple):
    """Signs requests to one service in one region. `at` is the time of signing; see `timestamp`."""

    credentials: Credentials
    region: str
    service: str
    at: str

    def authorization(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> str:
        """The Authorization header of a request.

        `target` is the encoded path, and after a ? the query (see `encoded_query`). All `headers` are signed. Their
        names are in lower case; among them must be host, x-amz-date with `at`, and x-amz-security-token if the
        credentials have a session token.
        """
        signature = self._signature(method, target, headers, sha256(body).hexdigest())
        return f"{ALGORITHM} Credential={self._credential}, SignedHeaders={_names(headers)}, Signature={signature}"

    def link(
        self, origin: str, path: str, parameters: Mapping[str, str], seconds: int, payload_hash: str = UNSIGNED_PAYLOAD
    ) -> str:
        """An address from which anyone can GET for `seconds` from `at`. `path` and `parameters` are not encoded."""
        headers = {"host": origin.partition("://")[2]}
        signing = {
            **parameters,
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": self._credential,
            "X-Amz-Date": self.at,
            "X-Amz-Expires": str(seconds),
            "X-Amz-SignedHeaders": _names(headers),
        }
        if self.credentials.session_token:
            signing["X-Amz-Security-Token"] = self.credentials.session_token
        target = f"{quote(path, safe='/~')}?{encoded_query(signing.items())}"
        return f"{origin}{target}&X-Amz-Signature={self._signature('GET', target, headers, payload_hash)}"

    def _signature(self, method: str, target: str, headers: Mapping[str, str], payload_hash: str) -> str:
        path, _, query = target.partition("?")
        lines = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in sorted(headers))
        request = f"{method}\n{path}\n{query}\n{lines}\n{_names(headers)}\n{payload_hash}"
        text = f"{ALGORITHM}\n{self.at}\n{self._scope}\n{sha256(request.encode()).hexdigest()}"
        key = _signing_key(self.credentials.secret, self.at[:8], self.region, self.service)
        return digest(key, text.encode(), "sha256").hex()

    @property
    def _scope(self) -> str:
        return f"{self.at[:8]}/{self.region}/{self.service}/aws4_request"

    @property
    def _credential(self) -> str:
        return f"{self.credentials.key_id}/{self._scope}"


def encoded_query(parameters: Iterable[tuple[str, str]]) -> str:
    """The query in AWS's canonical form: everything encoded, in order."""
    pairs = sorted((quote(name, safe="~"), quote(value, safe="~")) for name, value in parameters)
    return "&".join(f"{name}={value}" for name, value in pairs)


def forget_keys() -> None:
    """Forgets the keys that were derived from secrets."""
    _signing_key.cache_clear()


def _names(headers: Mapping[str, str]) -> str:
    return ";".join(sorted(headers))


@lru_cache(maxsize=8)
def _signing_key(secret: str, *scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (*scope, "aws4_request"):
        key = digest(key, part.encode(), "sha256")
    return key
