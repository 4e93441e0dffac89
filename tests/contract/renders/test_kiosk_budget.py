"""Kiosks have their part of the day's budget: neither they nor everybody else can use up what belongs to the other."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from configurator.app.render_metrics import RenderMetrics
from configurator.renders.faults import GenerationFailed
from configurator.renders.pictures import GeneratedPicture
from configurator.renders.render import BUDGET, KIOSK_BUDGET, Budget, Render
from configurator.renders.service import RendersClosed, ShareSpent
from tests.support.renders import A_PICTURE, COST, LEASE, TERMS, WORST, Shop, StandInImageModel

TWO_AND_ONE = TERMS._replace(daily_budget=3 * WORST, kiosk_share=WORST)
"""Money for two calls of everybody, and for one of a kiosk."""


def closure_of(shop: Shop, budget: Budget) -> str:
    closure = shop.service.closure(budget)
    return closure.fault if closure else ""


def failing_with(fault: str) -> StandInImageModel:
    def fail() -> GeneratedPicture:
        raise GenerationFailed(fault)

    return StandInImageModel(fail)


def test_the_limits_of_both_budgets_are_the_days_budget() -> None:
    assert TWO_AND_ONE.limit(BUDGET) + TWO_AND_ONE.limit(KIOSK_BUDGET) == TWO_AND_ONE.daily_budget
    assert (TERMS.limit(BUDGET), TERMS.kiosk_budget) == (TERMS.daily_budget, BUDGET), "nothing is set aside"


def test_kiosks_cannot_use_what_is_there_for_everybody(shop: Shop) -> None:
    shop.terms = TWO_AND_ONE
    assert shop.run(shop.ask(0, budget=KIOSK_BUDGET).id).state == "ready"
    assert (shop.used_from(KIOSK_BUDGET), shop.used_from(BUDGET)) == (COST, 0)
    with pytest.raises(RendersClosed):
        shop.ask(1, budget=KIOSK_BUDGET)
    assert (closure_of(shop, KIOSK_BUDGET), closure_of(shop, BUDGET)) == ("budget_spent", "")
    assert shop.run(shop.ask(1).id).state == "ready"


def test_everybody_cannot_use_what_is_set_aside_for_kiosks(shop: Shop) -> None:
    shop.terms = TWO_AND_ONE._replace(daily_budget=2 * WORST)
    shop.run(shop.ask(0).id)
    with pytest.raises(RendersClosed):
        shop.ask(1)
    assert shop.run(shop.ask(1, budget=KIOSK_BUDGET).id).state == "ready"
    assert (shop.used_from(BUDGET), shop.used_from(KIOSK_BUDGET)) == (COST, COST)


def test_at_once_both_together_never_pass_the_days_budget(shop: Shop) -> None:
    """The model doesn't say what a call cost, so nothing of a reservation is given back."""
    shop.terms = TERMS._replace(daily_budget=13 * WORST, kiosk_share=4 * WORST)
    shop.image_model = StandInImageModel(lambda: A_PICTURE._replace(usage=None))
    asked = [shop.ask(number, budget=(BUDGET, KIOSK_BUDGET)[number % 2]).id for number in range(60)]
    with ThreadPoolExecutor(32) as pool:
        renders = list(pool.map(shop.run, asked))
    assert (paid(renders, BUDGET), paid(renders, KIOSK_BUDGET)) == (9, 4)
    assert (shop.used_from(BUDGET), shop.used_from(KIOSK_BUDGET)) == (9 * WORST, 4 * WORST)
    assert shop.image_model.calls == 13
    assert {it.fault for it in renders if it.state != "ready"} == {"budget_spent"}


def paid(renders: list[Render], budget: Budget) -> int:
    return sum(it.budget == budget and it.state == "ready" for it in renders)


