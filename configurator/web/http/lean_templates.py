"""Templates without the indentation of their lines: browsers ignore it, and a page gets smaller by one percent."""

import re

from jinja2.ext import Extension

_INDENTATION = re.compile(r"(?<=\n)[ \t]+")


class LeanTemplates(Extension):
    """Texts of variables keep their spaces: only the template's own lines lose them."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return _INDENTATION.sub("", source)
