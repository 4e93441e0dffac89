"""What a selection means, compared with the car that was shown before: nothing is dropped without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.cars.choices import changes, let_newer_win
from configurator.cars.configuration import Car, check
from configurator.cars.conflicts import find_conflicts
from configurator.cars.selection import Selection, default_selection
from configurator.cars.settle import Settled, settle
from tests.support.catalogues import OURS

EASE = {"tire": "turbo-s-design-20-21"}


def car(model: str = "911-carrera", *features: str, **parts: str) -> Car:
    found = check(OURS, selection(model, *features, **parts)).car
    assert found
    return found


def selection(model: str = "911-carrera", *features: str, **parts: str) -> Selection:
    wanted = OURS.find_model(model)
    assert wanted
    return default_selection(wanted)._replace(features=features, **parts)  # type: ignore[arg-type]


def what_gave_way(settled: Settled) -> list[str]:
    return [change.consequence for change in changes(settled.wanted, settled.car)]


def test_a_selection_without_trouble_is_exact() -> None:
    settled = settle(OURS, selection("911-carrera", "bose"), car())
    assert settled.is_exact
    assert settled.car == car("911-carrera", "bose")


def test_without_a_car_before_nothing_gives_way() -> None:
    settled = settle(OURS, selection("911-carrera", "bose", "burmester"))
    assert not settled.is_exact
    assert not settled.is_adjusted
    assert len(settled.checked.conflicts) == 1


def test_an_older_choice_gives_way_to_a_newer_one() -> None:
    settled = settle(OURS, selection("911-carrera", "bose", "burmester"), car("911-carrera", "bose"))
    assert what_gave_way(settled) == ["Removes BOSE Surround Sound"]
    assert not settled.is_exact
    assert settled.checked.buildable


def test_two_new_choices_that_exclude_each_other_are_both_kept_for_a_decision() -> None:
    settled = settle(OURS, selection("911-carrera", "bose", "burmester"), car())
    assert not settled.is_adjusted
    assert [conflict.kind for conflict in settled.checked.conflicts] == ["excludes"]


def test_if_one_conflict_needs_a_decision_nothing_else_gives_way_meanwhile() -> None:
    wanted = selection("911-carrera", "pccb", "black-callipers", "bose", "burmester", **EASE)
    settled = settle(OURS, wanted, car("911-carrera", "black-callipers", **EASE))
    assert not settled.is_adjusted
    assert len(settled.checked.conflicts) == 2


def test_conflicts_that_were_shown_before_stay_until_somebody_resolves_them() -> None:
    before = car("911-carrera", "bose", "burmester")
    settled = settle(OURS, selection("911-carrera", "bose", "burmester", "sunroof", color="chalk"), before)
    assert not settled.is_adjusted
    assert len(settled.checked.conflicts) == 1


def test_a_newer_choice_wins_next_to_a_conflict_that_stays() -> None:
    before = car("911-carrera", "bose", "burmester", "carbon-roof")
    settled = settle(OURS, selection("911-carrera", "bose", "burmester", "carbon-roof", "sunroof"), before)
    assert what_gave_way(settled) == ["Removes Lightweight carbon roof"]
    assert len(settled.checked.conflicts) == 1


def test_another_model_replaces_what_it_cannot_have() -> None:
    settled = settle(OURS, selection("911-gt3", tire="carrera-s-20-21"), car(tire="carrera-s-20-21"))
    assert settled.car.wheels.id == "gt3-centrelock-20-21"


def test_another_model_and_new_wheels_that_it_cannot_have_need_a_decision() -> None:
    settled = settle(OURS, selection("911-gt3", tire="carrera-s-20-21"), car())
    assert settled.car.wheels.id == "carrera-s-20-21"
    assert [conflict.kind for conflict in settled.checked.conflicts] == ["unavailable"]


def test_what_a_new_extra_needs_is_added_and_what_needs_a_removed_one_goes() -> None:
    plain, full = car("911-gt3"), car("911-gt3", "bucket-seats", "weissach")
    assert what_gave_way(settle(OURS, selection("911-gt3", "weissach"), plain)) == ["Adds Lightweight bucket seats"]
    assert settle(OURS, selection("911-gt3", "weissach"), full).car == plain


def test_removing_what_a_new_extra_needs_in_the_same_step_needs_a_decision() -> None:
    settled = settle(OURS, selection("911-gt3", "weissach"), car("911-gt3", "bucket-seats"))
    assert not settled.is_adjusted
    assert [conflict.kind for conflict in settled.checked.conflicts] == ["requires"]


@pytest.mark.parametrize(
    ("part", "word", "shown"),
    [("color", "velvet", "chalk"), ("tire", "square", "cayenne-19"), ("interior", "velvet", "leather-black")],
)
def test_an_unknown_word_is_replaced_by_what_the_model_has_by_default(part: str, word: str, shown: str) -> None:
    settled = settle(OURS, selection("cayenne", **{part: word}))
    assert [(each.word, each.known, each.shown and each.shown.id) for each in settled.replaced] == [(word, None, shown)]
    assert settled.car == car("cayenne")


def test_a_name_that_could_mean_several_options_of_other_lines_is_unknown() -> None:
    [replaced] = settle(OURS, selection("cayenne", tire="Carrera S")).replaced
    assert (replaced.known, replaced.shown and replaced.shown.id) == (None, "cayenne-19")


@pytest.mark.parametrize(
    ("part", "word", "shown"),
    [
        ("color", "black", "vanadium-grey"),
        ("tire", "macan-22", "cayenne-rs-spyder-21"),
        ("interior", "fabric-pepita", None),
    ],
)
def test_an_option_of_another_line_is_replaced_as_its_conflict_says(part: str, word: str, shown: str | None) -> None:
    wanted = selection("cayenne", **{part: word})
    [conflict], settled = check(OURS, wanted).conflicts, settle(OURS, wanted)
    [replaced] = settled.replaced
    assert replaced.known
    assert (replaced.known.id, replaced.shown) == (word, conflict.resolutions[0].added)
    assert shown in (None, replaced.shown and replaced.shown.id)
    assert settled.checked.buildable


def test_an_extra_of_another_line_or_of_none_is_left_out_with_a_word() -> None:
    settled = settle(OURS, selection("718-cayman", "burmester", "fridge"))
    assert {(each.word, each.shown) for each in settled.replaced} == {
        ("Burmester High-End Surround Sound", None),
        ("fridge", None),
    }
    assert not settled.is_exact


def test_an_option_of_another_model_of_the_line_is_asked_about_instead() -> None:
    settled = settle(OURS, selection("911-gt3", tire="carrera-s-20-21"))
    assert settled.replaced == ()
    assert len(settled.checked.conflicts) == 1


def test_an_unknown_model_is_replaced_by_the_first() -> None:
    [replaced] = settle(OURS, selection()._replace(model="911-carera")).replaced
    assert (replaced.part, replaced.word, replaced.shown) == ("model", "911-carera", OURS.models[0])


def ids(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from([entry.id for entry in getattr(OURS, kind) if "911" in entry.available.lines])


SELECTIONS = st.builds(
    Selection,
    st.sampled_from([model.id for model in OURS.models_of("911")]),
    ids("paints"),
    ids("sets"),
    ids("interiors"),
    st.lists(ids("features"), unique=True, max_size=8).map(tuple),
    declined=st.just(()),
    unclear=st.just(()),
)


@given(SELECTIONS, SELECTIONS)
def test_either_all_new_conflicts_are_settled_without_giving_up_a_new_choice_or_nothing_changes(
    earlier: Selection, selected: Selection
) -> None:
    before, wanted = (check(OURS, each).car for each in (earlier, selected))
    assert before
    assert wanted
    after = let_newer_win(OURS, wanted, before)
    assert let_newer_win(OURS, after, before) == after
    if after != wanted:
        new = set(wanted.options) - set(before.options)
        assert new <= set(after.options)
        were_open = {conflict.subject for conflict in find_conflicts(OURS, before.model, before.options)}
        assert {each.subject for each in find_conflicts(OURS, after.model, after.options)} <= were_open
