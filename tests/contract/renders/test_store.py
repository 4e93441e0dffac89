"""Every store of renders and its ledger: one claim, one settlement, a limit that holds to the micro-dollar."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from configurator.renders.captions import CarNames
from configurator.renders.cost import Usage
from configurator.renders.render import BUDGET, KIOSK_BUDGET, Budget, LedgerEntry, Picture, Recipe, Render, day_of
from configurator.renders.store import BudgetStatus, RenderStore
from configurator.renders.transitions import abandoned, claimed, failed, postponed, ready, requested_again, settlement
from tests.support.renders import LEASE, WORST

NOW = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
TODAY = day_of(NOW)
PICTURE = Picture("a-1.webp", "image/webp", 1536, 1024, 250_000)
ASKING = LedgerEntry("client somebody", TODAY, 1, 20)


def a_render(number: int = 0, recipe: int = 0, **values: object) -> Render:
    named = {"scene_key": f"{number:032x}", "recipe_key": f"{recipe:032x}", "code": "F9F7-EPWE-7JFK", "view": "front"}
    words = {"names": CarNames("911 Carrera", "Gentian Blue Metallic", "Leather, Black"), "asked_at": NOW}
    made = Recipe("gpt-image-2.6-flare", "medium", "1536x1024", True, "1", "1-abc")
    return Render(**{**named, **words, "recipe": made, **values})  # type: ignore[arg-type]


def reserving(limit: int | None = None, budget: Budget = BUDGET) -> LedgerEntry:
    return LedgerEntry(budget, TODAY, WORST, limit)


def in_progress(store: RenderStore, number: int = 0) -> Render:
    waiting = a_render(number)
    assert store.create(waiting, ASKING) == "done"
    attempt = claimed(waiting, NOW, WORST, LEASE)
    assert store.replace(attempt, reserving()) == "done"
    return attempt


def is_ready(store: RenderStore, number: int, moment: datetime) -> Render:
    finished = ready(in_progress(store, number), moment, PICTURE, Usage(1, 2, 3), 50)
    assert store.replace(finished) == "done"
    return finished


def test_every_state_comes_back_as_it_was_written(render_store: RenderStore) -> None:
    waiting = a_render(names=CarNames("Ein 911 für Zoë", "前", ""))
    attempt = claimed(waiting, NOW, WORST, LEASE)
    later = postponed(attempt, NOW + timedelta(seconds=7), "busy")
    again = claimed(later, NOW + timedelta(seconds=8), WORST, LEASE)
    states = [waiting, attempt, later, again, ready(again, NOW, PICTURE, Usage(300, 1000, 1584), 57_020)]
    assert render_store.create(states[0], ASKING) == "done"
    assert render_store.get(waiting.id) == waiting
    for state in states[1:]:
        assert render_store.replace(state) == "done"
        assert render_store.get(state.id) == state


@pytest.mark.parametrize("render_id", ["", "-", ".", "a" * 65, f"{'0' * 32}-{'0' * 32}", "x" * 5000, "a/b"])
def test_what_is_no_id_finds_nothing(render_id: str, render_store: RenderStore) -> None:
    assert render_store.get(render_id) is None


def test_of_many_who_ask_at_once_one_creates(render_store: RenderStore) -> None:
    gate = Barrier(20)

    def ask(_: int) -> str:
        gate.wait()
        return render_store.create(a_render(), ASKING)

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(ask, range(20)))
    assert sorted(outcomes) == ["changed"] * 19 + ["done"]


def test_of_many_who_claim_at_once_one_has_it_and_one_worst_is_reserved(render_store: RenderStore) -> None:
    waiting, gate = a_render(), Barrier(20)
    render_store.create(waiting, ASKING)

    def claim(_: int) -> str:
        gate.wait()
        return render_store.replace(claimed(waiting, NOW, WORST, LEASE), reserving())

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(claim, range(20)))
    assert sorted(outcomes) == ["changed"] * 19 + ["done"]
    assert render_store.budget_status(TODAY).used == WORST


def test_what_is_settled_twice_is_counted_once(render_store: RenderStore) -> None:
    attempt = in_progress(render_store)
    finished = ready(attempt, NOW, PICTURE, Usage(), 57_020)
    settled = settlement(attempt, finished)
    assert render_store.replace(finished, settled) == "done"
    assert render_store.replace(finished, settled) == "changed"
    assert render_store.budget_status(TODAY).used == 57_020


def test_a_worker_that_comes_too_late_changes_nothing(render_store: RenderStore) -> None:
    late = in_progress(render_store)
    second = claimed(late, NOW + timedelta(minutes=5), WORST, LEASE)
    assert render_store.replace(second, reserving()) == "done"
    finished = ready(late, NOW, PICTURE, Usage(), 57_020)
    assert render_store.replace(finished, settlement(late, finished)) == "changed"
    assert render_store.get(late.id) == second
    assert render_store.budget_status(TODAY).used == 2 * WORST
    assert (second.cost, second.lost) == (WORST, 1)


@pytest.mark.parametrize(("fault", "used"), [("busy", 0), ("broken_off", WORST)])
def test_a_fault_gives_back_what_surely_was_not_spent(fault: str, used: int, render_store: RenderStore) -> None:
    attempt = in_progress(render_store)
    over = failed(attempt, NOW, fault)
    assert render_store.replace(over, settlement(attempt, over)) == "done"
    assert render_store.budget_status(TODAY).used == used


def test_the_limit_is_reached_exactly_and_never_passed(render_store: RenderStore) -> None:
    for number in range(4):
        render_store.create(a_render(number), ASKING)
    limit = 3 * WORST
    outcomes = [render_store.replace(claimed(a_render(it), NOW, WORST, LEASE), reserving(limit)) for it in range(4)]
    assert outcomes == ["done", "done", "done", "over"]
    assert render_store.budget_status(TODAY).used == limit
    refused = render_store.get(a_render(3).id)
    assert refused == a_render(3), "who is refused is not written either"


@pytest.mark.parametrize("limit", [0, WORST - 1])
def test_a_limit_below_one_render_lets_none_through(limit: int, render_store: RenderStore) -> None:
    render_store.create(a_render(), ASKING)
    assert render_store.replace(claimed(a_render(), NOW, WORST, LEASE), reserving(limit)) == "over"
    assert render_store.budget_status(TODAY).used == 0


def test_two_hundred_at_once_never_pass_the_budget_by_a_micro_dollar(render_store: RenderStore) -> None:
    fit = 37
    budget = (fit + 1) * WORST - 1
    waiting = [a_render(number) for number in range(200)]
    gate = Barrier(200)
    for render in waiting:
        render_store.create(render, ASKING._replace(limit=None))

    def claim(render: Render) -> Render | None:
        gate.wait()
        attempt = claimed(render, NOW, WORST, LEASE)
        return attempt if render_store.replace(attempt, reserving(budget)) == "done" else None

    def resolve_conflicts(attempt: Render) -> int:
        finished = ready(attempt, NOW, PICTURE, Usage(), 57_020)
        assert render_store.replace(finished, settlement(attempt, finished)) == "done"
        return finished.cost

    with ThreadPoolExecutor(200) as pool:
        attempts = [it for it in pool.map(claim, waiting) if it]
        assert (len(attempts), render_store.budget_status(TODAY).used) == (fit, fit * WORST)
        costs = list(pool.map(resolve_conflicts, attempts))
    assert render_store.budget_status(TODAY).used == sum(costs) == fit * 57_020


def test_two_budgets_at_once_fill_up_without_touching_each_other(render_store: RenderStore) -> None:
    limits: dict[Budget, int] = {BUDGET: 9 * WORST, KIOSK_BUDGET: 4 * WORST}
    waiting = [a_render(number, budget=(BUDGET, KIOSK_BUDGET)[number % 2]) for number in range(40)]
    gate = Barrier(40)
    for render in waiting:
        assert render_store.create(render) == "done"

    def claim(render: Render) -> Render | None:
        gate.wait()
        attempt = claimed(render, NOW, WORST, LEASE)
        entry = reserving(limits[render.budget], render.budget)
        return attempt if render_store.replace(attempt, entry) == "done" else None

    with ThreadPoolExecutor(40) as pool:
        attempts = [it for it in pool.map(claim, waiting) if it]
    for budget, limit in limits.items():
        assert sum(it.budget == budget for it in attempts) == limit // WORST
        assert render_store.budget_status(TODAY, budget).used == limit


def test_a_render_is_settled_in_the_budget_that_paid(render_store: RenderStore) -> None:
    in_progress(render_store, 1)
    waiting = a_render(2, budget=KIOSK_BUDGET)
    render_store.create(waiting)
    attempt = claimed(waiting, NOW, WORST, LEASE)
    render_store.replace(attempt, reserving(budget=KIOSK_BUDGET))
    finished = ready(attempt, NOW, PICTURE, Usage(), 57_020)
    assert render_store.replace(finished, settlement(attempt, finished)) == "done"
    assert render_store.budget_status(TODAY, KIOSK_BUDGET).used == 57_020
    assert render_store.budget_status(TODAY).used == WORST


def test_a_clients_share_is_counted_for_itself(render_store: RenderStore) -> None:
    share = LedgerEntry("client one", TODAY, 1, 2)
    assert [render_store.create(a_render(it), share) for it in range(3)] == ["done", "done", "over"]
    assert render_store.create(a_render(3), share._replace(scope="client two")) == "done"
    assert render_store.create(a_render(4), share._replace(day="2026-11-25")) == "done"
    assert render_store.get(a_render(2).id) is None
    assert render_store.budget_status(TODAY).used == 0


def test_who_asks_for_what_is_there_is_not_counted(render_store: RenderStore) -> None:
    share = LedgerEntry("client one", TODAY, 1, 1)
    assert render_store.create(a_render(), share) == "done"
    assert render_store.create(a_render(), share) == "changed"


def test_a_closed_shop_is_closed_for_all_until_its_hour(render_store: RenderStore) -> None:
    assert render_store.budget_status(TODAY) == BudgetStatus()
    in_progress(render_store)
    until = NOW + timedelta(minutes=5)
    render_store.close(TODAY, "bad_key", until)
    assert render_store.budget_status(TODAY) == BudgetStatus(WORST, "bad_key", until)
    assert render_store.budget_status(TODAY, KIOSK_BUDGET) == BudgetStatus(0, "bad_key", until)
    assert render_store.budget_status("2026-11-25") == BudgetStatus()


def test_a_shop_closes_before_anything_was_spent(render_store: RenderStore) -> None:
    render_store.close(TODAY, "quota", NOW)
    assert render_store.budget_status(TODAY) == BudgetStatus(0, "quota", NOW)
    in_progress(render_store)
    assert render_store.budget_status(TODAY) == BudgetStatus(WORST, "quota", NOW)


def test_a_scene_shows_its_renders_the_last_asked_for_first(render_store: RenderStore) -> None:
    first = a_render(1, 1)
    later = a_render(1, 2, asked_at=NOW + timedelta(days=3))
    other = a_render(2, 1)
    for render in (first, later, other):
        render_store.create(render, ASKING)
    assert render_store.list_by_scene(first.scene_key) == (later, first)
    assert render_store.list_by_scene("f" * 32) == ()


def test_a_shelf_holds_the_ready_of_a_month_the_newest_first(render_store: RenderStore) -> None:
    moments = [NOW.replace(microsecond=0), NOW, NOW.replace(month=10), NOW + timedelta(seconds=1)]
    first, second, before, last = (is_ready(render_store, number, moment) for number, moment in enumerate(moments))
    assert render_store.list_by_index("ready", "2026-11") == (last, second, first)
    assert render_store.list_by_index("ready", "2026-11", limit=2) == (last, second)
    assert render_store.list_by_index("ready", "2026-10") == (before,)
    assert render_store.list_by_index("ready", "2026-09") == ()


def test_the_open_shelf_holds_what_is_still_to_be_worked_on(render_store: RenderStore) -> None:
    waiting, attempt = a_render(1), in_progress(render_store, 2)
    render_store.create(waiting, ASKING)
    is_ready(render_store, 3, NOW)
    assert set(render_store.list_by_index("open", "")) == {waiting, attempt}


def test_what_ended_at_a_cost_is_found_and_what_cost_nothing_is_not(render_store: RenderStore) -> None:
    lost, free = in_progress(render_store, 1), in_progress(render_store, 2)
    costly = failed(lost, NOW, "too_slow")
    render_store.replace(costly)
    render_store.replace(failed(free, NOW, "refused"))
    assert render_store.list_by_index("ended", "2026-11") == (costly,)


def test_a_render_that_is_asked_for_again_leaves_its_shelf(render_store: RenderStore) -> None:
    over = failed(in_progress(render_store), NOW, "too_slow")
    render_store.replace(over)
    again = requested_again(over, NOW + timedelta(minutes=1))
    assert render_store.replace(again, ASKING) == "done"
    assert render_store.list_by_index("ended", "2026-11") == ()
    assert render_store.list_by_index("open", "") == (again,)


def test_only_the_state_that_was_seen_is_removed(render_store: RenderStore) -> None:
    waiting = a_render()
    render_store.create(waiting, ASKING)
    over = abandoned(waiting, NOW, "car_gone")
    render_store.replace(over)
    assert render_store.remove(waiting) is False
    assert render_store.remove(over) is True
    assert render_store.remove(over) is False
    assert render_store.get(waiting.id) is None
    assert render_store.create(waiting, ASKING) == "done"


def test_all_are_listed_for_the_operator(render_store: RenderStore) -> None:
    made = {a_render(number) for number in range(30)}
    for render in made:
        render_store.create(render, ASKING._replace(limit=None))
    assert set(render_store.all()) == made


def test_a_store_that_is_there_answers(render_store: RenderStore) -> None:
    render_store.ping()
