"""What the configurator says about a change, in one line and in sentences."""

from configurator.cars.carry_over import carry_over, compare
from configurator.cars.configuration import Car, check
from configurator.web.pages.configure.carried_words import carried_in_words
from configurator.web.pages.configure.change_words import change_words
from tests.support.catalogues import OURS
from tests.support.pages import selection_of

CHOSEN = ("pccb", "sport-exhaust", "sunroof", "bose", "night-vision")


def car_of(model: str = "911-carrera", **parts: object) -> Car:
    car = check(OURS, selection_of(model, OURS, **parts)).car
    assert car
    return car


def sentences(car: Car, line: str) -> tuple[str, ...]:
    return carried_in_words(carry_over(OURS, car, OURS.line(line))).sentences


def test_another_line_names_what_it_keeps_replaces_and_loses() -> None:
    car = car_of(color="guards-red", tire="carrera-s-20-21", features=CHOSEN)
    assert sentences(car, "cayenne") == (
        "Keeps Black leather and 4 extras",
        "Replaces Guards Red (red) with Carmine Red (dark red), Carrera S wheels with RS Spyder Design",
        "Loses Glass sunroof",
    )


def test_what_differs_is_explained() -> None:
    black = car_of(color="black", interior="leather-bordeaux")
    assert sentences(black, "cayenne")[1] == (
        "Replaces Black (black, solid) with Vanadium Grey (blue-grey, metallic), "
        "Carrera wheels (summer tyres) with Cayenne (all-season)"
    )
    assert sentences(car_of("macan"), "911")[1] == (
        "Replaces Macan wheels with Carrera, Black leather-free (black) with Black Race-Tex (dark grey)"
    )


def test_wheels_of_the_same_name_are_told_apart_by_their_size() -> None:
    [_, replaced] = sentences(car_of(tire="carrera-s-20-21", interior="race-tex-black"), "718")
    assert replaced == "Replaces 20/21-inch Carrera S wheels with 20-inch Carrera S"


def test_up_to_two_extras_are_named() -> None:
    assert sentences(car_of(features=("bose", "sport-chrono")), "panamera")[0] == (
        "Keeps Gentian Blue, Black leather, Sport Chrono and BOSE"
    )


def test_after_the_choice_the_page_says_the_same_as_before_it() -> None:
    before = car_of(color="guards-red", features=CHOSEN)
    after = carry_over(OURS, before, OURS.line("taycan")).after
    words = change_words(OURS, before, after)
    assert words.line == "Taycan instead of 911 Carrera"
    assert words.details == sentences(before, "taycan")


def test_the_way_back_names_what_it_brings_back() -> None:
    before = car_of(features=("night-vision",))
    after = carry_over(OURS, before, OURS.line("718")).after
    back = carried_in_words(compare(after, before))
    assert back.adds == "Night vision"
    assert back.sentences[-1] == "Adds Night vision"


def test_a_few_changes_fit_into_the_line() -> None:
    words = change_words(OURS, car_of(), car_of(color="chalk", features=("bose",)))
    assert words == ("Chalk instead of Gentian Blue, adds BOSE", ())


def test_many_changes_are_counted_in_the_line_and_listed_below() -> None:
    features = ("bose", "matrix-led", "heated-steering", "sport-chrono")
    words = change_words(OURS, car_of(), car_of(color="chalk", features=features))
    assert words.line == "5 changes"
    assert words.details[0] == "Chalk instead of Gentian Blue"
    assert words.details[1:] == ("Adds Sport Chrono", "Adds Matrix LED", "Adds BOSE", "Adds Heated steering wheel")


def test_a_recommended_build_is_called_by_its_name() -> None:
    build = next(build for build in OURS.builds if build.id == "911-every-day")
    parts = selection_of(color="aventurine-green", interior="leather-slate-grey")
    features = ("front-axle-lift", "matrix-led", "bose", "ventilated-seats", "surround-view", "heated-steering")
    after = check(OURS, parts._replace(features=features)).car
    assert after
    words = change_words(OURS, car_of(), after)
    assert words.line == f"“{build.name}”, 8 changes"
    assert "Aventurine Green instead of Gentian Blue" in words.details


def test_another_model_counts_as_a_change() -> None:
    few = change_words(OURS, car_of(), car_of("911-carrera-cabriolet", color="chalk", interior="leather-black"))
    assert few == ("911 Carrera Cabriolet instead of 911 Carrera, Chalk instead of Gentian Blue", ())
    features = ("bose", "matrix-led")
    many = change_words(OURS, car_of(), car_of("911-carrera-cabriolet", color="chalk", features=features))
    assert many.line == "5 changes"
    assert many.details[0] == "911 Carrera Cabriolet instead of 911 Carrera"


def test_tyres_for_another_season_are_named() -> None:
    words = change_words(OURS, car_of(), car_of(tire="carrera-winter-19-20"))
    assert words.line == "Carrera winter wheels (winter tyres) instead of Carrera (summer)"
