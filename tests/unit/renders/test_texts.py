"""A picture's prompt, caption and cost, the image models, and what people read about faults."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from configurator.cars.configuration import Car, check
from configurator.cars.selection import Selection
from configurator.renders.captions import CarNames, caption, title
from configurator.renders.cost import Rates, Usage, usd
from configurator.renders.faults import FAULTS
from configurator.renders.image_models import RETIREMENTS, is_retired, known_name, takes_gpt_parameters
from configurator.renders.prompt import PROMPT_VERSION, RENDER_VIEWS, RenderView, prompt
from tests.support.catalogues import OURS
from tests.support.renders import RATES, cars

WORDS = {"1": "51b2dcb1047a87cf", "2": "d949e6f7f04ed7d9"}
"""What the words of a version are: a digest of one car's four prompts, with and without reference."""


def a_car() -> Car:
    found = cars()[0].car
    assert found
    return found


def with_plain_names(car: Car) -> Car:
    """A car whose names don't depend on the catalogue, so that only our prompt text matters."""
    return car._replace(
        model=replace(car.model, name="Model", body="coupe"),
        paint=replace(car.paint, name="Paint", finish="metallic", family="blue", hex="#123456"),
        wheels=replace(car.wheels, name="Wheels", rim_hex="#abcdef", inches=(20, 21)),
        interior=replace(
            car.interior, name="Interior", material="leather", hex="#111111", second_hex="#222222", trim_hex="#333333"
        ),
    )


def test_a_change_of_the_words_is_a_new_version() -> None:
    car = with_plain_names(a_car())
    words = "\n".join(prompt(car, view, reference) for view in RENDER_VIEWS for reference in (True, False))
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == WORDS[PROMPT_VERSION]


def test_equal_cars_give_equal_words_however_they_were_asked_for() -> None:
    features = [it for it in OURS.features if check(OURS, wanting(it.id)).buildable][:3]
    one, other = (
        check(OURS, wanting(*names)).car
        for names in ([it.id for it in features], [it.name.upper() for it in reversed(features)])
    )
    assert one
    assert other
    assert len(one.features) == 3
    assert prompt(one, "front", reference=True) == prompt(other, "front", reference=True)


def wanting(*features: str) -> Selection:
    return a_car().selection._replace(features=features)


@pytest.mark.parametrize("view", RENDER_VIEWS)
def test_the_words_always_come_in_the_same_order(view: RenderView) -> None:
    begun = [line.partition(":")[0] for line in prompt(a_car(), view, reference=True).splitlines()]
    outside = [] if view == "interior" else ["Paint", "Wheels"]
    assert begun == ["Scene", "Camera", "Subject", *outside, "Interior", "Reference", "Constraints"]


def test_each_view_has_a_camera_of_its_own_and_keeps_it() -> None:
    cameras = [
        {prompt(it.car, view, reference=False).splitlines()[1] for it in cars()[:40] if it.car} for view in RENDER_VIEWS
    ]
    assert [len(it) for it in cameras] == [1, 1, 1, 1]
    assert len(set.union(*cameras)) == len(RENDER_VIEWS)


@pytest.mark.parametrize("view", RENDER_VIEWS)
def test_neither_text_nor_logos_are_wanted(view: RenderView) -> None:
    constraints = prompt(a_car(), view, reference=False).splitlines()[-1]
    assert "No text" in constraints
    assert "no logos" in constraints


def test_the_longest_words_stay_below_what_is_set_aside_for_them() -> None:
    """A token has about four characters; the highest cost assumes two thousand tokens."""
    everything = [it.car._replace(features=OURS.features) for it in cars() if it.car]
    longest = max(len(prompt(car, view, reference=True)) for car in everything for view in RENDER_VIEWS)
    assert longest < 2000 * 3


def test_the_caption_says_what_is_to_be_seen() -> None:
    car = a_car()
    names = CarNames.of(car)
    assert caption(names, "rear") == f"{car.model.name} in {car.paint.name}, rear three-quarter view"
    assert caption(names, "interior") == f"{car.model.name} with {car.interior.name}, interior view"


