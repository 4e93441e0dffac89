"""The states of pages that checkers look at, in a few groups, each of which is one test.

A new scene of `make look` is looked at by all of them, unless it is listed here.
"""

from scripts.scene import Address, Scene
from scripts.scenes import SCENES

REPEATED = {
    "configure-whole", "configure-wheels", "configure-long", "configure-side", "car-side", "car-plain", "car-long",
    "compare-cars", "compare-cars-front", "compare-cars-interior", "compare-paints-front", "saved-erased",
    "render-ready", "render-failed", "render-inside", "render-spent", "render-share", "render-saved", "render-earlier",
    "home-gallery", "render-unasked", "kiosk-photo", "kiosk-photo-spent", "vision-typical", "vision-protan",
    "vision-tritan", "vision-any", "vision-achromat", "error-400", "error-405", "error-413", "error-500", "error-503",
}  # fmt: skip
"""Scenes whose markup others have too: the same elements with another car, another view or another reason."""
HTML_ONLY = {
    "patterns", "home-wrong-code", "configure", "configure-interior", "configure-search-nothing", "configure-changed",
    "car", "car-interior", "car-wrong-code", "compare-cars-none", "saved", "saved-deleted", "render-drawn",
    "kiosk-photo-drawn", "kiosk-configure", "kiosk-save-errors", "kiosk-save-wait",
    "kiosk-no-pin", "kiosk-pin-wrong", "kiosk-staff-approve", "kiosk-staff-car", "api-answer",
    "error-429",
}  # fmt: skip
"""Scenes that hold little beyond what another one has. The checkers of accessibility, which take half a second or more
for each, skip them."""
_GROUPS = {"configure": "configure", "car": "cars", "compare": "cars", "render": "cars", "kiosk": "kiosk"}


def group_of(scene: Scene) -> str:
    return _GROUPS.get(scene.name.partition("-")[0], "others")


STATES = tuple(scene for scene in SCENES if scene.name not in REPEATED)
BY_ADDRESS = tuple(scene for scene in STATES if isinstance(scene.arrive, Address) and scene.name not in HTML_ONLY)
"""What Firefox shows, which no scene drives."""
GROUPS = sorted({group_of(scene) for scene in STATES})
