"""Checking a selection: a car with a price, conflicts with their resolutions, unrecognised words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.cars.choices import apply_change, changes, choices, let_newer_win, resolve_conflicts, toggle_option
from configurator.cars.configuration import Car, Check, check
from configurator.cars.selection import Selection, default_selection
from tests.support.catalogues import OURS


def checked(*features: str, **parts: str) -> Check:
    usual = Selection("911 Carrera", "gentian-blue", "carrera-19-20-summer", "leather-black", features)
    return check(OURS, usual._replace(**parts))  # type: ignore[arg-type]


def car(*features: str, **parts: str) -> Car:
    found = checked(*features, **parts).car
    assert found is not None
    return found


def test_the_price_names_its_parts_and_delivery_apart() -> None:
    price = checked("bose", tire="Carrera S").price
    assert price is not None
    assert [(part.id, part.amount) for part in price.parts] == [
        ("911-carrera", 135500),
        ("gentian-blue", 1580),
        ("carrera-s-20-21", 2460),
        ("leather-black", 0),
        ("bose", 1600),
    ]
    assert price.total == 141140
    assert price.delivery == 2350


def test_a_paint_of_another_line_is_a_conflict_with_its_nearest_substitute() -> None:
    result = checked(color="frozen-berry")
    (conflict,) = result.conflicts
    assert not result.buildable
    assert conflict.kind == "unavailable"
    assert conflict.reason == "The 911 Carrera can't have Frozen Berry Metallic; only the Taycan can."
    assert conflict.resolutions[0].consequence == "GT Silver Metallic instead of Frozen Berry Metallic"


def test_two_sound_systems_exclude_each_other_and_either_may_go() -> None:
    (conflict,) = checked("bose", "burmester").conflicts
    assert conflict.kind == "excludes"
    assert [change.price_effect for change in conflict.resolutions] == [-1600, -5560]


def test_ceramic_brakes_need_larger_wheels_or_go() -> None:
    (conflict,) = checked("pccb").conflicts
    larger, without = conflict.resolutions
    assert conflict.kind == "requires"
    assert larger.added is not None
    assert min(larger.added.inches) >= 20  # type: ignore[attr-defined]
    assert without.consequence == "Removes Porsche Ceramic Composite Brakes"


def test_words_that_are_not_recognised_leave_price_and_car_open_but_not_the_other_conflicts() -> None:
    result = checked("bose", "burmester", interior="velvet")
    assert result.car is None
    assert result.price is None
    assert [(word.name, word.value) for word in result.unrecognised] == [("interior", "velvet")]
    assert len(result.conflicts) == 1


@pytest.mark.parametrize("value", ["yes", 1, 1.0, [], {}, "true"])
def test_only_true_selects_a_feature_and_other_values_are_unrecognised(value: Any) -> None:
    document = {**default_selection(OURS.models[0]).document, "additionalFeatures": {"bose": value}}
    result = check(OURS, Selection.from_document(document))
    assert [word.name for word in result.unrecognised] == ["additionalFeatures.bose"]


@pytest.mark.parametrize("value", [False, None])
def test_false_and_null_leave_a_feature_out(value: Any) -> None:
    document = {**default_selection(OURS.models[0]).document, "additionalFeatures": {"bose": value}}
    result = check(OURS, Selection.from_document(document))
    assert result.buildable
    assert result.car is not None
    assert result.car.features == ()


SELECTIONS = st.builds(
    Selection,
    st.sampled_from([model.id for model in OURS.models]),
    st.sampled_from([paint.id for paint in OURS.paints]),
    st.sampled_from([wheels.id for wheels in OURS.sets]),
    st.sampled_from([interior.id for interior in OURS.interiors]),
    st.lists(st.sampled_from([feature.id for feature in OURS.features]), unique=True).map(tuple),
    declined=st.just(()),
    unclear=st.just(()),
)


@given(SELECTIONS)
def test_every_conflict_can_be_resolved_and_the_price_effects_add_up(selection: Selection) -> None:
    before = check(OURS, selection)
    assert before.car is not None
    assert before.price is not None
    after = check(OURS, resolve_conflicts(OURS, before.car).selection)
    assert after.car is not None
    assert after.price is not None
    assert after.buildable
    effect = sum(change.price_effect for change in changes(before.car, after.car))
    assert after.price.total == before.price.total + effect


@given(SELECTIONS)
def test_each_resolution_resolves_its_conflict(selection: Selection) -> None:
    result = check(OURS, selection)
    assert result.car is not None
    for conflict in result.conflicts:
        for change in conflict.resolutions:
            resolved = check(OURS, apply_change(OURS, result.car, change).selection)
            assert conflict.reason not in [left.reason for left in resolved.conflicts]


@given(SELECTIONS, st.sampled_from(["color", "tire", "interior", "additionalFeatures"]))
def test_what_a_choice_announces_is_what_choosing_it_brings(selection: Selection, part: Any) -> None:
    unresolved = check(OURS, selection).car
    assert unresolved is not None
    before = check(OURS, resolve_conflicts(OURS, unresolved).selection)
    assert before.car is not None
    assert before.price is not None
    for choice in choices(OURS, before.car, part):
        if choice.state == "unavailable":
            assert choice.why_not
            continue
        if choice.state == "chosen" and part != "additionalFeatures":
            continue
        wanted = toggle_option(OURS, before.car, part, choice.option)
        after = check(OURS, let_newer_win(OURS, wanted, before.car).selection)
        assert after.buildable
        assert after.price is not None
        assert after.price.total == before.price.total + choice.together


def test_what_makes_way_for_a_choice_is_not_brought_back_by_what_needed_it() -> None:
    before = car("weissach", "bucket-seats", model="911-gt3", tire="gt3-centrelock-20-21")
    ventilated = next(c for c in choices(OURS, before, "additionalFeatures") if c.option.id == "ventilated-seats")
    wanted = toggle_option(OURS, before, "additionalFeatures", ventilated.option)
    after = check(OURS, let_newer_win(OURS, wanted, before).selection)
    assert after.buildable
    assert after.selection.features == ("ventilated-seats",)


def test_choosing_small_wheels_tells_before_the_click_that_the_brakes_go() -> None:
    before = car("pccb", tire="carrera-s-20-21")
    small = next(c for c in choices(OURS, before, "tire") if c.option.id == "carrera-19-20-summer")
    assert [change.consequence for change in small.consequences] == ["Removes Porsche Ceramic Composite Brakes"]
    assert (small.price_effect, small.together) == (-2460, -2460 - 9280)


def test_an_option_of_another_body_says_why_and_which_model_has_it() -> None:
    cabriolet = next(model for model in OURS.models_of("911") if model.body == "cabriolet")
    plain = check(OURS, default_selection(cabriolet)).car
    assert plain is not None
    sunroof = next(c for c in choices(OURS, plain, "additionalFeatures") if c.option.id == "sunroof")
    assert sunroof.state == "unavailable"
    assert sunroof.why_not
    assert sunroof.instead is not None
    assert sunroof.instead.body == "coupe"
