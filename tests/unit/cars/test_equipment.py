"""Standard equipment, the rules of an extra, and the part of the catalogue's file that they are read from."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from configurator.cars.catalogue import Catalogue, Feature, Model
from configurator.cars.catalogue_reader import load
from configurator.cars.equipment import rules_of, standard_equipment
from configurator.cars.field_reader import CatalogueError
from tests.support.catalogues import OURS, our_document, written


def model(model_id: str) -> Model:
    found = OURS.find_model(model_id)
    assert found
    return found


def feature(feature_id: str) -> Feature:
    return cast(Feature, OURS.find("additionalFeatures", feature_id, None))


def included(model_id: str, *features: str, catalogue: Catalogue = OURS) -> list[str]:
    groups = standard_equipment(catalogue, model(model_id), [feature(feature_id) for feature_id in features])
    return [item.name for group in groups for item in group.items]


@pytest.mark.parametrize("one", OURS.models, ids=lambda one: one.id)
def test_every_model_includes_enough_and_nothing_twice_or_for_extra_money(one: Model) -> None:
    names = included(one.id)
    assert len(names) >= 20
    assert len(names) == len(set(names))
    extras = {option.name for option in OURS.offered("additionalFeatures", one.line) if option.available.admits(one)}
    assert not extras & set(names)


def test_models_of_a_line_differ_in_what_they_include() -> None:
    assert "Swan-neck rear wing" in included("911-gt3")
    assert "Swan-neck rear wing" not in included("911-carrera")
    assert "Heat pump" in included("cayenne-electric")
    assert "Heat pump" not in included("cayenne")


def test_groups_are_in_one_piece_and_in_the_catalogues_order() -> None:
    groups = [group.name for group in standard_equipment(OURS, model("taycan"))]
    assert groups == list(dict.fromkeys(item.group for item in OURS.standard))


def test_an_extra_replaces_what_it_is_better_than() -> None:
    assert "Sound Package Plus, ten loudspeakers" in included("911-carrera", "sunroof")
    assert "Sound Package Plus, ten loudspeakers" not in included("911-carrera", "bose")


def test_every_extra_is_told_in_two_sentences_and_can_be_found_by_other_words() -> None:
    for one in OURS.features:
        assert one.details.count(". ") == 1, one.id
        assert one.details.endswith("."), one.id
        assert one.synonyms, one.id


def test_what_is_excluded_is_told_of_both_whichever_the_file_names() -> None:
    line = OURS.line("911")
    assert [other.id for other in rules_of(OURS, feature("pccb"), line).excludes] == ["black-callipers"]
    assert [other.id for other in rules_of(OURS, feature("black-callipers"), line).excludes] == ["pccb"]


def test_what_is_required_is_told_on_both_sides() -> None:
    line = OURS.line("911")
    assert [other.id for other in rules_of(OURS, feature("weissach"), line).requires] == ["bucket-seats"]
    assert [other.id for other in rules_of(OURS, feature("bucket-seats"), line).required_by] == ["weissach"]
    assert rules_of(OURS, feature("pccb"), line).inches == 20


def test_extras_that_the_line_does_not_have_are_left_out() -> None:
    assert rules_of(OURS, feature("ventilated-seats"), OURS.line("911")).excludes == (feature("bucket-seats"),)
    assert rules_of(OURS, feature("ventilated-seats"), OURS.line("taycan")).excludes == ()


def test_models_are_named_only_where_not_the_whole_line_can_have_an_extra() -> None:
    assert rules_of(OURS, feature("sunroof"), OURS.line("911")).only_for == "the coupe versions of the 911 and the 718"
    assert rules_of(OURS, feature("bose"), OURS.line("911")).only_for == ""


def test_a_catalogue_without_standard_equipment_and_details_is_a_catalogue(tmp_path: Path) -> None:
    document = our_document()
    del document["standard"]
    for one in document["features"]:
        for field in ("details", "includes", "synonyms"):
            one.pop(field, None)
    catalogue = load(written(document, tmp_path))
    assert standard_equipment(catalogue, catalogue.models[0]) == ()
    assert catalogue.features[0].details == ""


def _twice(document: Any) -> None:
    document["standard"].append(document["standard"][0])


def _unknown_line(document: Any) -> None:
    document["standard"][0]["for"] = {"lines": ["beetle"]}


def _unknown_model(document: Any) -> None:
    document["standard"][0]["for"]["models"] = ["911-beetle"]


def _unknown_extra(document: Any) -> None:
    document["standard"][0]["replaced_by"] = ["ashtray"]


def _unknown_source(document: Any) -> None:
    document["standard"][0]["sources"] = ["hearsay"]


def _unsourced(document: Any) -> None:
    document["standard"][0].update(sources=[], demonstration=[])


def _for_nobody(document: Any) -> None:
    document["standard"][0]["for"] = {"lines": []}


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_twice, "standard, field 'id'"),
        (_unknown_line, "standard 'pdk-8', field 'for.lines': 'beetle'"),
        (_unknown_model, "standard 'pdk-8', field 'for.models': '911-beetle'"),
        (_unknown_extra, "standard 'pdk-8', field 'replaced_by': 'ashtray'"),
        (_unknown_source, "standard 'pdk-8', field 'sources': 'hearsay'"),
        (_unsourced, "standard 'pdk-8', field 'sources': name a source"),
        (_for_nobody, "field 'lines': name at least one line"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(spoil: Callable[[Any], None], place: str, tmp_path: Path) -> None:
    document = our_document()
    spoil(document)
    with pytest.raises(CatalogueError) as caught:
        load(written(document, tmp_path))
    assert place in str(caught.value)
