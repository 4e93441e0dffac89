"""Searching equipment as people do: in their own words, with plurals, accents and slips of the finger."""

from collections.abc import Iterator

import pytest

from configurator.cars.catalogue import Feature
from configurator.cars.equipment import StandardItem
from configurator.cars.equipment_search import LONGEST_QUERY, MOST_HITS, Found, find_equipment
from tests.support.catalogues import OURS


def found(query: str, line: str = "911") -> Found:
    return find_equipment(OURS, OURS.line(line), query)


def ids(query: str, line: str = "911") -> list[str]:
    return [hit.entry.id for hit in found(query, line).hits]


@pytest.mark.parametrize(
    ("query", "line", "first"),
    [
        ("sunroof", "taycan", "panoramic-roof"),
        ("sunroof", "911", "sunroof"),
        ("heated steering wheel", "911", "heated-steering"),
        ("sound system", "911", "bose"),
        ("stereo", "718", "bose"),
        ("tow bar", "cayenne", "tow-bar-ready"),
        ("roof rack", "macan", "roof-rails"),
        ("360 camera", "taycan", "surround-view"),
        ("airbags", "911", "airbags-6"),
        ("frunk", "718", "front-boot"),
        ("winter", "cayenne", "cayenne-winter-20"),
        ("guards red", "911", "guards-red"),
        ("safety", "taycan", "airbags-8"),
    ],
)
def test_people_find_things_by_their_own_words(query: str, line: str, first: str) -> None:
    assert ids(query, line)[0] == first
    assert not found(query, line).is_guess


@pytest.mark.parametrize(
    "query", ["SUNROOF", "sun roof", "Sun-Roofs", "  sunroof ", "the sunroof", "súnroof", "sunroo"]
)
def test_case_spaces_plurals_accents_and_a_missing_end_do_not_matter(query: str) -> None:
    assert ids(query, "taycan") == ["panoramic-roof"]
    assert not found(query, "taycan").is_guess


@pytest.mark.parametrize("query", ["bsoe", "bosse", "bosa", "burmesterr", "burmestr"])
def test_one_wrong_letter_is_forgiven_and_said_to_be_a_guess(query: str) -> None:
    assert set(ids(query)) <= {"bose", "burmester"}
    assert len(ids(query)) == 1
    assert found(query).is_guess


def test_words_of_several_names_are_found_together_if_no_name_has_them_all() -> None:
    assert ids("bose stereo") == ["bose"]


def test_whole_words_come_alone_without_words_that_only_begin_so() -> None:
    assert "matrix-led" in ids("lights")
    assert "carbon-roof" not in ids("lights"), "lightweight isn't a light"
    assert "bucket-seats" in ids("lightw")


def test_what_only_other_lines_have_is_found_where_the_line_has_nothing() -> None:
    night = found("night vision", "taycan")
    assert [hit.entry.id for hit in night.hits] == ["night-vision"]
    assert night.is_elsewhere
    assert not found("night vision", "911").is_elsewhere


def test_a_paint_of_another_line_is_not_offered_instead() -> None:
    assert found("frozen berry", "911") == Found("frozen berry")


@pytest.mark.parametrize("query", ["", "   ", "?", "xyz", "cup holder", "\u200b", "<b>", "a" * 5000])
def test_what_means_nothing_finds_nothing(query: str) -> None:
    assert found(query).hits == ()
    assert len(found(query).query) <= LONGEST_QUERY


def test_a_long_list_is_cut_and_says_how_much_is_left_out() -> None:
    seats = found("seats")
    assert len(seats.hits) == MOST_HITS
    assert seats.more > 0


def equipment(line_id: str) -> Iterator[Feature | StandardItem]:
    yield from (feature for feature in OURS.features if line_id in feature.available.lines)
    yield from (item for item in OURS.standard if line_id in item.available.lines)


def test_every_extra_and_every_item_is_found_by_its_name_and_each_synonym() -> None:
    for line in OURS.lines:
        for entry in equipment(line.id):
            for name in (entry.name, *entry.synonyms):
                result = find_equipment(OURS, line, name)
                assert entry in [hit.entry for hit in result.hits] or result.more, (line.id, entry.id, name)
