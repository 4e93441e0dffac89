"""The solid of a car: fields that are negative inside. `solid.c` computes them; it is compiled on first use.

numpy alone takes minutes for a car, because a ray needs about a hundred steps, each through nine tables.
"""

import ctypes
import hashlib
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from scripts.front_view.arrays import Array
from scripts.front_view.car import Car
from scripts.front_view.car_solid import Points, Profile

_SOURCE: Final = Path(__file__).with_name("solid.c")
_CACHE: Final = Path(__file__).resolve().parents[2] / ".cache" / "front-view"
_FLAGS: Final = ("-O2", "-ffp-contract=off", "-shared", "-fPIC")
"""Without shortcuts in arithmetic, every processor draws the same. They would save nothing."""
_STEP: Final = 0.5
_BEYOND: Final = 60
"""How far a profile goes on in a straight line beyond its points."""
_PROFILES: Final = ("nose", "plan", "bonnet", "crown", "crown_share", "half_width", "tuck", "roof", "glass")
_BUMPS: Final = ("side_bumps", "top_bumps", "front_bumps")
_NUMBERS: Final = (
    "front_x", "front_radius", "front_arch", "front_lip", "rear_x", "rear_radius", "rear_arch", "rear_lip", "length",
    "nose_edge", "top_edge", "roof_edge", "tuck_fade_start", "tuck_fade_end", "floor", "nose_lift", "tail_lift",
    "screen_bend", "roof_crown", "tumble", "tumble_more", "belt", "blend_front", "blend_rear", "tail_curve",
    "tail_slope", "cabin_gap", "mirror_x", "mirror_y", "mirror_z", "mirror_length", "mirror_width", "mirror_height",
    "mirror_stem", "mirror_squareness", "mirror_taper", "mirror_sweep", "spoiler_x", "spoiler_z", "spoiler_reach",
)  # fmt: skip
_LOWER, _CABIN, _BODY, _MIRROR, _ALL = range(5)
_NO_ARCHES, _UPSIDE_DOWN = 1, 2
_Doubles = ctypes.POINTER(ctypes.c_double)


class _Profile(ctypes.Structure):
    _fields_ = [
        ("start", ctypes.c_double),
        ("per_unit", ctypes.c_double),
        ("count", ctypes.c_int),
        ("values", _Doubles),
    ]


class _Bumps(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int), ("rows", _Doubles)]


class _Car(ctypes.Structure):
    _fields_ = [
        *((name, _Profile) for name in _PROFILES),
        *((name, _Bumps) for name in _BUMPS),
        *((name, ctypes.c_double) for name in _NUMBERS),
    ]


class Walk(ctypes.Structure):
    """How a ray walks from `start` to `end`: each step is the field times `pace`, from `shortest` to `longest`.

    It ends after `steps`, or where the field is below `touch`. A ray that starts more than 100 away from its origin
    walks only through the box around the car.
    """

    _fields_ = [
        ("start", ctypes.c_double),
        ("end", ctypes.c_double),
        ("steps", ctypes.c_int),
        ("pace", ctypes.c_double),
        ("shortest", ctypes.c_double),
        ("longest", ctypes.c_double),
        ("touch", ctypes.c_double),
    ]


class Field:
    """One part of the solid as a function of points: about the distance to its surface, negative inside."""

    def __init__(self, car: _Car, part: int, flags: int = 0) -> None:
        self._head = (ctypes.byref(car), part, flags)
        self._car = car

    def __call__(self, x: Array, y: Array, z: Array) -> Array:
        """The field at these points; the three arrays have one shape."""
        points = [np.ascontiguousarray(axis, float) for axis in (x, y, z)]
        out = np.empty(points[0].shape)
        _library().evaluate(*self._head, out.size, *map(_pointer, points), _pointer(out))
        return out

    def march(self, origins: Array, directions: Array, walk: Walk) -> Array:
        """How far each ray (n, 3) goes until it hits the part; nan for a miss. Directions have the length 1."""
        directions = np.ascontiguousarray(directions, float)
        origins = np.ascontiguousarray(np.broadcast_to(origins, directions.shape), float)
        out = np.empty(len(directions))
        rays = (len(directions), _pointer(origins), _pointer(directions))
        _library().march(*self._head, *rays, ctypes.byref(walk), _pointer(out))
        return out

    def normals(self, points: Array, reach: float = 0.35) -> Array:
        """Unit vectors (n, 3) that point away from the surface."""
        x, y, z = points.T
        slopes = (
            self(x + reach, y, z) - self(x - reach, y, z),
            self(x, y + reach, z) - self(x, y - reach, z),
            self(x, y, z + reach) - self(x, y, z - reach),
        )
        away = np.stack(slopes, -1)
        return away / np.maximum(np.linalg.norm(away, axis=-1, keepdims=True), 1e-9)


