"""What we change about Jinja: templates are smaller, and quicker to import."""

import re
from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2.ext import Extension

_INDENTATION = re.compile(r"(?<=\n)[ \t]+")


class TemplateEnvironment(Environment):
    """Templates whose globals are a plain mapping: Jinja compares their names at each import of a macro."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class LeanTemplates(Extension):
    """Templates without the indentation of their lines: browsers ignore it, and a page gets smaller by one percent.

    Texts of variables keep their spaces: only the template's own lines lose them.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return _INDENTATION.sub("", source)
