"""The builds that the catalogue recommends, as pages offer them, and the short URL of each."""

from typing import NamedTuple

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from configurator.cars.builds import Build, RecommendedBuild, recommended_builds
from configurator.cars.catalogue import Catalogue
from configurator.cars.configuration import Car
from configurator.cars.opened_car import open_code
from configurator.services import current_services
from configurator.web.pages.car.links import ConfigureLink, configure_url

builds_page = Blueprint("builds_page", __name__)


class BuildOffer(NamedTuple):
    """A build, its car and what that costs in whole units of the currency. `url` opens it in the configurator.

    `is_chosen` says whether it is the car that the page is about.
    """

    build: Build
    car: Car
    price: int
    url: str
    is_chosen: bool = False

    @property
    def parts(self) -> str:
        """Model, paint and the number of extras."""
        extras = len(self.car.features)
        and_extras = f", {extras}\N{NO-BREAK SPACE}extra{'s' if extras > 1 else ''}" if extras else ""
        return f"{self.car.model.name} in {self.car.paint.short}{and_extras}"


@builds_page.get("/builds/<build_id>")
def open_build(build_id: str) -> Response:
    """Redirects to the configurator with this build: the home page has so many that whole cars would be long links."""
    catalogue = current_services().catalogue
    build = next((build for build in catalogue.builds if build.id == build_id), None) or abort(404)
    return redirect(configure_url(open_code(catalogue, build.code).car.selection), 303)


def line_offers(catalogue: Catalogue, line_id: str) -> tuple[BuildOffer, ...]:
    """The builds of a line, for a page that isn't about a car."""
    return tuple(
        _offer(it, url_for("builds_page.open_build", build_id=it.build.id))
        for it in recommended_builds(catalogue, line_id)
    )


def offers_instead_of(
    catalogue: Catalogue, line_id: str, configure_url: ConfigureLink, code: str
) -> tuple[BuildOffer, ...]:
    """The builds of a line, each to be compared with the car of `code`, which the page is about."""
    return tuple(
        _offer(it, configure_url(it.opened.car.selection, code), is_chosen=it.opened.code == code)
        for it in recommended_builds(catalogue, line_id)
    )


def _offer(recommended: RecommendedBuild, url: str, *, is_chosen: bool = False) -> BuildOffer:
    opened = recommended.opened
    return BuildOffer(recommended.build, opened.car, opened.price.total, url, is_chosen)
