"""What Python compiles from text at every start, compiled once for the package.

Bytecode files spare a start the compilation of modules. These texts it compiles all the same: regular expressions, the
methods of data classes, the constructors of named tuples. Some 200 of them take a sixth of a start.
"""

import collections
import dataclasses
import marshal
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

Texts = dict[Any, bytes]
"""By text, its code; by pattern and flags, the arguments that make the pattern. All values are marshalled."""

_ENGINE = "engine"
_sre: Any = sys.modules["_sre"]  # has no type stub
_patterns: Any = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way to pass code
_usual_pattern: Callable[[Any, int], re.Pattern[Any]] = _patterns.compile


def use(texts: Mapping[Any, bytes]) -> None:
    """Takes what is compiled here from now on. Anything else is compiled as usual."""
    # Another Python may have another engine for regular expressions.
    if texts.get(_ENGINE) != _engine():
        return

    def code_of(text: Any) -> Any:
        return marshal.loads(texts[text]) if text in texts else text  # noqa: S302 - part of the package, as a .pyc is

    def pattern_of(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made = texts.get((pattern, flags)) if isinstance(pattern, str | bytes) else None
        return _make(*marshal.loads(made)) if made else _usual_pattern(pattern, flags)  # noqa: S302

    _compile_with(code_of, pattern_of)


def record() -> Texts:
    """Collects what is compiled from now on."""
    texts: Texts = {_ENGINE: _engine()}

    def code_of(text: str) -> Any:
        code = compile(text, "<string>", "eval" if text.startswith("lambda ") else "exec", dont_inherit=True)
        texts[text] = marshal.dumps(code)
        return code

    def pattern_of(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        recorder.key = (pattern, int(flags)) if isinstance(pattern, str | bytes) else None
        return _usual_pattern(pattern, flags)

    recorder = _patterns._sre = _Recorder(texts)  # noqa: SLF001
    _compile_with(code_of, pattern_of)
    return texts


class _Recorder:
    """Stands for the engine, to see what it is given."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.key: tuple[str | bytes, int] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(_sre, name)

    def compile(self, text: Any, flags: int, code: list[int], *groups: Any) -> re.Pattern[Any]:
        if self.key:
            # Opcodes and flags are numbers with names, and marshal knows only plain ones.
            self._texts[self.key] = marshal.dumps((text, int(flags), list(map(int, code)), *groups))
        return _make(text, flags, code, *groups)


def _compile_with(code_of: Callable[[Any], Any], pattern_of: Callable[..., re.Pattern[Any]]) -> None:
    # These modules find the two functions among their globals before the built-in ones.
    dataclasses.exec = lambda text, *scopes: exec(code_of(text), *scopes)  # type: ignore[attr-defined]  # noqa: S102
    collections.eval = lambda text, *scopes: eval(code_of(text), *scopes)  # type: ignore[attr-defined]  # noqa: S307
    _patterns.compile = pattern_of


def _make(*arguments: Any) -> re.Pattern[Any]:
    return _sre.compile(*arguments)  # type: ignore[no-any-return]


def _engine() -> bytes:
    return marshal.dumps((_sre.MAGIC, _sre.CODESIZE))
