"""Requests whose end two programs could read differently, and others that no server should accept.

Each is followed by a second request, which must not be answered. `make test` sends them to our server; they can be sent
to any other to compare it.
"""

import re
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.support.patience import PATIENCE

HOST = b"Host: localhost\r\n"
_GET = b"GET /catalogue HTTP/1.1\r\n"
_POST = b"POST /configurations HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
_KEPT = b"Connection: keep-alive"
_CHUNKED = b"Transfer-Encoding: chunked\r\n"
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3}) ")
NEXT = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Exchange(NamedTuple):
    """The statuses of all answers on one connection, what was sent back, and whether the server closed it."""

    statuses: tuple[int, ...]
    received: bytes
    is_closed: bool


def exchange(url: str, *parts: bytes, patience: float = PATIENCE) -> Exchange:
    """Sends the parts, and reads until the server closes or falls silent."""
    where = urlsplit(url)
    received, is_closed = b"", False
    with socket.create_connection((where.hostname, where.port), timeout=patience) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            while data := connection.recv(65536):
                received += data
            is_closed = True
        except TimeoutError:
            pass
        except OSError:
            is_closed = True
    return Exchange(tuple(map(int, _STATUS.findall(received))), received, is_closed)


def _head(*fields: bytes, first: bytes = _GET) -> bytes:
    return first + HOST + b"".join(field + b"\r\n" for field in fields) + b"\r\n"


def _body(*fields: bytes, body: bytes = b"") -> bytes:
    return _POST + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body


def _line(line: bytes) -> bytes:
    return line + b"\r\n" + HOST + b"\r\n"


def _chunks(chunks: bytes) -> bytes:
    return _POST + _CHUNKED + b"\r\n" + chunks


