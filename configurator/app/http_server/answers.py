"""How the app's answers are sent."""

from waitress.task import WSGITask

_SHORT = 64 * 1024
_READ_BY_WAITRESS = {"connection", "content-length", "date", "server"}


class Answer(WSGITask):  # type: ignore[misc]
    """Sends headers and body together if they are short, in one packet. Waitress would send each by itself."""

    wrote_header: bool
    response_headers: list[tuple[str, str]]

    def write(self, data: bytes) -> None:
        is_whole = 0 < len(data) <= _SHORT and len(data) == self.content_length
        if self.wrote_header or not (is_whole and self.complete and self.has_body):
            super().write(data)
            return
        self.wrote_header = True
        self.content_bytes_written = len(data)
        self.channel.write_soon(self.build_response_header() + data)

    def build_response_header(self) -> bytes:
        """Waitress spells and sorts the names of all headers that it sees. It only needs to see those that it reads."""
        headers, self.response_headers = self.response_headers, []
        lines = []
        for name, value in headers:
            if name.lower() in _READ_BY_WAITRESS:
                self.response_headers.append((name, value))
            else:
                lines.append(f"{name}: {value}\r\n")
        head: bytes = super().build_response_header()
        return head[:-2] + "".join(lines).encode("latin-1") + b"\r\n"

    def set_close_on_finish(self) -> None:
        """Waitress would close a connection after each 204 and 304, because they have no length."""
        is_asked_to_close = self.version == "1.0" or self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or is_asked_to_close:
            super().set_close_on_finish()
