"""Reads the cars' TOML files. It needs nothing but Python, so that tests can read them too."""

import dataclasses
import tomllib
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args, get_origin, get_type_hints

from scripts.front_view.car import Car
from scripts.front_view.raised import raised

Read = TypeVar("Read")

CARS: Final = Path(__file__).resolve().parent / "cars"
_CABIN: Final = "cabin"


def names() -> list[str]:
    """The names of all cars, as `configurator/drawings/arts.py` calls their bodies."""
    return sorted(path.stem for path in CARS.glob("*.toml") if path.stem != _CABIN)


def read_car(name: str) -> Car:
    """The car with this name.

    Raises FileNotFoundError if there is none, and ValueError with the place of the first mistake in its file.
    """
    table = _with_base(name)
    by = table.pop("raised", 0)
    given = _merged({"name": name, "cabin": _toml(_CABIN)}, table)
    return _made(Car, raised(given, by) if by else given, name)


def sources(name: str) -> list[Path]:
    """The files that this car's numbers come from."""
    base = _toml(name).get("base")
    return [*(sources(base) if base else [CARS / f"{_CABIN}.toml"]), CARS / f"{name}.toml"]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CARS / f"{name}.toml").read_text("utf-8"))


def _with_base(name: str) -> dict[str, Any]:
    """A car's table.

    With `base`, it has only what differs from another car, and `without` names the tables that it doesn't take over.
    """
    table = _toml(name)
    base, without = table.pop("base", None), table.pop("without", [])
    below = _with_base(base) if base else {}
    return _merged({key: value for key, value in below.items() if key not in without}, table)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {key: _merged(below[key], value) for key, value in above.items() if _are_tables(below.get(key), value)}
    return {**below, **above, **both}


def _are_tables(*values: object) -> bool:
    return all(isinstance(value, dict) for value in values)


def _made(kind: type[Read], table: dict[str, Any], place: str) -> Read:
    """An instance of a dataclass from a TOML table."""
    hints = get_type_hints(kind)
    unknown = set(table) - set(hints)
    missing = _required(kind) - set(table)
    if unknown or missing:
        raise ValueError(f"{place}: unknown {_list(unknown)}, missing {_list(missing)}")
    return kind(**{key: _value(hints[key], value, f"{place}.{key}") for key, value in table.items()})


def _required(kind: Any) -> set[str]:
    absent = dataclasses.MISSING
    return {it.name for it in dataclasses.fields(kind) if it.default is absent and it.default_factory is absent}


def _value(kind: Any, value: Any, place: str) -> Any:
    kinds = [it for it in get_args(kind) if it is not type(None)]
    if get_origin(kind) is Literal:
        return _one_of(kinds, value, place)
    if isinstance(kind, types.UnionType):
        return _value(kinds[0], value, place)
    if dataclasses.is_dataclass(kind):
        return _made(kind, value, place)  # type: ignore[arg-type]
    if get_origin(kind) is not None:
        return tuple(_value(kinds[0], item, f"{place}[{at}]") for at, item in enumerate(value))
    return value


def _one_of(words: list[str], value: object, place: str) -> object:
    if value not in words:
        raise ValueError(f"{place} is {value!r}; it can be {_list(words)}")
    return value


def _list(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys)) or "nothing"
