"""The prompt of a picture: the configuration and nothing else, always in the same order."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from configurator.cars.catalogue import Feature
from configurator.cars.configuration import Car

RenderView = Literal["front", "side", "rear", "interior"]
RENDER_VIEWS: Final[tuple[RenderView, ...]] = get_args(RenderView)
VIEW_NAMES: Mapping[RenderView, str] = MappingProxyType(
    {"front": "front three-quarter", "side": "side", "rear": "rear three-quarter", "interior": "interior"}
)

PROMPT_VERSION: Final = "2"
"""Part of a picture's recipe. Raise it with every change to the prompt's text."""

_CAMERAS: Mapping[RenderView, str] = MappingProxyType(
    {
        "front": "Front three-quarter view from the car's left, camera 1.2 m high and 8 m away, 70 mm lens, "
        "the whole car in the frame with a tenth of the width free at each side.",
        "side": "Exact side view, the nose to the left, camera at the height of the door handles and 12 m away, 85 mm "
        "lens, the whole car in the frame with a tenth of the width free at each side.",
        "rear": "Rear three-quarter view from the car's left, camera 1.2 m high and 8 m away, 70 mm lens, "
        "the whole car in the frame with a tenth of the width free at each side.",
        "interior": "Interior view from between the rear seats towards dashboard and steering wheel, camera at the "
        "height of the driver's eyes, 24 mm lens, both front seats in the frame.",
    }
)
_STUDIO = (
    "Scene: a photograph of one car in a plain studio, seamless light grey backdrop and floor, one large soft light "
    "from above, a soft shadow under the car, nothing else in the room."
)
_CONSTRAINTS = (
    "Constraints: photorealistic, true proportions, colours exactly as given. No text, no letters, no logos, no "
    "badges, a blank number plate area, no people, no watermark, no frame."
)
_SIDE_REFERENCE = (
    "Reference: the drawing sent along shows this car from its side. Take paint colour, body shape, wheel design, "
    "wheel size and brake callipers from it; take the camera from the words above, not from the drawing."
)
_REFERENCES: Mapping[RenderView, str] = MappingProxyType(
    {
        "front": "Reference: the drawing sent along shows this car with the same camera. Keep its place and size in "
        "the frame, and take paint colour, wheel design, wheel size, brake callipers, lamps and roof from it; make the "
        "shapes as in the real car.",
        "side": _SIDE_REFERENCE,
        "rear": _SIDE_REFERENCE,
        "interior": "Reference: the drawing sent along shows this interior. Take the colours of seats, second tone and "
        "trim from it, and make the shapes as in the real car.",
    }
)


def prompt(car: Car, view: RenderView, reference: bool) -> str:
    """The prompt: scene, camera, subject, details, constraints. Equal cars have equal prompts."""
    parts = [_STUDIO, f"Camera: {_CAMERAS[view]}", _subject(car), *_details(car, view)]
    parts += [_REFERENCES[view]] if reference else []
    return "\n".join([*parts, _CONSTRAINTS])


def _subject(car: Car) -> str:
    return f"Subject: a Porsche {car.model.name}, {car.model.body}, current model year."


def _details(car: Car, view: RenderView) -> Iterable[str]:
    paint, wheels, interior = car.paint, car.wheels, car.interior
    if view != "interior":
        yield f"Paint: {paint.name}, a {paint.finish} {paint.family}, {paint.hex} in even light."
        yield f"Wheels: {wheels.name}, {wheels.size}, rims in {wheels.rim_hex}."
    yield (
        f"Interior: {interior.name}, {interior.material}, seats {interior.hex}, second tone {interior.second_hex}, "
        f"trim {interior.trim_hex}."
    )
    if car.features:
        yield f"Equipment: {'; '.join(map(_equipment, car.features))}."


def _equipment(feature: Feature) -> str:
    return f"{feature.name} in {feature.caliper_hex}" if feature.caliper_hex else feature.name
