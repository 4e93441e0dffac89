"""The summary of a car, for its owner and for whoever gets the link: drawn, itemised, with its code and QR."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, url_for
from markupsafe import Markup

from configurator.cars.catalogue import body_name
from configurator.cars.choices import price_difference, resolve_conflicts
from configurator.cars.configuration import Car
from configurator.cars.opened_car import OpenedCar, open_code
from configurator.drawings.appearance import ARTS, appearance_of
from configurator.drawings.svg import car_markup, interior_markup, shared_defs
from configurator.errors import StoreError
from configurator.renders.prompt import RENDER_VIEWS
from configurator.services import current_services
from configurator.web.http.fragments import requested_fragment, vary_on_fragment
from configurator.web.http.urls import public_url_for
from configurator.web.pages.car.conflict_notices import conflict_notices, resolve_all_url
from configurator.web.pages.car.links import configure_url, style_rule
from configurator.web.pages.car.text_width import in_two_lines, width_in_em
from configurator.web.pages.forms import RenderForm
from configurator.web.pages.renders.panel import Panel, car_panel, panel_style
from configurator.web.pages.renders.session import before_change, is_awaited

car_page = Blueprint("car_page", __name__)

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class PriceRow(NamedTuple):
    """A line of the ledger: what kind of part, its name, what more there is to say of it, whole dollars."""

    kind: str
    name: str
    more: str
    amount: int


@car_page.get("/car/<text>")
def show(text: str) -> Response:
    """With ?view= the render from that view is shown; a script asks with `X-Part: render` for that alone."""
    opened = open_code(current_services().catalogue, text)
    wanted = next((view for view in RENDER_VIEWS if view == request.args.get("view")), None)
    return summary(opened, car_panel(opened, wanted))


def summary(opened: OpenedCar, panel: Panel, status: int = 200, trouble: str = "") -> Response:
    """The page of a car. `trouble` is what is wrong with the form that asks for a render."""
    settled, form = resolve_conflicts(current_services().catalogue, opened.car), _form(panel)
    panel = panel._replace(may_ask=form is not None)
    page = render_template(
        "car/page.html",
        **presented(opened),
        part=requested_fragment(),
        panel=panel,
        panel_style=panel_style(panel, "render"),
        is_awaited=is_awaited(panel.render),
        earlier=None if panel.render else before_change(opened),
        form=form,
        trouble=trouble,
        here=_here(opened),
        conflict_notices=conflict_notices(opened.checked, opened.code),
        resolve_all_url=resolve_all_url(opened.checked, opened.code),
        resolve_all_price=price_difference(current_services().catalogue, opened.car, settled),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-cache"
    vary_on_fragment(response)
    return response


def _form(panel: Panel) -> RenderForm | None:
    """The page stands without it, where the key that proves a form can't be fetched just now."""
    try:
        return RenderForm() if panel.may_ask else None
    except StoreError:
        return None


def _here(opened: OpenedCar) -> str:
    """The page's address as a browser without a script reloads it. With the fragment in it, it would only scroll there;
    with another query it would forget how far the reader had scrolled."""
    if request.method != "GET":
        return url_for("car_page.show", text=opened.code)
    return request.script_root + request.full_path.rstrip("?")


def presented(opened: OpenedCar) -> dict[str, object]:
    """What every page needs that shows a car whole and hands it on."""
    appearance, model, line = appearance_of(opened.car), opened.car.model, opened.car.line
    link = public_url_for("car_page.show", text=opened.code)
    return {
        "opened": opened,
        "car": opened.car,
        "body": body_name(model.body),
        "drawn_as": "" if model.body == line.drawn_body else body_name(line.drawn_body),
        "rows": tuple(price_rows(opened)),
        "shared_defs": Markup(shared_defs()),
        "outside": Markup(car_markup(appearance.art, title=appearance.side_title)),
        "inside": Markup(interior_markup(title=appearance.interior_title)),
        "side_title": appearance.side_title,
        "car_style": style_rule(".drawn", appearance) + _studio_style(opened.car),
        "masthead": in_two_lines(opened.car.paint.short),
        "configure_url": configure_url(opened.car.selection, opened.code),
        "link": link,
        "qr": qr(link),
        "loopback_port": urlsplit(request.host_url).port or 80 if is_loopback(link) else None,
    }


def price_rows(opened: OpenedCar) -> Iterator[PriceRow]:
    """Every part with its price, in the order of the price's own parts. What a name says is not said again."""
    car, prices = opened.car, opened.price.parts
    paint, wheels, interior = car.paint, car.wheels, car.interior
    finish = [] if paint.finish == "solid" else [paint.finish]
    model = _more(car.model.name, body_name(car.model.body), car.model.fuel)
    yield PriceRow("Model", car.model.name, model, prices[0].amount)
    yield PriceRow("Paint", paint.name, _more(paint.name, paint.family, *finish), prices[1].amount)
    yield PriceRow("Wheels, tyres", wheels.name, _more(wheels.name, *wheels.tyres.split(", ", 1)), prices[2].amount)
    yield PriceRow(
        "Interior", interior.name, _more(interior.name, interior.material, interior.family), prices[3].amount
    )
    for part in prices[4:]:
        yield PriceRow("Extra", part.name, "", part.amount)


def qr(link: str) -> Markup:
    """A QR code as inline SVG without a quiet zone: the paper around it is the page's."""
    # Most requests want no QR code.
    import segno

    code = segno.make(link, error="m", micro=False)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, dark="#000"))


def is_loopback(link: str) -> bool:
    """Whether a link leads nowhere but to the machine it is read on."""
    return urlsplit(link).hostname in _LOOPBACK


def _more(name: str, *words: str) -> str:
    return ", ".join(word for word in words if word.casefold() not in name.casefold())


def _studio_style(car: Car) -> Markup:
    """What the studio must know of the car, in the art's units of 10 mm, and of the paint's name, in em."""
    _, top, width, height = ARTS[car.line.id].view_box
    lines = in_two_lines(car.paint.short)
    known = {
        "width": width,
        "above": -top,
        "below": height + top,
        "roof": car.line.height_mm / 10,
        "em": round(width_in_em(car.paint.short), 2),
        "em-lines": round(max(map(width_in_em, lines)), 2),
    }
    return Markup(f".studio {{{'; '.join(f'--{name}: {value:g}' for name, value in known.items())}}}")