class Solid(NamedTuple):
    """The parts of a car's solid. `filled` has no wheel arches, so that shapes can cross them."""

    lower_filled: Field
    cabin: Field
    body: Field
    filled: Field
    upside_down: Field
    mirror: Field
    whole: Field


def solid_of(car: Car) -> Solid:
    """Makes the solid. Raises RuntimeError if the C compiler doesn't work."""
    it = _c_car(car)
    return Solid(
        lower_filled=Field(it, _LOWER, _NO_ARCHES),
        cabin=Field(it, _CABIN),
        body=Field(it, _BODY),
        filled=Field(it, _BODY, _NO_ARCHES),
        upside_down=Field(it, _BODY, _UPSIDE_DOWN),
        mirror=Field(it, _MIRROR),
        whole=Field(it, _ALL),
    )


def _c_car(car: Car) -> _Car:
    profiles = [_tabulated(getattr(car.solid, name)) for name in _PROFILES]
    bumps = [_bumps(getattr(car.solid, name)) for name in _BUMPS]
    return _Car(*profiles, *bumps, *(float(_number(car, name)) for name in _NUMBERS))


def _number(car: Car, name: str) -> float:
    """The number with a name of `_NUMBERS`."""
    of_pairs = _of_pairs(car)
    owners = {"front": car.front_axle, "rear": car.rear_axle, "mirror": car.mirror, "spoiler": car.solid.spoiler}
    owner, _, attribute = name.partition("_")
    if name in of_pairs:
        return of_pairs[name]
    return float(getattr(owners[owner], attribute) if owner in owners else getattr(car.solid, name))


def _of_pairs(car: Car) -> dict[str, float]:
    solid, mirror = car.solid, car.mirror
    return {
        "length": car.length,
        "tumble": solid.tumble[0],
        "tumble_more": solid.tumble[1],
        **dict(zip(("tuck_fade_start", "tuck_fade_end"), solid.tuck_fade, strict=True)),
        **dict(zip(("blend_front", "blend_rear"), solid.blend, strict=True)),
        **dict(zip(("mirror_x", "mirror_y", "mirror_z"), mirror.centre, strict=True)),
        **dict(zip(("mirror_length", "mirror_width", "mirror_height"), mirror.size, strict=True)),
    }


def _tabulated(profile: Profile) -> _Profile:
    points = np.array(profile.points, float)
    x, y = points[:, 0], points[:, 1]
    start, end = x[0] - _BEYOND, x[-1] + _BEYOND
    grid = np.linspace(start, end, int((end - start) / _STEP) + 1)
    values = PchipInterpolator(x, y, extrapolate=False)(np.clip(grid, x[0], x[-1]))
    values = np.where(grid < x[0], y[0] + (y[1] - y[0]) / (x[1] - x[0]) * (grid - x[0]), values)
    values = np.where(grid > x[-1], y[-1] + (y[-1] - y[-2]) / (x[-1] - x[-2]) * (grid - x[-1]), values)
    blurred = gaussian_filter1d(values, profile.blur / _STEP) if profile.blur else values
    return _Profile(start, 1 / _STEP, len(blurred), _copied(blurred))


def _bumps(rows: Points) -> _Bumps:
    turns = (np.radians(row[5] if len(row) > 5 else 0) for row in rows)
    turned = [(*row[:5], np.cos(turn), np.sin(turn)) for row, turn in zip(rows, turns, strict=True)]
    return _Bumps(len(turned), _copied(np.array(turned, float)))


def _copied(values: Array) -> Any:
    """Memory of its own, which lives as long as the structure that points to it."""
    return ctypes.cast((ctypes.c_double * values.size)(*values.ravel()), _Doubles)


def _pointer(values: Array) -> Any:
    return values.ctypes.data_as(_Doubles)


@cache
def _library() -> ctypes.CDLL:
    key = hashlib.sha256(_SOURCE.read_bytes() + " ".join(_FLAGS).encode()).hexdigest()[:16]
    library = _CACHE / f"solid-{key}.so"
    if not library.exists():
        _compile(library)
    return ctypes.CDLL(str(library))


def _compile(library: Path) -> None:
    library.parent.mkdir(parents=True, exist_ok=True)
    unfinished = library.with_suffix(f".{os.getpid()}")
    command = (os.environ.get("CC", "cc"), *_FLAGS, "-o", str(unfinished), str(_SOURCE), "-lm")
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise RuntimeError("The C compiler doesn't work. On Debian: apt-get install gcc. CC names another.") from error
    unfinished.rename(library)
