"""The paints that a lens shows: the same few, seen as each kind of colour vision sees them."""

import colorsys

from configurator.catalogue import Catalogue, Paint

_SECTORS = 8


def lens_paints(catalogue: Catalogue) -> tuple[Paint, ...]:
    """The most vivid paint of each eighth of the colour circle, in its order."""
    by_vividness = sorted(catalogue.paints, key=lambda paint: max(_rgb(paint)) - min(_rgb(paint)))
    found = {int(_hue(paint) * _SECTORS): paint for paint in by_vividness}
    return tuple(found[sector] for sector in sorted(found))


def _hue(paint: Paint) -> float:
    return colorsys.rgb_to_hls(*_rgb(paint))[0]


def _rgb(paint: Paint) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(paint.hex[1:])
    return red / 255, green / 255, blue / 255
