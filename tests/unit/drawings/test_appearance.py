"""From a car to its appearance."""

from dataclasses import replace

import pytest

from configurator.cars.catalogue import CALIPER_HEX, DRAWN_OPTIONS, Catalogue
from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import Car, check
from configurator.cars.selection import default_selection
from configurator.drawings.appearance import (
    appearance_of,
    feature_style,
    interior_style,
    paint_style,
    roof_style,
    root_style,
    wheel_style,
)
from configurator.drawings.arts import ARTS, art_of, drawn_as


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def chosen(catalogue: Catalogue, model: str, *features: str, color: str = "") -> Car:
    default = default_selection(next(each for each in catalogue.models if each.id == model))
    car = check(catalogue, default._replace(color=color or default.color, features=features)).car
    assert car is not None
    return car


def test_every_car_of_the_catalogue_can_be_drawn(catalogue: Catalogue) -> None:
    appearances = [appearance_of(chosen(catalogue, model.id)) for model in catalogue.models]

    assert {appearance.art for appearance in appearances} == set(ARTS)


def test_an_appearance_takes_each_part_from_its_own_choice(catalogue: Catalogue) -> None:
    appearance = appearance_of(chosen(catalogue, "911-carrera", "pccb", "sport-exhaust", color="gentian-blue"))

    assert (appearance.metal, appearance.gloss) == (0.8, 1)
    assert appearance.caliper == "#e0b400"
    assert appearance.options == {"sport"}


def test_solid_metallic_and_satin_paints_have_finishes_of_their_own(
    catalogue: Catalogue,
) -> None:
    car = chosen(catalogue, "911-carrera")
    finishes = [
        appearance_of(car._replace(paint=replace(car.paint, finish=finish)))
        for finish in ("solid", "metallic", "satin")
    ]

    assert [(appearance.metal, appearance.gloss) for appearance in finishes] == [
        (0, 1),
        (0.8, 1),
        (0.15, 0.25),
    ]


def test_of_two_features_with_callipers_the_later_counts_as_it_does_in_a_stylesheet(
    catalogue: Catalogue,
) -> None:
    car = chosen(catalogue, "911-carrera", "pccb", "black-callipers")

    assert appearance_of(car).caliper == car.features[-1].caliper_hex


def test_plain_brakes_have_the_standard_callipers(catalogue: Catalogue) -> None:
    assert appearance_of(chosen(catalogue, "911-carrera")).caliper == CALIPER_HEX


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("911-carrera", "911 Carrera in Gentian Blue Metallic, side view"),
        ("911-carrera-cabriolet", "911 Carrera Cabriolet in Gentian Blue Metallic, side view"),
    ],
)
def test_the_side_view_is_named_after_the_car(catalogue: Catalogue, model: str, name: str) -> None:
    assert appearance_of(chosen(catalogue, model, color="gentian-blue")).title("side") == name


def test_a_body_that_nobody_has_drawn_looks_like_its_line_and_says_so(catalogue: Catalogue) -> None:
    car = chosen(catalogue, "cayenne")
    pickup = appearance_of(car._replace(model=replace(car.model, body="pickup")))

    assert pickup.art == "cayenne"
    assert pickup.title("side").endswith(", side view, drawn as the SUV")


def test_every_body_of_every_line_has_a_drawing_of_its_own(catalogue: Catalogue) -> None:
    drawings = {(model.line, model.body): art_of(model) for model in catalogue.models if not ARTS[art_of(model)].model}

    assert len(set(drawings.values())) == len({(model.line, model.body) for model in catalogue.models})


def test_a_model_whose_face_is_not_drawn_says_which_model_the_drawing_shows(catalogue: Catalogue) -> None:
    told = {model.id: drawn_as(model) for model in catalogue.models if drawn_as(model)}

    assert told["taycan-turbo-s"] == "Taycan"
    assert appearance_of(chosen(catalogue, "taycan-turbo-s")).title("front").endswith(", drawn as the Taycan")
    for model, shown in told.items():
        [other] = [each for each in catalogue.models if each.name == shown]
        assert art_of(other) == art_of(catalogue.find_model(model) or other)
        assert not drawn_as(other)


@pytest.mark.parametrize("model", ["911-gt3", "718-cayman-gt4-rs"])
def test_a_model_that_looks_unlike_its_siblings_has_a_drawing_of_its_own(catalogue: Catalogue, model: str) -> None:
    sharing = [other.id for other in catalogue.models if art_of(other) == appearance_of(chosen(catalogue, model)).art]

    assert sharing == [model]


def test_the_interior_view_is_named_after_the_interior(catalogue: Catalogue) -> None:
    car = chosen(catalogue, "911-carrera")

    assert appearance_of(car).title("interior") == f"911 Carrera with {car.interior.name}, interior view"


def test_what_each_choice_changes_adds_up_to_the_whole_style(
    catalogue: Catalogue,
) -> None:
    car = chosen(catalogue, "911-carrera", "pccb", "sport-exhaust")
    off = {f"--o-{option}": "none" for option in DRAWN_OPTIONS}
    parts = [
        paint_style(car.paint),
        wheel_style("911", car.wheels),
        interior_style(car.interior),
        roof_style(is_open=False),
    ]
    parts += [feature_style(feature) for feature in car.features]

    assert root_style(appearance_of(car)) == off | {key: value for part in parts for key, value in part.items()}


def test_choosing_other_wheels_takes_the_former_rim_away(catalogue: Catalogue) -> None:
    for wheels in catalogue.sets:
        style = wheel_style(next(iter(wheels.available.lines)), wheels)

        assert [name for name, value in style.items() if value == "inline"] == [f"--rim-{wheels.rim}"]


def test_a_line_without_art_is_refused_by_name(catalogue: Catalogue) -> None:
    car = chosen(catalogue, "911-carrera")

    with pytest.raises(ValueError, match="line: '917'"):
        appearance_of(car._replace(model=replace(car.model, line="917")))
