"""Prepares everything that the page /configure shows."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from configurator.cars.catalogue import Catalogue
from configurator.cars.configuration import Car
from configurator.cars.opened_car import OpenedCar
from configurator.cars.selection import default_selection
from configurator.cars.settle import Replaced
from configurator.colour_vision.palettes import Palette, PaletteEntry, Palettes, SwatchKind
from configurator.colour_vision.visions import Vision
from configurator.drawings.appearance import Appearance, appearance_of
from configurator.drawings.svg import own_defs, shared_defs, view_markup
from configurator.drawings.views import DrawnView
from configurator.web.pages.builds import BuildOffer, offers_instead_of
from configurator.web.pages.car.conflict_notices import ConflictNotice, ResolveAll, conflict_notices, resolve_all
from configurator.web.pages.car.links import ConfigureLink
from configurator.web.pages.colour_vision.choice import VisionForm
from configurator.web.pages.colour_vision.presenters import LensPicker, lens_picker
from configurator.web.pages.configure.equipment import NOTHING_OPEN, EquipmentView
from configurator.web.pages.configure.exits import Exit
from configurator.web.pages.configure.options import Options, options_of
from configurator.web.pages.configure.other_lines import OtherLine, other_lines
from configurator.web.pages.configure.paint_order import PaintList, paint_list
from configurator.web.pages.configure.palette_options import PaletteOptions, palette_options
from configurator.web.pages.configure.recolour import car_rules, recolour_rules
from configurator.web.pages.configure.requested_car import LastChange, RequestedCar, last_change


class VisitorVision(NamedTuple):
    """How the visitor sees colour. `palettes` is None if there are none, `form` is None if the page doesn't show it."""

    own: Vision = Vision()
    palettes: Palettes | None = None
    form: VisionForm | None = None

    @property
    def label(self) -> str:
        """The label of the button that opens the form, or "" if there are no palettes."""
        return self.own.label.short if self.palettes else ""

    def paints_of(self, car: Car) -> Palette | None:
        """The paints of the car's line as the visitor sees them; None if there are no palettes."""
        return self.palettes.palette("paints", car.line.id, self.own) if self.palettes else None

    def seen(self, kind: SwatchKind, car: Car) -> dict[str, PaletteEntry]:
        """What the swatches of the car's line look like to the visitor, by id. Empty if there are no palettes."""
        palette = self.palettes.palette(kind, car.line.id, self.own) if self.palettes else None
        return {entry.swatch.id: entry for entry in palette.entries} if palette else {}

    def picker(self, art: str) -> LensPicker | None:
        """Returns what the form shows on a page with the drawing `art`; None without the form."""
        return lens_picker(self.palettes, art) if self.palettes and self.form else None


class Links(NamedTuple):
    """Builds the page's URLs. `compare` takes a car's code and the id of another paint; None without such a page.

    `resolve` is for resolved conflicts: it leads on to where the visitor was about to go. None: as `configure`.
    """

    configure: ConfigureLink
    compare: Callable[[str, str], str] | None = None
    resolve: ConfigureLink | None = None


class ConfigurePage(NamedTuple):
    """Everything that /configure shows.

    `fragment` is the part of the page that a script requested, or "" for the whole page. `can_render` says whether this
    installation offers DALL-E renders. `leaving` is the exit that led back here, because of something to decide or to
    say first. `is_untouched` says whether nothing has been chosen yet. `resolve_all` is None unless there are several
    conflicts.
    """

    opened: OpenedCar
    fragment: str
    view: DrawnView
    appearance: Appearance
    options: Options
    vision: VisitorVision
    palette: PaletteOptions | None
    paints: PaintList
    last_change: LastChange | None
    replaced: tuple[Replaced, ...]
    conflict_notices: tuple[ConflictNotice, ...]
    resolve_all: ResolveAll | None
    recolour_rules: Markup
    other_lines: tuple[OtherLine, ...]
    builds: tuple[BuildOffer, ...]
    is_untouched: bool
    can_render: bool
    leaving: Exit | None
    equipment: EquipmentView

    @property
    def car(self) -> Car:
        return self.opened.car

    @property
    def picker(self) -> LensPicker | None:
        return self.vision.picker(self.appearance.art)

    @property
    def shared_defs(self) -> Markup:
        return Markup(shared_defs())

    def drawing(self, view: DrawnView) -> Markup:
        """The drawing of a view with what it needs, or "" for one that the page loads when somebody wants to see it.

        The side is always there: the details of extras show parts of it.
        """
        at_first = () if self.fragment else ("side", self.view)
        if view not in (*at_first, self.fragment):
            return Markup()
        return Markup(own_defs(view) + view_markup(self.appearance, view, close_up_named_by="close-up-name"))


def present(
    catalogue: Catalogue,
    requested: RequestedCar,
    vision: VisitorVision,
    links: Links,
    *,
    fragment: str = "",
    view: DrawnView = "side",
    can_render: bool = False,
    paint_order: str = "",
    leaving: Exit | None = None,
    equipment: EquipmentView = NOTHING_OPEN,
) -> ConfigurePage:
    """Prepares the page for the requested car."""
    opened, checked = requested.opened, requested.opened.checked
    resolve = links.resolve or links.configure
    options = options_of(catalogue, opened.car, opened.code, links.configure)
    return ConfigurePage(
        opened=opened,
        fragment=fragment,
        view=view,
        appearance=appearance_of(opened.car),
        options=options,
        vision=vision,
        palette=_palette(opened, options, vision, links),
        paints=paint_list(options, vision.paints_of(opened.car), paint_order),
        last_change=last_change(catalogue, requested, links.configure),
        replaced=requested.settled.replaced,
        conflict_notices=conflict_notices(catalogue, checked, opened.code, resolve),
        resolve_all=resolve_all(catalogue, opened.car, opened.code, resolve) if len(checked.conflicts) > 1 else None,
        recolour_rules=car_rules(opened.car) + recolour_rules(catalogue, opened.car.line.id),
        other_lines=other_lines(catalogue, opened, links.configure),
        builds=offers_instead_of(catalogue, opened.car.line.id, links.configure, opened.code),
        is_untouched=not requested.before and opened.car.selection == default_selection(opened.car.model),
        can_render=can_render,
        leaving=leaving,
        equipment=equipment,
    )


def _palette(opened: OpenedCar, options: Options, vision: VisitorVision, links: Links) -> PaletteOptions | None:
    """Returns None for typical colour vision: for those visitors, only the paints themselves name their look-alikes."""
    if vision.palettes is None or vision.own.type == "typical":
        return None

    compare_url = partial(links.compare, opened.code) if links.compare else None
    return palette_options(vision.palettes, vision.own, opened.car, options, compare_url)
