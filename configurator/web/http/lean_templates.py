"""What we change about Jinja: templates are smaller, and quicker to import."""

import re
from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment
from jinja2.ext import Extension

_INDENTATION = re.compile(r"(?<=\n)[ \t]+")
_LONE_TAG = re.compile(r"(?<=\n)(\{% (?:if|elif|else|endif|for|endfor|with|endwith|from|include) (?:(?!%\}).)*%\})\n")


class TemplateEnvironment(Environment):
    """Templates whose globals are a plain mapping: Jinja compares their names at each import of a macro."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class LeanTemplates(Extension):
    """Templates without the indentation of their lines, and without the empty lines that conditions and loops leave.

    Browsers ignore both, and a page gets smaller by more than one percent. What a macro returns keeps its line breaks,
    which part it from the text before it.

    Texts of variables keep their spaces: only the template's own lines lose them.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return _LONE_TAG.sub(r"\1", _INDENTATION.sub("", source))
