"""Where a request begins and ends, by RFC 9112. What two programs could read differently is refused.

If a proxy and a server disagree about the end of a request, somebody can smuggle a second one past the proxy.
"""

import re
from typing import Final, NamedTuple

from configurator.app.http_server.refused import Refused

_TOKEN: Final = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]"
_BEGINNING = re.compile(rb"(?:\r\n)*(?:\r?\Z|" + _TOKEN + rb")")
_REQUEST_LINE = re.compile(rb"(" + _TOKEN + rb"+) ([!-~]+) HTTP/([0-9]\.[0-9])\r\n")
_URL = re.compile(rb"https?://((?:[0-9a-z._~-]+|\[[0-9a-f:.]+\])(?::[0-9]*)?)((?:[/?].*)?)", re.IGNORECASE)
_LENGTH = re.compile(rb"[0-9]{1,18}")

_NO_HTTP = "This is not a request of HTTP/1.1. The server speaks no TLS: use an address that begins with http://."
_NO_LINE = "The first line can't be read. It is METHOD /path HTTP/1.1, with single spaces and other characters encoded."
_NO_TARGET = "The target is neither a path that begins with / nor an http URL. Neither may have a # or a password."
_LINE_ENDS = "A CR or LF stands alone. End each line with CR LF, and leave both out of headers."
_FOLDED = "A header goes on in the next line. Write each header on one line."
_HOSTS = "There is more than one Host header. Send one."
_CODING = "The server knows the transfer coding chunked only. Send the body as it is."
_CHUNKED = 'Transfer-Encoding can\'t be read. Send "Transfer-Encoding: chunked" once, or Content-Length instead.'
_OLD = "HTTP/1.0 has no Transfer-Encoding. Send Content-Length, or use HTTP/1.1."
_BOTH = "Content-Length and Transfer-Encoding contradict each other. Send one of them."
_NO_LENGTH = "Content-Length is not one whole number. Send it once, in digits."


class RequestLine(NamedTuple):
    """A request's first line. `target` begins with / or is *. `host` is that of an absolute URL, else empty."""

    method: bytes
    target: bytes
    version: bytes
    host: bytes = b""


def check_beginning(head: bytes, checked: int) -> None:
    """Refuses what can't become a request, as soon as that is clear. The end of `head` may be missing.

    Its first `checked` bytes were checked by an earlier call.
    """
    if not _BEGINNING.match(head):
        raise Refused(400, _NO_HTTP)
    if b"\r\n\r\n" not in head:
        since = checked - 1 if head[checked - 1 : checked] == b"\r" else checked
        _check_line_ends(head[since:].removesuffix(b"\r"))


def read_request_line(head: bytes) -> RequestLine:
    line = _REQUEST_LINE.match(head)
    if line is None:
        raise Refused(400, _NO_LINE)
    method, target, version = line.groups()
    if version not in (b"1.0", b"1.1"):
        raise Refused(505, "The server speaks HTTP/1.1 and HTTP/1.0. Use one of them.")
    if method != method.upper():
        raise Refused(400, "The method has small letters. Write it in capital letters.")
    if (target.startswith(b"/") and b"#" not in target) or (target, method) == (b"*", b"OPTIONS"):
        return RequestLine(method, target, version)
    url = _URL.fullmatch(target)
    if url is None or b"#" in target:
        raise Refused(400, _NO_TARGET)
    host, rest = url.groups()
    return RequestLine(method, rest if rest.startswith(b"/") else b"/" + rest, version, host)


def check_fields(head: bytes, version: bytes) -> None:
    """The header fields that say where a request ends, and for which host it is."""
    _check_line_ends(head)
    if b"\r\n " in head or b"\r\n\t" in head:
        raise Refused(400, _FOLDED)
    lowered = head.lower()
    if lowered.count(b"\r\nhost:") > 1:
        raise Refused(400, _HOSTS)
    codings = _values(lowered, b"transfer-encoding")
    _check_codings(codings, version)
    _check_lengths(_values(lowered, b"content-length"), has_coding=bool(codings))


def _values(lowered: bytes, name: bytes) -> list[bytes]:
    """The values of all fields of this name."""
    _, *parts = lowered.split(b"\r\n" + name + b":")
    return [part.partition(b"\r\n")[0].strip(b" \t") for part in parts]


def _check_line_ends(head: bytes) -> None:
    ends = head.count(b"\r\n")
    if head.count(b"\n") != ends or head.count(b"\r") != ends:
        raise Refused(400, _LINE_ENDS)


def _check_codings(values: list[bytes], version: bytes) -> None:
    if not values:
        return
    if version == b"1.0":
        raise Refused(400, _OLD)
    codings = [coding.strip(b" \t") for value in values for coding in value.split(b",")]
    if any(coding not in (b"chunked", b"") for coding in codings):
        raise Refused(501, _CODING)
    if codings != [b"chunked"]:
        raise Refused(400, _CHUNKED)


def _check_lengths(values: list[bytes], *, has_coding: bool) -> None:
    if values and has_coding:
        raise Refused(400, _BOTH)
    if len(values) > 1 or not all(map(_LENGTH.fullmatch, values)):
        raise Refused(400, _NO_LENGTH)
