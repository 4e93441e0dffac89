"""The answers to requests that never reach the app: problems (RFC 9457), as the app's own refusals are."""

import logging
import re
from collections.abc import Collection
from http import HTTPStatus

from waitress.task import ErrorTask

from configurator.app.http_server.refused import Refused
from configurator.web.http.json_response import compact_json
from configurator.web.http.problems import PROBLEM_TYPE, problem_document
from configurator.web.http.request_ids import HEADER, request_id_of
from configurator.web.http.security.cors import readable_by
from configurator.web.http.security.headers import LARGEST_BODY

MAX_HEAD = 32 * 1024
_DETAILS = {
    400: "A header can't be read. Write each as a name, a colon without a space before it, and visible characters.",
    413: f"The request body is larger than {LARGEST_BODY // 1024} KB, the limit. Send less.",
    431: f"The path and the headers together are larger than {MAX_HEAD // 1024} KB, the limit. "
    "Send shorter ones; a browser may need to delete this site's cookies.",
    500: "The error is on our side. Nothing was lost; try again in a moment.",
}
"""Of waitress's own errors."""
_HEADERS = {
    "Content-Type": PROBLEM_TYPE,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}

logger = logging.getLogger(__name__)


class Refusal(ErrorTask):  # type: ignore[misc]
    """Answers a request that could not be read, and ends the connection: nobody knows where the next one begins.

    Scripts of the allowed origins may read it at any path: it has nothing of anybody, and the path may be unreadable.
    """

    def __init__(self, allowed: Collection[str], *arguments: object) -> None:
        super().__init__(*arguments)
        self._allowed = allowed

    def execute(self) -> None:
        error = self.request.error
        # After a crash of the app, waitress makes up a request; the first in the queue is the one that was sent.
        head: bytes = self.channel.requests[0].head
        request_id = request_id_of(_sent(head, HEADER))
        if error.code == HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.error("Request %s: it crashed outside the app", request_id)
        title = HTTPStatus(error.code).phrase
        detail = error.detail if isinstance(error, Refused) else _DETAILS[error.code]
        body = compact_json(problem_document(error.code, title, detail)).encode()
        self.status = f"{error.code} {title}"
        self.response_headers += [
            *_HEADERS.items(),
            (HEADER, request_id),
            *readable_by(_sent(head, "Origin"), self._allowed),
        ]
        self.set_close_on_finish()
        self.channel.lingers = True
        self.content_length = len(body)
        self.write(b"" if head.lstrip().startswith(b"HEAD ") else body)


def _sent(head: bytes, name: str) -> str:
    """A header of a head that may be broken anywhere, "" if it isn't there or isn't complete."""
    line = re.search(rf"\n{name}:[ \t]*([!-~]*)[ \t]*\r?\n", head.decode("latin-1"), re.IGNORECASE)
    return line[1] if line else ""
