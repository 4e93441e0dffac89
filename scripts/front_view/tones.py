"""How the studio lights the paint: a long soft box overhead, a dim wall, a dark horizon and a pale floor."""

from typing import Final, NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter

from scripts.front_view.arrays import Array, Mask
from scripts.front_view.markup import KIT, group, path
from scripts.front_view.path_data import short
from scripts.front_view.picture import Picture
from scripts.front_view.trace import contours, spread

SHADES: Final = ((0.13, 0.15), (0.27, 0.18), (0.41, 0.21), (0.55, 0.24), (0.7, 0.3), (0.86, 0.34))
"""Shapes of shade, each with the level from which it is drawn and its opacity. They lie on one another."""
LIGHTS: Final = ((0.15, 0.13), (0.26, 0.15), (0.39, 0.14), (0.53, 0.16), (0.68, 0.19))
"""Shapes of light, likewise."""
_KEY_LIGHT: Final = np.array([-0.46, 0.2, 0.86])
_BOX_EDGE: Final = 0.64
_FLOOR_EDGE: Final = 0.06
_BLURS: Final = (2.4, 1.5, 1.0)
_NOTHING: Final = -9


class Tones(NamedTuple):
    """For each pixel: shade and light, 0 to 1, and how high the ray goes that the paint reflects, -1 to 1."""

    shade: Array
    light: Array
    reflected: Array


class ToneLayers(NamedTuple):
    """Shades and lights as markup; the edges of the soft box and of the floor as path data."""

    shades: str
    lights: str
    box: str
    floor: str


def tone_layers(picture: Picture) -> ToneLayers:
    """The shapes of shade and light on the paint."""
    tones, near = _softened(_studio(picture), picture), _near_the_car(picture)
    shade, light, box, floor = (
        np.where(near, values, _NOTHING) for values in (tones.shade, tones.light, tones.reflected, -tones.reflected)
    )
    shades = _layers(shade, SHADES, picture, tolerance=1.6, area=320, smooth=3.8)
    lights = _layers(light, LIGHTS, picture, tolerance=1.1, area=160, smooth=2.7)
    return ToneLayers(
        group(*shades, class_=f"{KIT}-sh"),
        group(group(*lights[:1], class_="k-lb"), group(*lights[1:], class_="k-li"), class_="k-gloss"),
        contours(box, _BOX_EDGE, picture.grid, tolerance=0.45, area=90, smooth=2.0),
        contours(floor, _FLOOR_EDGE, picture.grid, tolerance=0.5, area=120, smooth=2.4),
    )


def _layers(values: Array, steps: tuple[tuple[float, float], ...], picture: Picture, **how: float) -> list[str]:
    found = ((contours(values, level, picture.grid, decimals=0, **how), opacity) for level, opacity in steps)
    return [path(data, fill_opacity=short(opacity, 2)) for data, opacity in found if data]


def _near_the_car(picture: Picture) -> Mask:
    """The car and a strip around it, so that the paint's clip cuts the shapes and not their blurred ends."""
    return gaussian_filter(picture.body.hit.astype(float), 9 * picture.grid.scale) > 0.1


def _softened(tones: Tones, picture: Picture) -> Tones:
    scale = picture.grid.scale
    blurs = zip(tones, _BLURS, strict=True)
    return Tones(*(gaussian_filter(spread(values, picture.shell), blur * scale) for values, blur in blurs))


def _studio(picture: Picture) -> Tones:
    rays, points = picture.body.ray, np.nan_to_num(picture.body.point)
    normals = picture.normals
    facing = np.clip(-(normals * rays).sum(-1), 0, 1)
    reflected = rays + 2 * facing[..., None] * normals
    up, z = reflected[..., 2], points[..., 2]
    seen = _surroundings(reflected, z)
    diffuse = np.clip(normals @ (_KEY_LIGHT / np.linalg.norm(_KEY_LIGHT)) * 0.84 + 0.16, 0, 1)
    near_floor = 0.5 + 0.5 * smooth_step(4, 30, z)
    bright = (0.21 + 0.62 * diffuse + 0.4 * seen) * near_floor
    fresnel = 0.3 + 0.7 * (1 - facing) ** 3
    light = np.clip(fresnel * seen * 1.08 * smooth_step(0, 0.1, up), 0, 1)
    return Tones(np.clip(1.16 * (1 - bright / 0.84), 0, 1), light, up)


def _surroundings(reflected: Array, z: Array) -> Array:
    """How bright the studio is where the reflected rays go."""
    up = reflected[..., 2]
    floor = 0.6 * smooth_step(-0.02, -0.3, up)
    wall = 0.12 * smooth_step(0.02, 0.2, up) + 0.4 * smooth_step(0.18, 0.6, up)
    box = 0.48 * smooth_step(0.5, 0.75, up)
    shoulder = smooth_step(0.24, 0.34, up) * (1 - smooth_step(0.5, 0.64, up))
    left = smooth_step(0.1, 0.45, reflected[..., 1]) * smooth_step(60, 72, z)
    return np.where(up < 0, floor, wall + box) + 0.54 * shoulder * left


def smooth_step(start: float, end: float, values: Array) -> Array:
    """0 before the start, 1 after the end, smooth between them. The end may be before the start."""
    t = np.clip((values - start) / (end - start), 0, 1)
    return t * t * (3 - 2 * t)
