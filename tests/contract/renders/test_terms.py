"""Who can request which render, from which model, and what all renders together can cost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from configurator.renders.pictures import GeneratedPicture
from configurator.renders.render import Render
from configurator.renders.service import NotBuildable, RendersClosed, ShareSpent
from configurator.web.api.render_documents import advice, reason
from tests.support.renders import A_PICTURE, COST, TERMS, WORST, Shop, StandInImageModel, cars


def test_a_thousand_who_ask_for_the_same_share_one_call(shop: Shop) -> None:
    shop.terms = TERMS._replace(client_daily=1)
    with ThreadPoolExecutor(32) as pool:
        asked = list(pool.map(lambda number: shop.ask(client=f"{number}"), range(1000)))
    assert len({it.id for it in asked}) == 1
    assert shop.sent == [asked[0].id]
    shop.run(asked[0].id)
    assert shop.image_model.calls == 1  # type: ignore[attr-defined]


def test_two_hundred_renders_at_once_stay_within_the_budget(shop: Shop) -> None:
    shop.terms = TERMS._replace(daily_budget=20 * WORST)
    asked = [shop.ask(number).id for number in range(200)]
    with ThreadPoolExecutor(64) as pool:
        renders = list(pool.map(shop.run, asked))
    ready = [it for it in renders if it.state == "ready"]
    refused = [it for it in renders if it.fault == "budget_spent"]
    assert len(ready) + len(refused) == 200
    assert shop.image_model.calls == len(ready) >= 20  # type: ignore[attr-defined]
    assert shop.used == sum(it.cost for it in renders) == len(ready) * COST <= 20 * WORST


def test_a_spent_budget_ends_at_midnight(shop: Shop) -> None:
    shop.terms = TERMS._replace(daily_budget=WORST)
    shop.run(shop.ask(0).id)
    with pytest.raises(RendersClosed) as caught:
        shop.ask(1)
    closure = caught.value.closure
    assert (closure.fault, f"{closure.until}") == ("budget_spent", "2026-11-25 00:00:00+00:00")
    shop.clock.advance(12 * 3600)
    assert shop.run(shop.ask(1).id).state == "ready"


def test_a_render_that_meets_a_spent_budget_may_be_asked_for_the_next_day(shop: Shop) -> None:
    waiting = [shop.ask(number).id for number in range(2)]
    shop.terms = TERMS._replace(daily_budget=WORST)
    assert [shop.run(it).fault for it in waiting] == ["", "budget_spent"]
    shop.clock.advance(12 * 3600)
    assert shop.run(shop.ask(1).id).state == "ready"


def test_money_that_was_only_set_aside_is_not_told_as_spent_once_it_is_back(shop: Shop) -> None:
    shop.terms = TERMS._replace(daily_budget=2 * WORST - 1)
    first, late = shop.ask(0), shop.ask(1)
    told: list[str] = []

    def paint_while_the_other_is_turned_away() -> GeneratedPicture:
        told.append(words_of(shop, shop.run(late.id)))
        return A_PICTURE

    shop.image_model = StandInImageModel(paint_while_the_other_is_turned_away)
    shop.run(first.id)
    told.append(words_of(shop, shop.get(late.id)))
    assert ["midnight" in it for it in told] == [True, False]
    shop.image_model = StandInImageModel()
    shop.clock.advance(31)
    assert shop.run(shop.ask(1).id).state == "ready"


def words_of(shop: Shop, render: Render) -> str:
    closure = shop.service.closure()
    return f"{reason(render, closure)} {advice(render, closure)}"


def test_who_has_had_their_share_may_still_see_what_others_asked_for(shop: Shop) -> None:
    shop.terms = TERMS._replace(client_daily=1)
    shop.ask(0, "one")
    with pytest.raises(ShareSpent):
        shop.ask(1, "one")
    assert shop.ask(0, "one").state == "pending"
    shop.ask(1, "two")
    assert shop.ask(1, "one").state == "pending"


def test_a_car_that_cannot_be_built_is_not_rendered(shop: Shop) -> None:
    unbuildable = cars()[0]._replace(conflicts=("anything",))  # type: ignore[arg-type]
    with pytest.raises(NotBuildable):
        shop.service.request(unbuildable, "front", "somebody")
    assert list(shop.store.all()) == []


def test_a_car_that_the_catalogue_no_longer_knows_costs_nothing(shop: Shop) -> None:
    waiting = shop.ask()
    gone = waiting._replace(version=2, code="0000-0000-0000")
    shop.store.replace(gone)
    render = shop.run(waiting.id)
    assert (render.state, render.fault, shop.used) == ("failed", "car_gone", 0)


def test_a_code_that_has_become_another_car_is_not_rendered_under_the_old_name(shop: Shop) -> None:
    waiting, other = shop.ask(0), shop.ask(1)
    shop.store.replace(waiting._replace(version=2, code=other.code))
    assert shop.run(waiting.id).fault == "car_gone"


def test_what_waits_since_the_model_was_changed_is_not_made_by_the_old_one(shop: Shop) -> None:
    waiting = shop.ask()
    shop.terms = TERMS._replace(recipe=TERMS.recipe._replace(model="gpt-image-2.6-sunburst"))
    assert (shop.run(waiting.id).fault, shop.used) == ("outdated", 0)
    assert shop.run(shop.ask().id).state == "ready"


def test_a_new_model_leaves_the_pictures_of_the_old_one_in_sight(shop: Shop) -> None:
    old = shop.run(shop.ask().id)
    shop.terms = TERMS._replace(recipe=TERMS.recipe._replace(model="gpt-image-2.6-sunburst"))
    shop.clock.advance(60)
    new = shop.ask()
    car = cars()[0].car
    assert car
    assert shop.service.of_car(car, "front") == (new, old)
    assert shop.service.gallery() == (old,)


@pytest.mark.parametrize("enabled", [True, False])
def test_without_a_key_nothing_can_be_asked_for(enabled: bool, shop: Shop) -> None:
    shop.terms = TERMS._replace(enabled=enabled)
    assert (shop.service.closure() is None) is enabled


def test_a_model_that_has_ended_closes_the_shop_unless_another_server_has_it(shop: Shop) -> None:
    retired = TERMS._replace(recipe=TERMS.recipe._replace(model="dall-e-3"))
    shop.terms = retired
    closure = shop.service.closure()
    assert closure
    assert closure.fault == "model_gone"
    shop.terms = retired._replace(base_url="http://localhost:8080/v1")
    assert shop.service.closure() is None


def test_the_usual_time_is_measured(shop: Shop) -> None:
    assert shop.service.usual_seconds() is None
    for number, seconds in enumerate((10, 12, 50)):
        render_id = shop.ask(number).id
        shop.clock.advance(seconds)
        shop.run(render_id)
    assert shop.service.usual_seconds() == 12
