"""A car's drawing: all its parts in their order, from the floor up to the near mirror."""

from scripts.front_view.cabin import cabin, cowl, side_window, windscreen
from scripts.front_view.car import Car
from scripts.front_view.decals import DecalPaths
from scripts.front_view.ground import ground
from scripts.front_view.lamps import lamps
from scripts.front_view.markup import element, group, named_path, path, url, use
from scripts.front_view.mirrors import mirrors
from scripts.front_view.open_car import deck_lid, open_cabin
from scripts.front_view.paint import paint
from scripts.front_view.picture import Picture, body_outline, take, underside
from scripts.front_view.rails import far_rail, near_rail
from scripts.front_view.roof import roofs
from scripts.front_view.scene import Scene
from scripts.front_view.seams import cuts
from scripts.front_view.targa import fabric_roof, quarter_slats, targa_bar
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
        paint(picture, decals, _front(picture, decals)),
        lips(scene),
        open_cabin(picture, car.opening) if car.opening else cabin(scene),
        _over_cabin(picture),
        group(lamps(scene), id=f"{p}-lamps", clip_path=url(f"{p}-cb")),
        cuts(scene, decals),
        mirrors(picture),
        near_rail(scene),
    )
    drawn = group("\n", *(f"{layer}\n" for layer in layers if layer), id=f"{p}-car")
    return f"{_NOTE.format(car.name)}\n{_definitions(scene, picture)}\n{drawn}\n"


def _front(picture: Picture, decals: DecalPaths) -> str:
    """What lies on the body and is cut to it."""
    scene = picture.scene
    on_body = cowl(scene), decals.panels(), fabric_roof(picture), roofs(picture)
    return group(*on_body, id=f"{scene.car.prefix}-front")


def _over_cabin(picture: Picture) -> str:
    """What lies on the body and covers a part of the cabin."""
    scene = picture.scene
    on_body = deck_lid(scene) + targa_bar(picture)
    clipped = group(on_body, clip_path=url(f"{scene.car.prefix}-cb")) if on_body else ""
    return clipped + quarter_slats(scene)


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