def test_who_asks_for_a_kiosks_render_while_it_is_made_pays_nothing(shop: Shop) -> None:
    shop.terms = TWO_AND_ONE
    first = shop.ask(0, budget=KIOSK_BUDGET)
    assert shop.ask(0) == first
    shop.run(first.id)
    assert shop.ask(0).state == "ready"
    assert (shop.used_from(BUDGET), shop.used_from(KIOSK_BUDGET)) == (0, COST)


@pytest.mark.parametrize(("first", "second"), [(BUDGET, KIOSK_BUDGET), (KIOSK_BUDGET, BUDGET)])
def test_who_asks_again_pays_and_the_lost_call_stays_where_it_was(first: Budget, second: Budget, shop: Shop) -> None:
    shop.terms = TERMS._replace(kiosk_share=TERMS.daily_budget // 2)
    shop.image_model = failing_with("too_slow")
    assert shop.run(shop.ask(0, budget=first).id).fault == "too_slow"
    shop.clock.advance(31)
    shop.image_model = StandInImageModel()
    again = shop.ask(0, budget=second)
    render = shop.run(again.id)
    assert (again.budget, render.state) == (second, "ready")
    assert (shop.used_from(first), shop.used_from(second)) == (WORST, COST)
    assert render.cost == WORST + COST, "the render remembers all that it cost"


def test_a_worker_that_follows_another_reserves_and_settles_in_the_same_budget(shop: Shop) -> None:
    shop.terms = TERMS._replace(kiosk_share=3 * WORST)
    render_id = shop.ask(0, budget=KIOSK_BUDGET).id

    def vanish() -> GeneratedPicture:
        raise KeyboardInterrupt

    shop.image_model = StandInImageModel(vanish)
    with pytest.raises(KeyboardInterrupt):
        shop.run(render_id)
    shop.image_model = StandInImageModel()
    shop.clock.advance(LEASE.total_seconds() + 1)
    assert shop.run(render_id).state == "ready"
    assert (shop.used_from(KIOSK_BUDGET), shop.used_from(BUDGET)) == (WORST + COST, 0)


def test_a_render_that_waits_while_the_kiosks_money_is_used_up_costs_nothing(shop: Shop) -> None:
    shop.terms = TWO_AND_ONE
    waiting = [shop.ask(number, budget=KIOSK_BUDGET).id for number in range(2)]
    assert [shop.run(it).fault for it in waiting] == ["", "budget_spent"]
    assert (shop.used_from(KIOSK_BUDGET), shop.used_from(BUDGET)) == (COST, 0)
    assert shop.image_model.calls == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("budget", [BUDGET, KIOSK_BUDGET])
def test_a_refused_key_closes_both(budget: Budget, shop: Shop) -> None:
    shop.terms = TERMS._replace(kiosk_share=3 * WORST)
    shop.image_model = failing_with("bad_key")
    shop.run(shop.ask(0, budget=budget).id)
    assert (closure_of(shop, BUDGET), closure_of(shop, KIOSK_BUDGET)) == ("bad_key", "bad_key")
    assert (shop.used_from(BUDGET), shop.used_from(KIOSK_BUDGET)) == (0, 0)


def test_a_kiosks_limit_is_its_budget_and_not_that_of_one_client(shop: Shop) -> None:
    shop.terms = TERMS._replace(client_daily=1, kiosk_share=TERMS.daily_budget // 2)
    assert [shop.ask(number, "the kiosk", KIOSK_BUDGET).state for number in range(5)] == ["pending"] * 5
    shop.ask(5, "the kiosk")
    with pytest.raises(ShareSpent):
        shop.ask(6, "the kiosk")


def test_metrics_say_what_is_left_for_everybody_and_for_kiosks(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.terms = TERMS._replace(kiosk_share=1_000_000)
    render_id = shop.ask(0, budget=KIOSK_BUDGET).id
    with RenderMetrics(shop.store, shop.terms, shop.clock, "dev").reported(render_id):
        shop.run(render_id)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (left,) = [line for line in lines if "BudgetLeft" in line]
    assert (left["BudgetLeft"], left["KioskBudgetLeft"]) == (4.0, (1_000_000 - COST) / 1e6)
