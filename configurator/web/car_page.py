"""The summary of a car, for its owner and for whoever gets the link: drawn, itemised, with its code and QR."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from flask import Blueprint, render_template, request
from markupsafe import Markup

from configurator.choices import apply, settle
from configurator.conflicts import Change, Conflict
from configurator.pictures.drawing import car_markup, interior_markup, kit
from configurator.pictures.look import look_of
from configurator.services import services
from configurator.web.cars import OpenedCar, configure_url, read_code, style_rule
from configurator.web.urls import public_url_for

car_page = Blueprint("car_page", __name__)

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the ledger: what kind of part, its name, what more there is to say of it, whole dollars."""

    kind: str
    name: str
    more: str
    amount: int


@dataclass(frozen=True, slots=True)
class Mend:
    """A conflict, and where each of its resolutions leads."""

    conflict: Conflict
    ways: tuple[tuple[Change, str], ...]


@car_page.get("/car/<text>")
def show(text: str) -> str:
    opened = read_code(text)
    link = public_url_for("car_page.show", text=opened.code)
    return render_template(
        "pages/car.html",
        **presented(opened),
        link=link,
        qr=qr(link),
        loopback_port=urlsplit(request.host_url).port or 80 if is_loopback(link) else None,
        mends=tuple(_mend(opened, conflict) for conflict in opened.checked.conflicts),
        mend_all_url=_mend_all_url(opened),
    )


def presented(opened: OpenedCar) -> dict[str, object]:
    """What every page needs that shows a car whole."""
    look = look_of(opened.car)
    return {
        "opened": opened,
        "car": opened.car,
        "rows": tuple(ledger(opened)),
        "catalogue": services().catalogue,
        "kit": Markup(kit()),
        "outside": Markup(car_markup(look.art, title=look.side_title)),
        "inside": Markup(interior_markup(title=look.interior_title)),
        "car_style": style_rule(".drawn", look),
        "configure_url": configure_url(opened.car.selection, opened.code),
    }


def ledger(opened: OpenedCar) -> Iterator[Row]:
    """Every part with its price, in the order of the price's own parts."""
    car, prices = opened.car, opened.price.parts
    yield Row("Model", car.model.name, f"{car.model.body}, {car.model.fuel}", prices[0].amount)
    finish = "" if car.paint.finish == "solid" else f", {car.paint.finish}"
    yield Row("Paint", car.paint.name, f"{car.paint.family}{finish}", prices[1].amount)
    yield Row("Wheels, tyres", car.wheels.name, f"{car.wheels.size}, {car.wheels.tyres}", prices[2].amount)
    yield Row("Interior", car.interior.name, f"{car.interior.material}, {car.interior.family}", prices[3].amount)
    for part in prices[4:]:
        yield Row("Extra", part.name, "", part.amount)


def qr(link: str) -> Markup:
    """A QR code as inline SVG without a quiet zone: the paper around it is the page's."""
    code = segno.make(link, error="m", micro=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, dark="#000"))


def is_loopback(link: str) -> bool:
    """Whether a link leads nowhere but to the machine it is read on."""
    return urlsplit(link).hostname in _LOOPBACK


def _mend(opened: OpenedCar, conflict: Conflict) -> Mend:
    catalogue, selection = services().catalogue, opened.checked.selection
    return Mend(
        conflict,
        tuple(
            (change, configure_url(apply(selection, catalogue, change), opened.code)) for change in conflict.resolutions
        ),
    )


def _mend_all_url(opened: OpenedCar) -> str:
    settled = settle(services().catalogue, opened.checked)
    return configure_url(settled.selection, opened.code)
