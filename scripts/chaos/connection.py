"""A client's connection, which stays open until an answer is missing."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Self
from urllib.parse import urlsplit

from tests.support.client import Answer

_PATIENCE = 60.0


class Connection:
    """Speaks to one server, whichever process serves there at the moment."""

    def __init__(self, url: str) -> None:
        where = urlsplit(url)
        self._connection = HTTPConnection(where.hostname or "", where.port, timeout=_PATIENCE)

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | None:
        """The answer. None if the connection was refused or broke first: then nobody knows what was done."""
        try:
            self._connection.request(method, path, body, dict(headers or {}))
            response = self._connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, HTTPException):
            self._connection.close()
            return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
