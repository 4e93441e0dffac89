"""The staff's page: the state of the installation, its screens, today's usage, and the pinned cars."""

from datetime import datetime
from typing import NamedTuple

from flask import Response, render_template, request
from markupsafe import Markup

from configurator.drawings.svg import shared_defs
from configurator.errors import StoreError
from configurator.kiosks.kiosk import Counts, KioskStatus
from configurator.services import Services, current_services
from configurator.web.http.page_response import uncached
from configurator.web.http.version import app_version
from configurator.web.pages.kiosk.pinned import PinnedCar, drawn_car, opened_car, pinned_cars
from configurator.web.pages.kiosk.screen import device_id
from configurator.web.pages.kiosk.staff.access import is_screen
from configurator.web.pages.kiosk.staff.forms import csrf_token
from configurator.web.pages.kiosk.staff.health import RendersToday, State, renders_today, states
from configurator.web.pages.kiosk.staff.wording import NOTES, TROUBLES, ago, usage


class ScreenRow(NamedTuple):
    """An enrolled screen. `is_here` marks the one that shows the page; `today` is how often it was used."""

    kiosk_id: str
    name: str
    is_online: bool
    seen: str
    is_current: bool
    version: str
    screen: str
    waiting: int
    is_resetting: bool
    is_here: bool
    today: Counts

    @property
    def usage(self) -> str:
        return usage(self.today)


class StaffPage(NamedTuple):
    """`screens` is None in an outage. `car` is the car just built on this screen, if it isn't pinned yet."""

    is_screen: bool
    note: str
    is_trouble: bool
    states: tuple[State, ...]
    renders: RendersToday | None
    version: str
    screens: tuple[ScreenRow, ...] | None
    pinned: tuple[PinnedCar, ...]
    car: PinnedCar | None
    token: str
    shared_defs: Markup

    @property
    def is_this_enrolled(self) -> bool:
        return any(row.is_here for row in self.screens or ())

    @property
    def usage(self) -> str:
        """Today's usage of all screens."""
        return usage(
            Counts(*(sum(numbers) for numbers in zip(*(row.today for row in self.screens or ()), strict=True)))
        )


def staff_page() -> Response:
    services, note = current_services(), request.args.get("note", "")
    pinned = pinned_cars(services)
    page = StaffPage(
        is_screen=is_screen(),
        note=NOTES.get(note, ""),
        is_trouble=note in TROUBLES,
        states=states(services),
        renders=renders_today(services),
        version=app_version(),
        screens=_screens(services),
        pinned=pinned,
        car=_just_built(services, pinned),
        token=csrf_token(),
        shared_defs=Markup(shared_defs()),
    )
    return uncached(render_template("kiosk/staff/page.html", page=page))


def _screens(services: Services) -> tuple[ScreenRow, ...] | None:
    now = services.clock()
    try:
        listed = services.kiosks.list_kiosks()
        today = {it.kiosk_id: it.counts for it in services.kiosks.counts(f"{now:%Y-%m-%d}")} if listed else {}
    except StoreError:
        return None
    here = device_id()
    return tuple(_row(it, today.get(it.kiosk.kiosk_id, Counts()), here, now) for it in listed)


def _row(status: KioskStatus, today: Counts, here: str, now: datetime) -> ScreenRow:
    kiosk = status.kiosk
    return ScreenRow(
        kiosk_id=kiosk.kiosk_id,
        name=kiosk.name,
        is_online=status.is_online,
        seen=ago(kiosk.last_seen, now),
        is_current=kiosk.version in ("", app_version()),
        version=kiosk.version,
        screen=kiosk.screen,
        waiting=kiosk.waiting,
        is_resetting=kiosk.reset_requested,
        is_here=kiosk.kiosk_id == here,
        today=today,
    )


def _just_built(services: Services, pinned: tuple[PinnedCar, ...]) -> PinnedCar | None:
    opened = opened_car(services.catalogue, request.args.get("car", ""))
    if opened is None or opened.code in {it.code for it in pinned}:
        return None
    return drawn_car(services.catalogue, opened, "built")