LENGTHS = {
    "both a length and a coding": (400, _body(b"Content-Length: 5", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n")),
    "both a coding and a length": (400, _body(b"Transfer-Encoding: chunked", b"Content-Length: 5", body=b"0\r\n\r\n")),
    "two lengths": (400, _body(b"Content-Length: 2", b"Content-Length: 3", body=b"{} ")),
    "a length twice": (400, _body(b"Content-Length: 2", b"content-length: 2", body=b"{}")),
    "two lengths in a line": (400, _body(b"Content-Length: 2, 2", body=b"{}")),
    "a length with a sign": (400, _body(b"Content-Length: +2", body=b"{}")),
    "a length below zero": (400, _body(b"Content-Length: -2", body=b"{}")),
    "a length with an underscore": (400, _body(b"Content-Length: 1_0", body=b"{}        ")),
    "a length in hexadecimal": (400, _body(b"Content-Length: 0x2", body=b"{}")),
    "a length with a fraction": (400, _body(b"Content-Length: 2.0", body=b"{}")),
    "an empty length": (400, _body(b"Content-Length:", body=b"{}")),
    "a length of 5000 digits": (400, _body(b"Content-Length: " + b"1" * 5000)),
    "a length of 5000 zeros": (400, _body(b"Content-Length: " + b"0" * 5000)),
    "a length of a petabyte": (413, _body(b"Content-Length: 1000000000000000")),
    "a petabyte that waits to be asked for": (413, _body(b"Content-Length: 1000000000000000", b"Expect: 100-continue")),
    "a wrong length that waits to be asked for": (400, _body(b"Content-Length: x", b"Expect: 100-continue")),
}
CODINGS = {
    "a coding twice": (400, _body(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n")),
    "a coding twice in a line": (400, _body(b"Transfer-Encoding: chunked, chunked", body=b"0\r\n\r\n")),
    "a coding after a comma": (400, _body(b"Transfer-Encoding: ,chunked", body=b"0\r\n\r\n")),
    "an empty coding": (400, _body(b"Transfer-Encoding:", body=b"0\r\n\r\n")),
    "gzip before chunked": (501, _body(b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n")),
    "gzip after chunked": (501, _body(b"Transfer-Encoding: chunked, gzip", body=b"0\r\n\r\n")),
    "gzip in another line": (501, _body(b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip", body=b"0\r\n\r\n")),
    "gzip": (501, _body(b"Transfer-Encoding: gzip")),
    "identity": (501, _body(b"Transfer-Encoding: identity")),
    "xchunked": (501, _body(b"Transfer-Encoding: xchunked", body=b"0\r\n\r\n")),
    "a coding in quotes": (501, _body(b'Transfer-Encoding: "chunked"', body=b"0\r\n\r\n")),
    "a coding after a control character": (501, _body(b"Transfer-Encoding: \x0bchunked", body=b"0\r\n\r\n")),
    "a coding in HTTP/1.0": (400, _body(_KEPT, b"Transfer-Encoding: chunked").replace(b"1.1", b"1.0")),
    "a coding and a length in HTTP/1.0": (
        400,
        _body(_KEPT, b"Content-Length: 2", b"Transfer-Encoding: chunked").replace(b"1.1", b"1.0"),
    ),
}
FIELDS = {
    "a space before the colon": (400, _body(b"Content-Length : 2", body=b"{}")),
    "a tab before the colon": (400, _body(b"Transfer-Encoding\t: chunked", body=b"0\r\n\r\n")),
    "no colon": (400, _head(b"Accept")),
    "no name": (400, _head(b": x")),
    "a name that is not ASCII": (400, _head(b"Caf\xe9: x")),
    "a folded header": (400, _head(b"Accept: text/html,\r\n */*")),
    "a folded coding": (400, _body(b"Transfer-Encoding:\r\n\tchunked", body=b"0\r\n\r\n")),
    "a first header that goes on": (400, b"GET /catalogue HTTP/1.1\r\n Accept: x\r\n" + HOST + b"\r\n"),
    "NUL in a value": (400, _head(b"Accept: a\x00b")),
    "NUL in a name": (400, _head(b"Acc\x00ept: a")),
    "BEL in a value": (400, _head(b"Accept: a\x07b")),
    "DEL in a value": (400, _head(b"Accept: a\x7fb")),
    "LF in a value": (400, _head(b"Accept: a\nContent-Length: 2")),
    "CR in a value": (400, _head(b"Accept: a\rContent-Length: 2")),
    "a CR too many": (400, _head(b"Accept: a\r")),
    "lines that end with LF": (400, b"GET /catalogue HTTP/1.1\nHost: localhost\n\n"),
    "lines that end with CR": (400, b"GET /catalogue HTTP/1.1\rHost: localhost\r\r"),
    "LF before the body": (400, _POST + b"Content-Length: 2\r\n\n{}"),
    "two hosts": (400, _head(b"Host: localhost")),
    "two different hosts": (400, _head(b"Host: evil.example.com")),
    "more than 32 KB": (431, _head(b"Accept: " + b"a" * 40_000)),
}
LINES = {
    "no version": (400, _line(b"GET /catalogue")),
    "HTTP/2": (505, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "HTTP/1.2": (505, _line(b"GET /catalogue HTTP/1.2")),
    "HTTP/0.9": (505, _line(b"GET /catalogue HTTP/0.9")),
    "HTTP/1.10": (400, _line(b"GET /catalogue HTTP/1.10")),
    "another protocol": (400, _line(b"GET /catalogue ICY/1.1")),
    "http in small letters": (400, _line(b"GET /catalogue http/1.1")),
    "a method in small letters": (400, _line(b"get /catalogue HTTP/1.1")),
    "a method with a bracket": (400, _line(b"GE(T /catalogue HTTP/1.1")),
    "a method with NUL": (400, _line(b"GE\x00T /catalogue HTTP/1.1")),
    "two spaces": (400, _line(b"GET  /catalogue HTTP/1.1")),
    "tabs": (400, _line(b"GET\t/catalogue\tHTTP/1.1")),
    "a space at the end": (400, _line(b"GET /catalogue HTTP/1.1 ")),
    "a space at the beginning": (400, _line(b" GET /catalogue HTTP/1.1")),
    "a space in the path": (400, _line(b"GET /cata logue HTTP/1.1")),
    "NUL in the path": (400, _line(b"GET /cata\x00logue HTTP/1.1")),
    "a tab in the path": (400, _line(b"GET /cata\tlogue HTTP/1.1")),
    "CR in the path": (400, _line(b"GET /cata\rlogue HTTP/1.1")),
    "bytes that are not ASCII in the path": (400, _line(b"GET /catalog\xc3\xbce HTTP/1.1")),
    "a fragment": (400, _line(b"GET /catalogue#top HTTP/1.1")),
    "no slash": (400, _line(b"GET catalogue HTTP/1.1")),
    "an asterisk": (400, _line(b"GET * HTTP/1.1")),
    "an address for a tunnel": (400, _line(b"CONNECT localhost:443 HTTP/1.1")),
    "a URL of another scheme": (400, _line(b"GET ftp://localhost/catalogue HTTP/1.1")),
    "a URL with a password": (400, _line(b"GET http://me:secret@localhost/catalogue HTTP/1.1")),
    "a URL with half an address": (400, _line(b"GET http://[::1/catalogue HTTP/1.1")),
    "a URL without a host": (400, _line(b"GET http:///catalogue HTTP/1.1")),
    "TLS": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
}
CHUNKS = {
    "a size with a sign": (400, _chunks(b"+2\r\n{}\r\n0\r\n\r\n")),
    "a size below zero": (400, _chunks(b"-2\r\n{}\r\n0\r\n\r\n")),
    "a size with a prefix": (400, _chunks(b"0x2\r\n{}\r\n0\r\n\r\n")),
    "a size with an underscore": (400, _chunks(b"0_2\r\n{}\r\n0\r\n\r\n")),
    "a size after a space": (400, _chunks(b" 2\r\n{}\r\n0\r\n\r\n")),
    "a size before a space": (400, _chunks(b"2 \r\n{}\r\n0\r\n\r\n")),
    "an empty size": (400, _chunks(b"\r\n2\r\n{}\r\n0\r\n\r\n")),
    "a size that ends with LF": (400, _chunks(b"2\n{}\r\n0\r\n\r\n")),
    "a size with LF and CR LF": (400, _chunks(b"2\n\r\n{}\r\n0\r\n\r\n")),
    "a size with LF in an extension": (400, _chunks(b"2;\n\r\n{}\r\n0\r\n\r\n")),
    "a size with CR in an extension": (400, _chunks(b"2;a\rb\r\n{}\r\n0\r\n\r\n")),
    "a size with NUL in an extension": (400, _chunks(b"2;a\x00\r\n{}\r\n0\r\n\r\n")),
    "a size of 20 digits": (400, _chunks(b"F" * 20 + b"\r\n{}\r\n0\r\n\r\n")),
    "a size of 20 digits that overflows to 2": (400, _chunks(b"10000000000000000002\r\n{}\r\n0\r\n\r\n")),
    "a size of 3000 zeros": (400, _chunks(b"0" * 3000 + b"2\r\n{}\r\n0\r\n\r\n")),
    "a size of 4 GB": (413, _chunks(b"FFFFFFFF\r\n" + b" " * 1_100_000)),
    "an extension of 10 KB": (400, _chunks(b"2;" + b"a" * 10_000 + b"\r\n{}\r\n0\r\n\r\n")),
    "a chunk without an end": (400, _chunks(b"2\r\n{}0\r\n\r\n")),
    "a chunk that is too long": (400, _chunks(b"1\r\n{}\r\n0\r\n\r\n")),
    "a chunk that ends with LF": (400, _chunks(b"2\r\n{}\n0\r\n\r\n")),
    "a chunk that ends with CR": (400, _chunks(b"2\r\n{}\r0\r\n\r\n")),
    "a trailer that is a request": (400, _chunks(b"2\r\n{}\r\n0\r\nGET /users/ada HTTP/1.1\r\n\r\n")),
    "a trailer with LF": (400, _chunks(b"2\r\n{}\r\n0\r\na: b\n\n\r\n\r\n")),
    "a trailer with NUL": (400, _chunks(b"2\r\n{}\r\n0\r\na: \x00\r\n\r\n")),
    "trailers of 20 KB": (431, _chunks(b"2\r\n{}\r\n0\r\n" + b"a: bcdefgh\r\n" * 2000 + b"\r\n")),
}
REFUSED: dict[str, tuple[int, bytes]] = {
    name: (status, sent if name in ("TLS", "HTTP/2") else sent + NEXT)
    for table in (LENGTHS, CODINGS, FIELDS, LINES, CHUNKS)
    for name, (status, sent) in table.items()
}
"""By what is wrong: the status that RFC 9112 and 9110 ask for, and what is sent."""

_CAR = b'{"carConfiguration":{"model":"911","color":"black","tire":"x","interior":"y"}}'
_SIZE = b"%x" % len(_CAR)


def _whole(size: bytes, trailers: bytes = b"", coding: bytes = b"chunked") -> bytes:
    return _body(b"Transfer-Encoding: " + coding, body=size + b"\r\n" + _CAR + b"\r\n0\r\n" + trailers + b"\r\n")


ACCEPTED: dict[str, bytes] = {
    "chunks": _whole(_SIZE),
    "many chunks": _chunks(b"".join(b"1\r\n%c\r\n" % it for it in _CAR) + b"0\r\n\r\n"),
    "a size in capital letters": _whole(_SIZE.upper()),
    "a size with a few zeros": _whole(b"000" + _SIZE),
    "extensions": _whole(_SIZE + b' ; a=b;c="d e"'),
    "trailers": _whole(_SIZE, b"Digest: x\r\nETag: y\r\n"),
    "Chunked": _whole(_SIZE, coding=b"Chunked"),
    "a length": _body(b"Content-Length: %d" % len(_CAR), body=_CAR),
    "a length of zero": _head(b"Content-Length: 0"),
    "a body that waits to be asked for": _body(b"Content-Length: %d" % len(_CAR), b"Expect: 100-continue", body=_CAR),
    "no body that waits to be asked for": _head(b"Expect: 100-continue"),
    "an empty line before it": b"\r\n" + _head(),
    "a URL": _line(b"GET http://localhost/catalogue HTTP/1.1"),
    "a URL with a port": _line(b"GET HTTP://LOCALHOST:80/catalogue HTTP/1.1"),
    "a URL of an address": _line(b"GET http://[::1]:8000/catalogue?x HTTP/1.1"),
    "characters that browsers leave": _line(b'GET /catalogue?a=|^`{}[]"<>\\ HTTP/1.1'),
    "tabs around a value": _head(b"Accept:\t*/*\t"),
    "bytes that are not ASCII in a value": _head(b"X-Name: caf\xe9"),
    "an empty value": _head(b"X-Name:"),
}
"""What a server has to accept, and answers with 200. The second request is answered too."""
