"""Our modules' bytecode in one file. A cold start imports some 150 of them, and finding and opening each takes time.

`python -m configurator.deployment` writes the file; without it, Python finds the modules as usual.
"""

import marshal
import sys
from collections.abc import Mapping
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

BUNDLE = "configurator/aws_lambda/modules.marshal"
"""The file's path in the package."""
_HEADER = 16
"""The length in bytes of what precedes the code in a .pyc file (PEP 552)."""


class _Loader(SourceFileLoader):
    """Loads one module. Everything but its code still comes from its own file: source lines, data, resources."""

    def __init__(self, name: str, path: str, code: bytes) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the base class's signature
        code: CodeType = marshal.loads(self._code)  # noqa: S302 - part of the package, as a .pyc is
        return code


class _Finder:
    """Finds the modules of a bundle. `modules` maps each name to its path below `root` and to its bytecode."""

    def __init__(self, root: Path, modules: Mapping[str, tuple[str, bytes]]) -> None:
        self._root, self._modules = f"{root}/", modules

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        if name not in self._modules:
            return None
        relative, code = self._modules[name]
        where = self._root + relative
        folders = [where.rpartition("/")[0]] if relative.endswith("/__init__.py") else None
        return spec_from_file_location(
            name, where, loader=_Loader(name, where, code), submodule_search_locations=folders
        )


def write_bundle(root: Path) -> None:
    """Writes the bundle of a compiled package. Every module needs a .pyc of the Python that will load it."""
    modules = {}
    for compiled in sorted(root.glob("configurator/**/__pycache__/*.pyc")):
        source = compiled.parent.with_name(f"{compiled.name.partition('.')[0]}.py")
        relative = source.relative_to(root)
        name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
        modules[name] = (relative.as_posix(), compiled.read_bytes()[_HEADER:])
    # Version 4 of the format, because a newer Python may build the package.
    (root / BUNDLE).write_bytes(marshal.dumps(modules, 4))


def use_bundle(root: Path) -> None:
    """Finds our modules in the package's bundle from now on, if it has one."""
    bundle = root / BUNDLE
    if bundle.exists():
        sys.meta_path.insert(0, _Finder(root, marshal.loads(bundle.read_bytes())))  # noqa: S302 - part of the package
