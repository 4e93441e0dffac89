"""Modules that stand for others while a library is imported: for those that Lambda never uses, or hardly ever."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class Stub:
    """The value of every attribute of a stub module. It can be called, subclassed and used as an annotation."""

    commands = ()  # flask.cli's groups list these

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __getattr__(self, _: str) -> Callable[..., None]:
        return lambda **_: None


class Postponed:
    """Stands for a function or class until it is called. Then it imports the module and calls the real one."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return getattr(import_module(self._module), self._name)(*arguments, **named)


@contextmanager
def stubbed(*names: str, postponed: tuple[str, ...] = ()) -> Iterator[None]:
    """Replaces modules by stubs within the block. Lambda never uses these modules, and importing them is slow.

    What a block imports from a `postponed` module is imported when it is called. It must not be a base class.
    """
    replaced = (*names, *postponed)
    loaded = {name: sys.modules[name] for name in replaced if name in sys.modules}
    for name in names:
        sys.modules[name] = _module(name, lambda _: Stub)
    for name in postponed:
        sys.modules[name] = _module(name, lambda attribute, name=name: Postponed(name, attribute))  # type: ignore[misc]
    yield
    for name in replaced:
        del sys.modules[name]
    sys.modules.update(loaded)


def _module(name: str, attribute: Callable[[str], object]) -> ModuleType:
    module = ModuleType(name)
    module.__getattr__ = attribute  # type: ignore[method-assign]
    return module
