"""The body of a request with Transfer-Encoding: chunked. RFC 9112, section 7.1.

Waitress's own receiver takes a lone LF as the end of a size, skips empty lines, and has no limit for a line.
"""

import re
from typing import BinaryIO

from waitress.buffers import OverflowableBuffer

from configurator.app.http_server.refused import Refused

_LONGEST_LINE = 256
_LONGEST_TRAILERS = 8 * 1024
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})(?:[ \t]*;[\t -~\x80-\xff]*)?")
"""The size, and perhaps extensions, which a server ignores."""
_TRAILER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*")

_NO_SIZE = "The size of a chunk can't be read. Send it in hexadecimal digits, followed by CR LF."
_NO_END = "A chunk is longer or shorter than its size says. End it with CR LF."
_NO_TRAILER = "What follows the last chunk is not a header. End the body with an empty line."
_LONG = f"A line between chunks is longer than {_LONGEST_LINE} bytes, the limit. Leave extensions and trailers out."


class ChunkedBody:
    """What waitress wants of a receiver: `received`, `getfile`, `getbuf`, `completed`, `error` and a length."""

    def __init__(self, buffer: OverflowableBuffer) -> None:
        self.completed = False
        self.error: Refused | None = None
        self._buffer = buffer
        self._line = b""
        self._left = 0
        self._trailers = 0
        self._step = self._read_size

    def __len__(self) -> int:
        length: int = self._buffer.__len__()
        return length

    def getfile(self) -> BinaryIO:
        file: BinaryIO = self._buffer.getfile()
        return file

    def getbuf(self) -> OverflowableBuffer:
        return self._buffer

    def received(self, data: bytes) -> int:
        """Returns how many of these bytes belong to the body."""
        rest = data
        try:
            while rest and not self.completed:
                rest = self._step(rest)
        except Refused as refused:
            self.error = refused
        return len(data) - len(rest)

    def _read_size(self, data: bytes) -> bytes:
        line, rest = self._take_line(data)
        if line is not None:
            size = _SIZE.fullmatch(line)
            if size is None:
                raise Refused(400, _NO_SIZE)
            self._left = int(size[1], 16)
            self._step = self._read_content if self._left else self._read_trailer
        return rest

    def _read_content(self, data: bytes) -> bytes:
        part = data[: self._left]
        self._buffer.append(part)
        self._left -= len(part)
        if not self._left:
            self._step = self._read_end
        return data[len(part) :]

    def _read_end(self, data: bytes) -> bytes:
        if not b"\r\n".startswith((self._line + data)[:2]):
            raise Refused(400, _NO_END)
        line, rest = self._take_line(data)
        if line is not None:
            self._step = self._read_size
        return rest

    def _read_trailer(self, data: bytes) -> bytes:
        """Trailers are read and dropped."""
        line, rest = self._take_line(data)
        if line is None:
            return rest
        self._trailers += len(line)
        if line and not _TRAILER.fullmatch(line):
            raise Refused(400, _NO_TRAILER)
        if self._trailers > _LONGEST_TRAILERS:
            raise Refused(431, _LONG)
        self.completed = not line
        return rest

    def _take_line(self, data: bytes) -> tuple[bytes | None, bytes]:
        """The line that ends in this data, or None, and the rest. Keeps the beginning of a line for the next data."""
        line, found, rest = (self._line + data).partition(b"\r\n")
        if len(line) > _LONGEST_LINE:
            raise Refused(400, _LONG)
        if not found and b"\n" in line:
            raise Refused(400, _NO_SIZE)
        self._line = b"" if found else line
        return (line, rest) if found else (None, b"")
