"""Which modules of an installed package others can import: found in their source, without running it."""

import ast
from collections.abc import Iterator
from pathlib import Path


def remove_unreachable(packages: Path, roots: tuple[str, ...]) -> None:
    """Deletes the modules of a package that nothing imports, at the top or in a function, starting at `roots`.

    `roots` are modules of one package, with full names. Modules that are found by a text are not seen: name them as
    roots. Raises FileNotFoundError if a root doesn't exist.
    """
    package = roots[0].partition(".")[0]
    kept = reachable(packages, roots)
    for path in (packages / package).rglob("*.py"):
        if path not in kept:
            path.unlink()
    for folder in sorted((packages / package).rglob("*/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def reachable(packages: Path, roots: tuple[str, ...]) -> set[Path]:
    """The files of these modules, of all modules of the same package that they import, and of the packages around."""
    package = roots[0].partition(".")[0]
    waiting, found = [*roots], dict[str, Path]()
    for root in roots:
        if _file(packages, root) is None:
            raise FileNotFoundError(f"{root} is no module")
    while waiting:
        name = waiting.pop()
        path = _file(packages, name) if name.partition(".")[0] == package and name not in found else None
        if path:
            found[name] = path
            waiting += [name.rpartition(".")[0], *_imported(name, path)]
    return {*found.values()}


def _file(packages: Path, name: str) -> Path | None:
    path = packages / name.replace(".", "/")
    return next((file for file in (path / "__init__.py", path.with_name(f"{path.name}.py")) if file.exists()), None)


def _imported(name: str, path: Path) -> Iterator[str]:
    """What the module imports: modules, and names in them, which may be modules too."""
    own = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in _executed(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = own.split(".")[: len(own.split(".")) + 1 - node.level] if node.level else []
            module = ".".join([*parents, *filter(None, [node.module])])
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


def _executed(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes, without the imports that are for type checkers only."""
    is_for_checkers = isinstance(node, ast.If) and "TYPE_CHECKING" in (
        getattr(node.test, "id", ""),
        getattr(node.test, "attr", ""),
    )
    for child in node.orelse if is_for_checkers else ast.iter_child_nodes(node):  # type: ignore[attr-defined]
        yield child
        yield from _executed(child)
