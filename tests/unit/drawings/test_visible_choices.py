"""Each choice shows in the views that say so: the pixels of its drawing differ from those of the car without it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

import pytest

from configurator.cars.catalogue import CALIPER_HEX, RIMS, Feature, Finish, Paint
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.drawings.appearance import Appearance, appearance_of
from configurator.drawings.arts import ARTS, art_of
from configurator.drawings.raster import png
from configurator.drawings.svg import svg
from configurator.drawings.views import EXTERIOR_VIEWS, VIEWS, DrawnView, shown_elsewhere, views_showing
from tests.support.catalogues import OURS

WIDTH = 360
FINISHES: dict[Finish, tuple[float, float]] = {"solid": (0, 1), "metallic": (0.8, 1), "satin": (0.15, 0.25)}
NOT_DRAWN = {
    "sport-chrono", "pasm-sport", "air-suspension", "active-ride", "rear-axle-steering", "front-axle-lift",
    "electric-sport-sound", "matrix-led", "bose", "burmester", "ventilated-seats", "bucket-seats", "surround-view",
    "night-vision", "innodrive", "weissach", "heated-steering",
}  # fmt: skip
"""What changes nothing that the drawings are fine enough to show. The page says so."""


@cache
def car_of(art: str) -> Car:
    model = next(model for model in OURS.models if art_of(model) == art)
    return cast(Car, check(OURS, default_selection(model)).car)


@cache
def pixels(appearance: Appearance, view: DrawnView) -> bytes:
    return png(svg(appearance, view), WIDTH)


def features_of(art: str) -> Iterator[Feature]:
    for option in OURS.offered("additionalFeatures", ARTS[art].line):
        if option.available.admits(car_of(art).model):
            yield cast(Feature, option)


def with_feature(art: str, feature: Feature) -> Appearance:
    return appearance_of(car_of(art)._replace(features=(feature,)))


@pytest.mark.parametrize("art", ARTS)
def test_an_extra_changes_the_views_that_show_it_and_no_other(art: str) -> None:
    plain = appearance_of(car_of(art))
    for feature in features_of(art):
        changed = {view for view in VIEWS if pixels(with_feature(art, feature), view) != pixels(plain, view)}
        assert changed == set(views_showing(feature)), (feature.id, changed)


@pytest.mark.parametrize("view", EXTERIOR_VIEWS)
@pytest.mark.parametrize("art", ARTS)
def test_paint_finish_wheels_and_interior_show_from_outside(art: str, view: DrawnView) -> None:
    plain = replace(appearance_of(car_of(art)), rim="ten", metal=0.0, gloss=1.0, caliper=CALIPER_HEX)
    finishes = [replace(plain, metal=metal, gloss=gloss) for metal, gloss in FINISHES.values()]
    wheels = [replace(plain, rim=rim) for rim in RIMS if rim != plain.rim]
    front, rear = plain.rim_scale
    others = [
        replace(plain, paint="#c4161c"),
        replace(plain, rim_hex="#c9a227"),
        replace(plain, rim_scale=(front * 0.95, rear * 0.95)),
        replace(plain, interior="#7d1f22"),
        replace(plain, caliper="#e0b400"),
    ]
    pictures = [pixels(it, view) for it in (*finishes, *wheels, *others)]
    assert len(set(pictures)) == len(pictures)


def test_no_two_paints_of_a_line_are_drawn_alike() -> None:
    for line in OURS.lines:
        paints = [cast(Paint, option) for option in OURS.offered("color", line.id)]
        assert len({(paint.hex, paint.finish) for paint in paints}) == len(paints), line.id


def test_only_what_no_drawing_could_show_is_drawn_nowhere() -> None:
    assert {feature.id for feature in OURS.features if not views_showing(feature)} == NOT_DRAWN


def test_an_extra_that_one_view_hides_is_named_with_the_view_that_shows_it() -> None:
    exhaust = next(feature for feature in OURS.features if feature.id == "sport-exhaust")
    bose = next(feature for feature in OURS.features if feature.id == "bose")
    assert views_showing(exhaust) == ("side",)
    assert shown_elsewhere((exhaust, bose)) == {"front": "Sport exhaust: visible from the side"}
    assert shown_elsewhere((bose,)) == {}
