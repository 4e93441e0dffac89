"""Our catalogue has what the product needs. Errors in a catalogue name the entry and the field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cars.catalogue import Option
from configurator.cars.catalogue_reader import load
from configurator.cars.configuration import check
from configurator.cars.field_reader import CatalogueError
from configurator.cars.selection import default_selection
from tests.support.catalogues import OURS, our_document, refusal, written

LINES = [line.id for line in OURS.lines]


def test_it_has_the_six_lines_with_at_least_two_models_each() -> None:
    assert LINES == ["911", "718", "taycan", "panamera", "macan", "cayenne"]
    assert all(len(OURS.models_of(line)) >= 2 for line in LINES)


def test_it_has_enough_to_choose_from() -> None:
    assert len(OURS.paints) >= 24
    assert len(OURS.features) >= 14
    for line in LINES:
        assert len(OURS.offered("tire", line)) >= 3
        assert len(OURS.offered("interior", line)) >= 4


@pytest.mark.parametrize("model", OURS.models, ids=lambda model: model.id)
def test_every_model_begins_with_a_car_that_can_be_built(model: Any) -> None:
    assert check(OURS, default_selection(model)).buildable


def test_every_entry_names_a_source_or_says_that_it_is_demonstration_data() -> None:
    entries = [entry for entries in OURS.by_part.values() for entry in entries]
    assert all(entry.sources or entry.demonstration for entry in [*entries, *OURS.lines])


@pytest.mark.parametrize(
    ("spoken", "model"),
    [
        ("911", "911-carrera"),
        ("911 CARRERA", "911-carrera"),
        ("911-carrera", "911-carrera"),
        ("Taycan", "taycan"),
    ],
)
def test_a_model_is_found_by_id_or_name_in_any_case_and_a_line_means_its_first(spoken: str, model: str) -> None:
    found = OURS.find_model(spoken)
    assert found is not None
    assert found.id == model


@pytest.mark.parametrize("spoken", ["gentian-blue", "Gentian Blue", "GENTIAN BLUE METALLIC", "gentianBlue"])
def test_a_paint_is_found_by_id_or_name_in_any_case(spoken: str) -> None:
    found = OURS.find("color", spoken, None)
    assert found is not None
    assert found.id == "gentian-blue"


@pytest.mark.parametrize("spoken", ["", "-", "Gentian", "no such paint"])
def test_half_a_name_is_no_name(spoken: str) -> None:
    assert OURS.find("color", spoken, None) is None


def test_no_two_options_of_a_line_have_the_same_name() -> None:
    for part in ("color", "tire", "interior", "additionalFeatures"):
        for line in LINES:
            spellings = [spelling for option in OURS.offered(part, line) for spelling in option.spellings]
            assert len(spellings) == len(set(spellings)), (part, line)


def test_availability_depends_on_line_and_body() -> None:
    def named(option_id: str) -> Option:
        options = [option for part in OURS.by_part.values() for option in part if isinstance(option, Option)]
        return next(option for option in options if option.id == option_id)

    carrera, taycan = OURS.find_model("911 Carrera"), OURS.find_model("Taycan")
    cabriolet = next(model for model in OURS.models_of("911") if model.body == "cabriolet")
    assert carrera is not None
    assert taycan is not None
    assert named("sunroof").available.admits(carrera)
    assert not named("sunroof").available.admits(cabriolet)
    assert not named("frozen-berry").available.admits(carrera)
    assert named("frozen-berry").available.admits(taycan)


def _without_number(document: Any) -> None:
    del document["paints"][3]["number"]


def _number_twice(document: Any) -> None:
    document["paints"][3]["number"] = document["paints"][4]["number"]


def _retired_number(document: Any) -> None:
    document["retired_numbers"]["paints"].append(document["paints"][3]["number"])


def _bad_colour(document: Any) -> None:
    document["paints"][3]["hex"] = "blue"


def _text_as_price(document: Any) -> None:
    document["models"][0]["price"] = "135500"


def _unknown_line(document: Any) -> None:
    document["sets"][0]["for"]["lines"] = ["beetle"]


def _unknown_exclusion(document: Any) -> None:
    document["features"][0]["excludes"] = ["ashtray"]


def _impossible_default(document: Any) -> None:
    document["models"][0]["default"]["color"] = "frozen-berry"


def _neither_source_nor_demonstration(document: Any) -> None:
    document["paints"][3].update(sources=[], demonstration=[])


def _number_beyond_the_code(document: Any) -> None:
    document["features"][0]["number"] = 28


def _name_with_a_control_character(document: Any) -> None:
    document["paints"][3]["name"] = "Vanadium\x00Grey"


def _unknown_season(document: Any) -> None:
    document["sets"][0]["season"] = "monsoon"


def _half_a_surrogate_pair(document: Any) -> None:
    document["lines"][0]["tagline"] = "\ud83d"


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_without_number, "paints 'vanadium-grey', field 'number'"),
        (_number_twice, "paints, field 'number'"),
        (_retired_number, "paints, field 'number'"),
        (_bad_colour, "paints 'vanadium-grey', field 'hex'"),
        (_text_as_price, "models '911-carrera', field 'price'"),
        (_unknown_line, "field 'for.lines'"),
        (_unknown_exclusion, "field 'excludes'"),
        (_impossible_default, "models '911-carrera', field 'default.color'"),
        (_neither_source_nor_demonstration, "paints 'vanadium-grey', field 'sources'"),
        (_number_beyond_the_code, "field 'number'"),
        (_name_with_a_control_character, "paints 'vanadium-grey', field 'name'"),
        (_unknown_season, "sets 'carrera-19-20-summer', field 'season'"),
        (_half_a_surrogate_pair, "lines '911', field 'tagline'"),
    ],
)
def test_a_broken_catalogue_names_the_entry_and_the_field(
    spoil: Callable[[Any], None], place: str, tmp_path: Path
) -> None:
    assert place in refusal(spoil, tmp_path)


def test_a_file_that_is_missing_or_no_json_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="can't be read"):
        load(tmp_path / "none.json")
    (tmp_path / "catalogue.json").write_text("{", encoding="utf-8")
    with pytest.raises(CatalogueError, match="not valid JSON"):
        load(tmp_path / "catalogue.json")


def test_an_id_means_its_entry_even_where_another_has_it_for_a_name(tmp_path: Path) -> None:
    document = our_document()
    paint = next(paint for paint in document["paints"] if paint["id"] == "gentian-blue")
    document["paints"].insert(0, {**paint, "id": "namesake", "number": 99, "name": "Gentian Blue"})
    document["models"][0]["name"] = "Taycan"
    catalogue = load(written(document, tmp_path))
    model = catalogue.find_model("taycan")
    assert model is not None
    assert model.id == "taycan"
    found = catalogue.find("color", "gentian-blue", model)
    assert found is not None
    assert found.id == "gentian-blue"


@pytest.mark.parametrize(
    ("tyres", "season"),
    [("Winter, 235/40 R19", "winter"), ("all season tyres", "all-season"), ("235/40 R19", "summer")],
)
def test_a_file_from_before_seasons_names_them_in_the_text_of_the_tyres(
    tyres: str, season: str, tmp_path: Path
) -> None:
    document = our_document()
    del document["sets"][0]["season"]
    document["sets"][0]["tyres"] = tyres
    assert load(written(document, tmp_path)).sets[0].season == season