def test_the_title_names_the_car_without_its_view() -> None:
    names = CarNames("911 Carrera", "Gentian Blue Metallic", "Leather, Black")
    assert title(names, "side") == "911 Carrera in Gentian Blue Metallic"
    assert title(names, "interior") == "911 Carrera with Leather, Black"
    assert title(names._replace(paint=""), "side") == "911 Carrera"


def test_what_is_counted_is_paid_and_parts_of_a_micro_dollar_are_rounded_up() -> None:
    assert RATES.cost(Usage(text=300, image=1000, output=1584)) == 300 * 5 + 1000 * 8 + 1584 * 30
    assert RATES.cost(Usage()) == 0
    assert Rates(0.1, 0.2, 0.0).cost(Usage(text=1, image=1)) == 1
    assert Rates(0.1, 0.0, 0.0).cost(Usage(text=10)) == 1, "and what is exact stays exact"


@pytest.mark.parametrize(
    ("quality", "seen"), [("low", 5_000), ("medium", 41_000), ("high", 165_000), ("auto", 165_000)]
)
def test_what_is_set_aside_is_more_than_any_price_we_have_seen(quality: str, seen: int) -> None:
    assert RATES.max_cost(quality, "1536x1024", reference=False) > seen
    assert RATES.max_cost(quality, "1536x1024", reference=True) > seen + 8_000


def test_a_larger_picture_has_more_set_aside() -> None:
    usual, larger = (RATES.max_cost("high", size, reference=False) for size in ("1536x1024", "3072x2048"))
    assert larger > 3 * usual
    assert (
        RATES.max_cost("high", "1024x1024", reference=False) == RATES.max_cost("high", "auto", reference=False) == usual
    )


def test_money_is_told_in_dollars() -> None:
    assert usd(41_230) == "0.0412 USD"
    assert usd(5_000_000) == "5.0000 USD"


@pytest.mark.parametrize("model", RETIREMENTS)
def test_a_model_is_over_on_its_day_and_its_end_is_near_sixty_days_before(model: str) -> None:
    retirement = RETIREMENTS[model]
    assert is_retired(model, retirement.on, "")
    assert not is_retired(model, retirement.on - timedelta(days=1), "")
    assert not is_retired(model, retirement.on, "http://localhost:8080/v1")
    assert retirement.is_near(retirement.on - timedelta(days=60))
    assert not retirement.is_near(retirement.on - timedelta(days=61))
    assert not is_retired(retirement.replacement, date(2027, 1, 1), "")


def test_only_the_gpt_models_take_their_parameters() -> None:
    assert takes_gpt_parameters("gpt-image-2.6-flare")
    assert not takes_gpt_parameters("dall-e-3")
    assert not takes_gpt_parameters("stablediffusion")


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-image-2.6-flare", "gpt-image-2.6-flare"),
        ("openai/gpt-image-1", "gpt-image-1"),
        ("azure/hd/1024-x-1792/dall-e-3", "dall-e-3"),
        ("openai:gpt-image-1.5", "gpt-image-1.5"),
        ("gpt-image-1@2026-04-01", "gpt-image-1"),
        ("openrouter/openai/gpt-image-1:free", "gpt-image-1"),
        ("PROD_GPT_IMAGE_1", "gpt-image-1"),
        ("openai/chatgpt-image-latest", "chatgpt-image-latest"),
        ("pictures", ""),
        ("stablediffusion", ""),
        ("gpt-images", ""),
        ("notgpt-image-1", ""),
    ],
)
def test_a_gateways_name_tells_openais(model: str, name: str) -> None:
    assert known_name(model) == name


def test_every_fault_tells_people_what_happened_and_what_to_do() -> None:
    for fault in FAULTS.values():
        assert fault.reason.endswith(".")
        assert fault.advice.endswith(".")
        assert "error" not in f"{fault.reason} {fault.advice}".lower()
