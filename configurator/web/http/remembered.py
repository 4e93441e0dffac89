"""Markup that is rendered once for equal arguments: most rows of a page are the same for most cars.

Only for macros whose result depends on nothing but their arguments and the prefix of this site's paths, and never with
arguments that hold anything about a person: the markup stays in the memory of the process.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache

from flask import request
from markupsafe import Markup

_MOST = 1024
"""About 1 MB of markup. The demonstration catalogue's default cars need a third of it."""


def remembered(macro: Callable[..., Markup], *arguments: Hashable) -> Markup:
    """What the macro returns for these arguments."""
    return _rendered(macro, request.script_root, *arguments)


@lru_cache(maxsize=_MOST)
def _rendered(macro: Callable[..., Markup], _script_root: str, *arguments: Hashable) -> Markup:
    return macro(*arguments)
