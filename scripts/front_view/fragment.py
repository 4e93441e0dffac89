"""A car's drawing: all its parts in their order, from the floor up to the near mirror."""

from scripts.front_view.cabin import cabin, cowl, side_window, windscreen
from scripts.front_view.car import Car
from scripts.front_view.decals import DecalPaths
from scripts.front_view.ground import ground
from scripts.front_view.lamps import lamps
from scripts.front_view.markup import element, group, named_path, path, url, use
from scripts.front_view.mirrors import mirrors
from scripts.front_view.paint import paint
from scripts.front_view.picture import Picture, body_outline, take, underside
from scripts.front_view.rails import far_rail, near_rail
from scripts.front_view.roof import roofs
from scripts.front_view.scene import Scene
from scripts.front_view.seams import cuts
from scripts.front_view.wheels import far_tyre, wheels
from scripts.front_view.wing import lips, wings

_SCALE = 4
"""Pixels per unit of the picture that tones and outlines are traced from."""
_NOTE = "<!-- Drawn by make front-view from scripts/front_view/cars/{}.toml: change that, not this. -->"


def fragment(car: Car) -> str:
    """The markup of a car. It needs both kits on the same page."""
    scene = Scene(car)
    picture, decals = take(scene, _SCALE), DecalPaths(scene)
    p = car.prefix
    layers = (
        ground(scene),
        group(path(underside(scene)), path(far_tyre(scene)), id=f"{p}-under", class_="k-k"),
        group(wheels(scene), id=f"{p}-wheels"),
        far_rail(scene),
        wings(scene),
        use(f"{p}-body", class_="k-edge"),
        paint(picture, decals, group(cowl(scene), decals.panels(), roofs(picture), id=f"{p}-front")),
        lips(scene),
        cabin(scene),
        group(lamps(scene), id=f"{p}-lamps", clip_path=url(f"{p}-cb")),
        cuts(scene, decals),
        mirrors(picture),
        near_rail(scene),
    )
    drawn = group("\n", *(f"{layer}\n" for layer in layers if layer), id=f"{p}-car")
    return f"{_NOTE.format(car.name)}\n{_definitions(scene, picture)}\n{drawn}\n"


def _definitions(scene: Scene, picture: Picture) -> str:
    """The shapes that are used several times, and what is cut to them."""
    p = scene.car.prefix
    body, window, screen = f"{p}-body", f"{p}-dlo", f"{p}-scr"
    return element(
        "defs",
        named_path(body, body_outline(picture)),
        named_path(window, scene.shape(side_window(scene))),
        named_path(screen, windscreen(scene)),
        element("clipPath", use(body), id=f"{p}-cb"),
        element("clipPath", use(window), use(screen), id=f"{p}-cg"),
    )
