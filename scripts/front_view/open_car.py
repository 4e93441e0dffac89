"""An open car: the cabin behind the windscreen, the windscreen's frame, and the lid over the folded roof."""

from typing import Final

import numpy as np

from scripts.front_view.arrays import Array
from scripts.front_view.cabin import half_screen, wipers
from scripts.front_view.car_options import Opening
from scripts.front_view.interior import controls, half_seat, inner_mirror, leaning
from scripts.front_view.markup import element, group, named_path, option, path, url, use
from scripts.front_view.path_data import polyline
from scripts.front_view.picture import Picture
from scripts.front_view.regions import from_above, region
from scripts.front_view.scene import FLIP, Scene, across, closed_spline, found, mirrored
from scripts.front_view.trace import spline

_SEAT_Y: Final = 37
_REAR_SEAT_Y: Final = 30
_LOWEST: Final = 80
"""The opening is above this height."""
_SHADE: Final = ((10, 60), (11, 74), (9, 84), (5, 88))
"""Half of the shade between a seat's bolsters (y, z)."""
_FRAME: Final = (4.6, 3.4)
"""The width of the windscreen's frame at the bottom and at the top."""
_SKY: Final = -150


def open_cabin(picture: Picture, opening: Opening) -> str:
    """The group of the cabin of an open car."""
    scene = picture.scene
    clip = f"{scene.car.prefix}-co"
    inside = _far_trim(scene, opening) + _furniture(scene, opening)
    return group(
        element("clipPath", path(_above_belt(scene, opening)), id=clip),
        _well(picture, opening),
        group(inside, clip_path=url(clip)),
        _windscreen(scene),
        _belt_trim(scene, opening),
        id=f"{scene.car.prefix}-cabin",
    )


def deck_lid(scene: Scene) -> str:
    """The seam of the lid over the folded roof; "" for a car without one."""
    if not scene.car.seams.deck_lid:
        return ""
    half = spline(scene.car.seams.deck_lid, count=90)
    lines = (scene.on_top(half * side, as_is=True) for side in ([1, 1], [1, -1]))
    seen = (line[scene.camera.sees(scene.solid.whole, line, 2.0)] for line in lines)
    return path("".join(scene.open_line(line, 0.25) for line in seen if len(line) > 8), class_="k-cut")


def _well(picture: Picture, opening: Opening) -> str:
    """The dark opening in the body."""
    well = region(picture, from_above(picture, opening.rim, _LOWEST))
    return path(well, class_="k-in3", stroke="#0b0c0e", stroke_width="1.2", stroke_linejoin="round")


def _far_trim(scene: Scene, opening: Opening) -> str:
    """The top of the far door, in the interior's colour."""
    belt = _on_belt(scene, opening) * FLIP
    edge = belt + np.array([0, 3.2, -0.4])
    return path(scene.shape(np.vstack([belt, edge[::-1]]), 0.25, 30), class_="k-in")


def _on_belt(scene: Scene, opening: Opening) -> Array:
    return found(scene.on_side(spline(opening.belt, count=60), as_is=True))


def _screen_edge(scene: Scene) -> Array:
    """The windscreen's left outline in space, from the middle of its upper edge to its lower corner."""
    curve = half_screen(scene)
    return found(scene.on_screen(curve[: int(curve[:, 0].argmax()) + 1]))


def _above_belt(scene: Scene, opening: Opening) -> str:
    """The part of the picture above the near belt and the windscreen's lower edge: all that a seat can show in."""
    corner = _screen_edge(scene)[-1]
    base = np.array([corner * FLIP, [corner[0] - 8, 0, corner[2] + 0.6], corner])
    low = scene.flat(np.vstack([base, _on_belt(scene, opening)]))
    right = low[-1] + np.array([4, 0])
    return polyline(np.vstack([low, right, [right[0], _SKY], [low[0, 0], _SKY]])) + "z"


