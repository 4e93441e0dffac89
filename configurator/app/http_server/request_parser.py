"""Waitress's parser, preceded by our checks of the head, and with our own receiver of chunks."""

import time

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.utilities import Error

from configurator.app.http_server.chunked_body import ChunkedBody
from configurator.app.http_server.framing import check_beginning, check_fields, read_request_line
from configurator.app.http_server.refused import Refused


class RequestParser(HTTPRequestParser):  # type: ignore[misc]
    """`head` is what has been received of the request's head, `begun_at` when its first byte arrived."""

    error: Refused | Error | None
    headers: dict[str, str]
    body_rcv: FixedStreamReceiver | ChunkedBody | None
    head = b""
    version = "1.1"

    def __init__(self, adjustments: Adjustments) -> None:
        super().__init__(adjustments)
        self.begun_at = time.monotonic()

    def received(self, data: bytes) -> int:
        """Returns how many of these bytes belong to this request."""
        if self.body_rcv is None and not self.completed:
            self.head = self.header_plus + data
            try:
                check_beginning(self.head, len(self.header_plus))
            except Refused as refused:
                self.refuse(refused)
                return len(data)
        consumed: int = super().received(data)
        if self.body_rcv is None or self.error:
            # Waitress would ask for the body of a request that has none or is refused, and wait for it.
            self.expect_continue = False
        return consumed

    def refuse(self, refused: Refused) -> None:
        self.error, self.completed, self.expect_continue = refused, True, False

    def parse_header(self, header_plus: bytes) -> None:
        try:
            line = read_request_line(header_plus)
            self.version = line.version.decode()
            check_fields(header_plus, line.version)
        except Refused as refused:
            self.error = refused
            return
        if line.host:
            _, _, fields = header_plus.partition(b"\r\n")
            header_plus = b"%s %s HTTP/%s\r\n%s" % (line.method, line.target, line.version, fields)
        super().parse_header(header_plus)
        if "," in self.headers.get("CONNECTION", ""):
            self.headers["CONNECTION"] = _known_option(self.headers["CONNECTION"])
        if line.host:
            # RFC 9112, section 3.2.2: the host of an absolute URL counts, not that of the header.
            self.headers["HOST"] = line.host.decode("latin-1")
        if self.chunked and self.body_rcv is not None:
            self.body_rcv = ChunkedBody(self.body_rcv.getbuf())


def _known_option(connection: str) -> str:
    """Waitress compares the whole header with these two words."""
    options = {option.strip(" \t").lower() for option in connection.split(",")}
    return next((word for word in ("close", "keep-alive") if word in options), connection)
