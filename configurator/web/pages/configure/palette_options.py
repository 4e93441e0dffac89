"""The configurator's options as somebody sees them: paints in an order that helps, look-alikes told, the lenses."""

from typing import Any

from flask import request, url_for

from configurator.cars.opened_car import OpenedCar
from configurator.colour_vision.palettes import LABELS, LookAlike
from configurator.services import current_services
from configurator.web.pages.car.links import configure_url
from configurator.web.pages.colour_vision.choice import VisionForm, vision_in_force
from configurator.web.pages.colour_vision.presenters import in_tiers, lenses, lightness_scale
from configurator.web.pages.configure.options import Options


def seen_options(opened: OpenedCar, options: Options) -> dict[str, Any]:
    """What the page needs besides. `palette` is None for typical eyes, and where a dealer's palettes are not made."""
    palettes, kind = current_services().palettes, vision_in_force()
    context: dict[str, Any] = {"label": LABELS[kind], "palettes": palettes, "palette": None, **_lenses(opened)}
    if palettes is None or kind == "typical":
        return context
    paints, interiors = (palettes.palette(part, opened.car.line.id, kind) for part in ("paints", "interiors"))
    return context | {
        "palette": paints,
        "tiers": in_tiers(paints, (view for group in options.paint_groups for view in group.paints)),
        "marks": lightness_scale(paints, opened.car.paint.id) if kind == "achromat" else (),
        "chosen": paints.find(opened.car.paint.id),
        "interior_seen": {seen.swatch.id: seen for seen in interiors.seen},
        "compare_url": lambda twin: _compare_url(opened, twin),
    }


def _lenses(opened: OpenedCar) -> dict[str, Any]:
    """The panel of lenses, where the address asks for it; the address says nothing of what is chosen there."""
    palettes = current_services().palettes
    if palettes is None or request.args.get("eyes") != "open":
        return {"lens_form": None}
    paints = f"{configure_url(opened.car.selection, '')}#paint"
    return {"lens_form": VisionForm.leading_to(paints, vision_in_force()), "lenses": lenses(palettes)}


def _compare_url(opened: OpenedCar, twin: LookAlike) -> str:
    values: dict[str, Any] = {"text": opened.code, "with": twin.swatch.id}
    return url_for("compare_page.show", **values)