def _furniture(scene: Scene, opening: Opening) -> str:
    """From back to front: rear seats, wind deflector, seats, dashboard and steering wheel."""
    front = "".join(_front_seat(scene, y) for y in (-_SEAT_Y, _SEAT_Y))
    return _rear_seats(scene, opening) + _deflector(scene, opening) + front + controls(scene)


def _rear_seats(scene: Scene, opening: Opening) -> str:
    if not opening.rear_seats:
        return ""
    back = opening.rear_seats - scene.car.cabin.seat_x - scene.car.cabin.shift[0]
    seats = "".join(_seat(scene, y, back, 0.9) for y in (-_REAR_SEAT_Y, _REAR_SEAT_Y))
    return path(seats, class_="k-in2")


def _seat(scene: Scene, y: float, back: float = 0.0, scale: float = 1.0) -> str:
    """Path data of a backrest, this far behind the front seats' place."""
    outline = closed_spline(mirrored(half_seat(scene) * scale), count=90)
    return scene.shape(leaning(scene, outline, y, back), 0.5, 30)


def _front_seat(scene: Scene, y: float) -> str:
    """A seat with its shell behind, and the shade between its bolsters."""
    outline = np.array([*_SHADE, *((-a, b) for a, b in reversed(_SHADE))], float)
    shade = scene.shape(leaning(scene, outline, y, -1), 0.5, 30)
    seat = path(_seat(scene, y), class_="k-in", stroke="#000", stroke_opacity=".4", stroke_width=".4")
    return path(_seat(scene, y, 8), class_="k-in2") + seat + path(shade, fill_opacity=".22")


def _deflector(scene: Scene, opening: Opening) -> str:
    if not opening.deflector:
        return ""
    x, half, top = opening.deflector
    outline = [(-half, 92), (-half + 2, top), (half - 2, top), (half, 92)]
    points = np.array([(x + (z - 92) * 0.2, y, z) for y, z in outline], float)
    look = {"fill": "#15181b", "fill_opacity": ".45", "stroke": "#0b0c0e", "stroke_width": ".8"}
    return path(scene.shape(points, 0.25, 30), **look)


def _windscreen(scene: Scene) -> str:
    """Glass that shows the room behind it, the inner mirror, wipers, and a painted frame."""
    screen, frame = f"{scene.car.prefix}-scr", f"{scene.car.prefix}-fr"
    inner, outer = _frame(scene)
    outline = scene.shape(np.vstack([outer, inner[::-1]]), 0.2, 30)
    return "".join(
        (
            use(screen, fill="#0a0e12", fill_opacity=".3"),
            group(use(screen, fill=url("k-glare")), class_="k-gloss"),
            inner_mirror(scene),
            wipers(scene),
            group(named_path(frame, outline), class_="k-p"),
            use(frame, fill=url("k-topl"), stroke="#000", stroke_opacity=".45", stroke_width=".5"),
            path(scene.open_line(inner, 0.25), fill="none", stroke="#0b0c0e", stroke_width="1.5"),
        )
    )


def _frame(scene: Scene) -> tuple[Array, Array]:
    """The frame's inner and outer edge, from the near lower corner over the top to the far one."""
    half = _screen_edge(scene)
    outwards = np.cross(scene.closed.cabin.normals(half), np.gradient(half, axis=0))
    outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
    outwards *= np.sign(outwards[:, 2:].sum())
    width = np.interp(half[:, 2], [half[-1, 2], half[0, 2]], _FRAME)[:, None]
    inner, outer = half, half + outwards * width
    return across(inner * FLIP), across(outer * FLIP)


def _belt_trim(scene: Scene, opening: Opening) -> str:
    """The strip along the near door's top: black, or chrome as an option."""
    data = scene.open_line(_on_belt(scene, opening), 0.25)
    look = {"fill": "none", "stroke_linecap": "round"}
    black = named_path(f"{scene.car.prefix}-bt", data, **look, stroke="#0b0c0e", stroke_width="1.6")
    return black + option("chrome", path(data, class_="k-chr", stroke_width="1.6"))
