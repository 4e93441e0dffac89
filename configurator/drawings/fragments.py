"""The fragments of SVG in `static/cars` that make a drawing: read, put together, and with ids of their own."""

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from configurator.drawings.arts import ARTS
from configurator.drawings.cabins import CABINS
from configurator.drawings.flatten import STYLESHEETS
from configurator.drawings.views import VIEWS, DrawnView

_CARS = Path(__file__).resolve().parents[2] / "static" / "cars"
_UID = re.compile(r"[a-z0-9]*")
_PART = re.compile(r"<!-- part (\w+) -->(.*?)<!-- end -->", re.DOTALL)
_COMMENTS_AND_INDENTS = re.compile(r"<!--.*?-->\s*|(?<=>)\s+(?=<)", re.DOTALL)


def exterior(art: str, view: DrawnView, uid: str = "") -> str:
    """The drawing of a body from outside. With a `uid` of lower-case letters and digits, its ids are different.

    Raises KeyError for an unknown drawing, ValueError for an invalid uid.
    """
    if art not in ARTS:
        raise KeyError(art)
    return _with_unique_ids(_exterior(art, view), f"{VIEWS[view].prefix}{art}", uid)


def cabin(line: str, uid: str = "") -> str:
    """The cabin of a line with a seat beside it. Raises KeyError for a line without one, ValueError like `exterior`."""
    parts = "".join(fragment(f"interior/{name}") for name in CABINS[line])
    return _with_unique_ids(parts, VIEWS["interior"].prefix, uid)


def close_up(uid: str = "") -> str:
    """The close-up of the seats' material. Raises ValueError like `exterior`."""
    return _with_unique_ids(fragment("interior/close-up"), VIEWS["interior"].prefix, uid)


@cache
def fragment(name: str) -> str:
    """A fragment without comments and indents. Raises FileNotFoundError."""
    return _COMMENTS_AND_INDENTS.sub("", _source(name))


@cache
def _exterior(art: str, view: DrawnView) -> str:
    """A body with a file of its own parts is its line's drawing with these parts, and with ids of its own."""
    line, source = ARTS[art].line, _source(f"{view}/{art}")
    if art == line or not _PART.search(source):
        return fragment(f"{view}/{art}")
    prefix = VIEWS[view].prefix
    markup = assemble(_source(f"{view}/{line}"), source)
    return _COMMENTS_AND_INDENTS.sub("", re.sub(rf'(id="|#){prefix}{line}-', rf"\g<1>{prefix}{art}-", markup))


def assemble(line: str, body: str) -> str:
    """The markup of a line in which the parts of a body (`<!-- part NAME -->…<!-- end -->`) replace those of its name.

    Raises ValueError for a part that the line doesn't have.
    """
    own: dict[str, str] = dict(_PART.findall(body))
    if unknown := own.keys() - {name for name, _ in _PART.findall(line)}:
        raise ValueError(f"the line's drawing has no such parts: {sorted(unknown)}")
    return _PART.sub(lambda part: own.get(part[1], str(part[2])), line)


def _with_unique_ids(markup: str, prefix: str, uid: str) -> str:
    if not _UID.fullmatch(uid):
        raise ValueError(f"a uid has only lower-case letters and digits: {uid!r}")
    return re.sub(rf'(id="|#){prefix}-', rf"\g<1>{prefix}-{uid}-", markup) if uid else markup


def _source(name: str) -> str:
    return (_CARS / f"{name}.svgfrag").read_text("utf-8")


def _digest() -> str:
    digest = hashlib.sha256()
    for path in (*sorted(_CARS.rglob("*.svgfrag")), *STYLESHEETS):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# Part of a cached picture's name and of a render's recipe: another version draws pictures again, and people can pay
# for renders again. Raise the number only if this code changes the drawings. The digest covers the SVG and CSS files.
DRAWING_VERSION: Final = f"1-{_digest()}"
