"""The paints of a line in the order that the visitor chose."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from configurator.cars.catalogue import PaintGroup
from configurator.colour_vision.palettes import Palette, PaletteEntry, Tier
from configurator.web.pages.colour_vision.presenters import in_tiers
from configurator.web.pages.configure.form import PAINT_ORDERS, PaintOrder
from configurator.web.pages.configure.options import OptionControl, Options, paint_lightness


class PaintSection(NamedTuple):
    """Paints below one heading, each with what it looks like to the visitor (None without palettes).

    `group` is set in the order of price, `tier` in the order of ease. By lightness, there is one section without both.
    """

    paints: tuple[tuple[OptionControl, PaletteEntry | None], ...]
    group: PaintGroup | None = None
    tier: Tier | None = None

    @property
    def is_chosen(self) -> bool:
        return any(control.is_on for control, _ in self.paints)


class PaintList(NamedTuple):
    """The paints as the page shows them.

    `kept` is the order that the visitor asked for, None for the usual one. `orders` are those on offer, with names.
    `palette` is None if there are no palettes.
    """

    order: PaintOrder
    kept: PaintOrder | None
    orders: Mapping[PaintOrder, str]
    sections: tuple[PaintSection, ...]
    palette: Palette | None

    @property
    def sees_differently(self) -> bool:
        """Whether the visitor has another colour vision than typical."""
        return self.palette is not None and self.palette.vision.type != "typical"

    @property
    def is_flat(self) -> bool:
        """Whether swatches are large and without gloss, so that they can be compared."""
        return self.sees_differently or self.order == "ease"


def paint_list(options: Options, palette: Palette | None, wanted: str) -> PaintList:
    """`palette` has the paints of `options` as the visitor sees them. An unknown `wanted` means the usual order."""
    orders = {order: name for order, name in PAINT_ORDERS.items() if palette or order != "ease"}
    sees_differently = palette is not None and palette.vision.type != "typical"
    kept = next((order for order in orders if order == wanted), None)
    order: PaintOrder = kept or ("ease" if sees_differently else "price")
    sections = tuple(_sections(options, palette, order))
    return PaintList(order, kept, orders, sections, palette)


def _sections(options: Options, palette: Palette | None, order: PaintOrder) -> Iterator[PaintSection]:
    seen = {entry.swatch.id: entry for entry in palette.entries} if palette else {}
    if order == "ease" and palette:
        for tier in in_tiers(palette, options.paints):
            yield PaintSection(tuple((_chip(it), entry) for it, entry in tier.options), tier=tier.tier)
    elif order == "lightness":
        yield PaintSection(tuple((_chip(it), seen.get(it.choice.option.id)) for it in _light_first(options, seen)))
    else:
        for group in options.paint_groups:
            paints = tuple((_chip(it), seen.get(it.choice.option.id)) for it in group.paints)
            yield PaintSection(paints, group=group.group)


def _chip(control: OptionControl) -> OptionControl:
    """Without what a paint doesn't show, so that its markup is the same for more cars: a price is that of the group."""
    return control._replace(choice=control.choice._replace(price_effect=0, consequences=()), consequences="")


def _light_first(options: Options, seen: Mapping[str, PaletteEntry]) -> list[OptionControl]:
    """Light to dark as the visitor sees them. Paints of one lightness keep the order of the catalogue."""

    def lightness(control: OptionControl) -> float:
        entry = seen.get(control.choice.option.id)
        return entry.lightness if entry else paint_lightness(control)

    return sorted(options.paints, key=lambda control: -lightness(control))
