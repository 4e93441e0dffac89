"""The options of the configurator, without a request: what each control says and where its link leads."""

from configurator.cars.configuration import Car, check
from configurator.cars.selection import Selection
from configurator.web.pages.configure.form import FIELDS
from configurator.web.pages.configure.options import OptionControl, Options, options_of
from tests.support.catalogues import OURS
from tests.support.pages import selection_of


def car_of(model: str = "911-carrera", **parts: object) -> Car:
    car = check(OURS, selection_of(model, OURS, **parts)).car
    assert car
    return car


def link(selection: Selection, code: str) -> str:
    return f"{selection.model}?{','.join(selection.features)}#{code}"


def options(model: str = "911-carrera", **parts: object) -> Options:
    return options_of(OURS, car_of(model, **parts), "CODE", link)


def controls(shown: Options) -> list[OptionControl]:
    extras = [control for _, group in shown.extras for control in group]
    return [*shown.paints, *shown.wheels, *shown.interiors, *extras]


def extra(shown: Options, feature: str) -> OptionControl:
    return next(control for control in controls(shown) if control.choice.option.id == feature)


def test_every_option_of_the_line_is_there_once() -> None:
    shown = [control.choice.option.id for control in controls(options())]
    offered = [option.id for part in FIELDS for option in OURS.offered(part, "911")]
    assert sorted(shown) == sorted(offered)


def test_what_the_car_has_is_on() -> None:
    shown = options(color="chalk", features=("bose",))
    on = {control.choice.option.id for control in controls(shown) if control.is_on}
    assert on == {option.id for _, option in car_of(color="chalk", features=("bose",)).options}


def test_a_control_is_named_after_its_field() -> None:
    shown = options()
    assert (extra(shown, "bose").id, extra(shown, "bose").field) == ("feature-bose", "feature")
    assert (extra(shown, "chalk").id, extra(shown, "chalk").field) == ("color-chalk", "color")


def test_paints_are_grouped_by_price_and_sorted_from_light_to_dark() -> None:
    groups = options().paint_groups
    assert [group.group.id for group in groups] == [group.id for group in OURS.paint_groups]
    assert sum(group.is_chosen for group in groups) == 1


def test_two_extras_that_exclude_each_other_name_each_other() -> None:
    shown = options()
    assert extra(shown, "burmester").choice.option.short in extra(shown, "bose").rivals
    assert extra(shown, "bose").choice.option.short in extra(shown, "burmester").rivals


def test_once_the_car_has_one_of_them_the_other_says_that_it_replaces_it() -> None:
    shown = options(features=("bose",))
    burmester = extra(shown, "burmester")
    assert burmester.rivals == ()
    assert burmester.consequences == f"removes {extra(shown, 'bose').choice.option.short}"


def test_an_option_for_other_models_is_disabled_and_leads_to_one_of_them() -> None:
    unavailable = [control for control in controls(options()) if control.is_disabled]
    assert unavailable
    for control in unavailable:
        instead = control.choice.instead
        if instead:
            assert control.instead_url.startswith(f"{instead.id}?")
            assert control.instead_url.endswith("#CODE")


def test_what_is_on_is_never_disabled() -> None:
    wheels = next(control for control in controls(options()) if control.is_disabled and control.field == "tire")
    shown = options(tire=wheels.choice.option.id)
    assert not extra(shown, wheels.choice.option.id).is_disabled


def test_another_model_says_what_else_it_changes() -> None:
    models = options(model="911-gt3").models
    assert [control.choice.model.line for control in models] == ["911"] * len(models)
    assert any(control.consequences for control in models)
    assert [control.consequences for control in models if control.choice.is_chosen] == [""]
