"""What a cold start loads, in one file: the bytecode of our modules and of the libraries' that it imports, and compiled
texts. Finding and opening some 300 files would take time.

`python -m configurator.deployment` writes the file; without it, Python finds and compiles everything as usual.
"""

import marshal
import os
import sys
from collections.abc import Mapping
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

from configurator.aws_lambda import compiled_texts

BUNDLE = "configurator/aws_lambda/start.bundle"
"""The file's path in the package: the length of its table, the table, then the bytecode of the modules."""

OUTSIDE = tuple(
    f"configurator{name}"
    for name in ("", ".aws_lambda", ".aws_lambda.entry", ".aws_lambda.module_bundle", ".aws_lambda.compiled_texts")
)
"""Modules that are imported before the bundle is in use."""

_LENGTH = 8

Table = dict[str, tuple[str, int, int]]
"""For each module, its path in the package, and where its bytecode is in the file: offset and length."""


class _Loader(SourceFileLoader):
    """Loads one module. Everything but its code still comes from its own file: source lines, data, resources."""

    code = b""

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the base class's signature
        code: CodeType = marshal.loads(self.code)  # noqa: S302 - part of the package, as a .pyc is
        return code


class _Finder:
    """Finds the modules of a bundle, which is open as `file`. Paths are below `root`."""

    def __init__(self, root: Path, file: int, table: Table, start: int) -> None:
        self._root, self._file, self._table, self._start = f"{root}/", file, table, start

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if name not in self._table:
            return None
        relative, offset, length = self._table[name]
        where = self._root + relative
        loader = _Loader(name, where)
        # Only what is imported is read: most of our modules belong to pages.
        loader.code = os.pread(self._file, length, self._start + offset)
        spec = ModuleSpec(name, loader, origin=where, is_package=relative.endswith("/__init__.py"))
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(where.rpartition("/")[0])
        return spec


def write_bundle(path: Path, modules: Mapping[str, tuple[str, bytes]], texts: compiled_texts.Texts) -> None:
    """Writes a bundle. `modules` has a path in the package and bytecode for each name."""
    table: Table = {}
    offset = 0
    for name, (relative, code) in modules.items():
        table[name] = (relative, offset, len(code))
        offset += len(code)
    # Version 4 of the format, because a newer Python may build the package.
    head = marshal.dumps((table, texts), 4)
    codes = b"".join(code for _, code in modules.values())
    path.write_bytes(len(head).to_bytes(_LENGTH) + head + codes)


def use_bundle(root: Path) -> None:
    """Takes modules and texts from the package's bundle from now on, if it has one."""
    try:
        file = os.open(root / BUNDLE, os.O_RDONLY)
    except FileNotFoundError:
        return
    length = int.from_bytes(os.read(file, _LENGTH))
    table, texts = marshal.loads(os.read(file, length))  # noqa: S302 - part of the package, as a .pyc is
    compiled_texts.use(texts)
    sys.meta_path.insert(0, _Finder(root, file, table, _LENGTH + length))
