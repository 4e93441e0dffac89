"""The door mirrors, traced from what the camera sees of them."""

from scripts.front_view.arrays import Mask
from scripts.front_view.markup import group, named_path, path, url, use
from scripts.front_view.picture import Picture
from scripts.front_view.trace import contours, soft


def mirrors(picture: Picture) -> str:
    """The group of both mirrors."""
    y = picture.mirror.point[..., 1]
    near, far = picture.mirrors & (y > 0), picture.mirrors & (y < 0)
    return group(_mirror(picture, far, 2), _mirror(picture, near, 1), id=f"{picture.scene.car.prefix}-mirror")


def _mirror(picture: Picture, mask: Mask, at: int) -> str:
    name = f"{picture.scene.car.prefix}-m{at}"
    below = picture.mirror.point[..., 2] < picture.scene.car.mirror.trim
    above = picture.mirror.normal[..., 2] > 0.55
    light = path(_outline(picture, mask & above, 2), class_="k-li", fill_opacity=".22")
    return "".join(
        (
            group(named_path(name, _outline(picture, mask, 1.0, 10)), class_="k-p"),
            use(name, fill=url("k-topl"), opacity=".9"),
            light,
            path(_outline(picture, mask & below), class_="k-k"),
            use(name, class_="k-edge"),
        )
    )


def _outline(picture: Picture, mask: Mask, blur: float = 1.2, area: float = 4) -> str:
    return contours(soft(mask, blur), 0.5, picture.grid, tolerance=0.28, area=area, smooth=0.4)
