"""The states of pages that checkers look at, in a few groups, each of which is one test."""

from scripts.scene import Address, Scene
from scripts.scenes import SCENES

REPEATED = {
    "configure-whole", "configure-wheels", "configure-long", "configure-side", "car-plain", "car-long", "compare-cars",
    "compare-cars-front", "compare-cars-interior", "compare-paints-front", "saved-erased", "render-ready",
    "render-failed", "render-inside", "render-spent", "render-share", "render-saved", "render-earlier", "home-gallery",
    "kiosk-photo-spent", "vision-typical", "vision-protan", "vision-tritan", "vision-any", "error-405", "error-413",
    "error-500", "error-503",
}  # fmt: skip
"""Scenes whose markup others have too: the same elements with another car, another view or another reason."""
_GROUPS = {"configure": "configure", "car": "cars", "compare": "cars", "render": "cars", "kiosk": "kiosk"}
ONLY_ONCE = {"patterns"}
"""Checkers would look at all components once more here, for seconds. Its HTML is checked."""


def group_of(scene: Scene) -> str:
    return _GROUPS.get(scene.name.partition("-")[0], "others")


STATES = tuple(scene for scene in SCENES if scene.name not in REPEATED)
BY_ADDRESS = tuple(scene for scene in STATES if isinstance(scene.arrive, Address) and scene.name not in ONLY_ONCE)
GROUPS = sorted({group_of(scene) for scene in STATES})
