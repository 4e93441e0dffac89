"""A render's states: who can work on it, who can request it again, what it costs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from configurator.cars.configuration import check
from configurator.cars.selection import Selection
from configurator.renders.captions import CarNames
from configurator.renders.cost import Usage
from configurator.renders.faults import FAULTS
from configurator.renders.prompt import RENDER_VIEWS
from configurator.renders.render import (
    MAX_REQUESTS_IF_REFUSED,
    Picture,
    Recipe,
    Render,
    day_of,
    midnight_after,
    scene_key,
    split_id,
)
from configurator.renders.rows import as_render, as_render_text
from configurator.renders.time_limits import TimeLimits
from configurator.renders.transitions import abandoned, claimed, failed, postponed, ready, requested_again, settlement
from configurator.settings.images import LONGEST_TIMEOUT, SHORTEST_TIMEOUT, ImageSettings
from tests.support.catalogues import OURS
from tests.support.renders import LEASE, cars

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
RECIPE = Recipe("gpt-image-2.6-flare", "medium", "1536x1024", True, "1", "1-abc")
PICTURE = Picture("a-1.webp", "image/webp", 1536, 1024, 250_000)
WAITING = Render(
    scene_key="0" * 32,
    recipe_key=RECIPE.key,
    code="F9F7-EPWE-7JFK",
    view="front",
    names=CarNames("911 Carrera", "Gentian Blue Metallic", "Leather, Black"),
    recipe=RECIPE,
    asked_at=NOW,
)
WORST, COST = 82_500, 57_020


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("call", [SHORTEST_TIMEOUT, ImageSettings().timeout, LONGEST_TIMEOUT])
def test_a_call_ends_before_its_worker_that_before_lambda_ends_it_and_that_before_its_lease(call: int) -> None:
    limits, function = TimeLimits(call), ImageSettings(timeout=call).function_timeout
    assert limits.call < limits.worker < function < limits.lease.total_seconds()
    assert function <= 900, "Lambda allows no more"


def test_the_time_limits_are_those_that_people_read_about() -> None:
    limits = TimeLimits(ImageSettings().timeout)
    assert (limits.call, limits.worker, limits.lease) == (90, 115, timedelta(seconds=150))


def test_what_waits_is_due_at_once_and_overdue_after_a_moment() -> None:
    assert WAITING.is_due(NOW)
    assert not WAITING.is_overdue(later(4))
    assert WAITING.is_overdue(later(6))


def test_what_was_put_off_is_due_when_its_time_has_come() -> None:
    waiting = postponed(claimed(WAITING, NOW, WORST, LEASE), later(60), "busy")
    assert not waiting.is_due(later(59))
    assert waiting.is_due(later(60))
    assert not waiting.is_overdue(later(64))
    assert waiting.is_overdue(later(66))


def test_what_is_in_work_is_due_when_its_lease_is_over() -> None:
    attempt = claimed(WAITING, NOW, WORST, LEASE)
    assert not attempt.is_due(NOW + LEASE - timedelta(seconds=1))
    assert attempt.is_due(NOW + LEASE)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_has_ended_is_due_for_nobody(fault: str) -> None:
    over = failed(claimed(WAITING, NOW, WORST, LEASE), NOW, fault)
    assert not over.is_open
    assert not over.is_due(later(1e6))


def test_a_refusal_may_be_answered_once() -> None:
    refused = failed(claimed(WAITING, NOW, WORST, LEASE), NOW, "refused")
    assert refused.state == "refused"
    assert refused.can_be_requested_again(NOW)
    again = failed(claimed(requested_again(refused, NOW), NOW, WORST, LEASE), NOW, "refused")
    assert again.requests == MAX_REQUESTS_IF_REFUSED
    assert not again.can_be_requested_again(later(1e6))


def test_a_failure_may_be_answered_after_a_pause_as_often_as_one_likes() -> None:
    over = WAITING
    for _ in range(5):
        over = failed(claimed(requested_again(over, NOW), NOW, WORST, LEASE), NOW, "too_slow")
        assert not over.can_be_requested_again(later(29))
        assert over.can_be_requested_again(later(30))


@pytest.mark.parametrize("state", [WAITING, claimed(WAITING, NOW, WORST, LEASE)])
def test_what_is_open_or_ready_is_not_asked_for_again(state: Render) -> None:
    finished = ready(claimed(WAITING, NOW, WORST, LEASE), NOW, PICTURE, Usage(), COST)
    assert not state.can_be_requested_again(later(1e6))
    assert not finished.can_be_requested_again(later(1e6))


def test_the_file_of_one_try_is_never_that_of_another() -> None:
    first = claimed(WAITING, NOW, WORST, LEASE)
    second = claimed(first, NOW + LEASE, WORST, LEASE)
    assert first.file_stem == f"{WAITING.id}-1"
    assert second.file_stem == f"{WAITING.id}-2"


def test_a_download_has_a_name_that_people_and_machines_can_read() -> None:
    assert WAITING.download_name(".webp") == "911-carrera-in-gentian-blue-metallic-front-three-quarter-view.webp"
    odd = WAITING._replace(names=CarNames('Über "911" / \r\nX', "", ""))
    assert odd.download_name(".png") == "ber-911-x-front-three-quarter-view.png"


def test_an_id_is_two_keys_and_nothing_else() -> None:
    assert split_id(WAITING.id) == (WAITING.scene_key, WAITING.recipe_key)
    for other in ("", WAITING.id[:-1], f"{WAITING.id}\n", WAITING.id.upper(), f"x{WAITING.id}"):
        assert split_id(other) is None


def test_one_car_is_one_scene_however_it_was_written() -> None:
    car = cars()[0].car
    assert car
    written = Selection(car.model.name.upper(), car.paint.name, car.wheels.name, car.interior.name)
    same = check(OURS, written).car
    assert same
    assert scene_key(OURS.series, same, "front") == scene_key(OURS.series, car, "front")


def test_every_car_view_and_series_is_a_scene_of_its_own() -> None:
    found = [check.car for check in cars()[:60] if check.car]
    keys = {scene_key(series, car, view) for series in (1, 2) for car in found for view in RENDER_VIEWS}
    assert len(keys) == 2 * len(found) * len(RENDER_VIEWS)


@pytest.mark.parametrize(
    "other",
    [
        RECIPE._replace(model="gpt-image-2.6-sunburst"),
        RECIPE._replace(quality="high"),
        RECIPE._replace(size="1024x1024"),
        RECIPE._replace(reference=False),
        RECIPE._replace(prompt_version="2"),
        RECIPE._replace(drawing_version="1-def"),
    ],
)
def test_whatever_makes_another_picture_makes_another_key(other: Recipe) -> None:
    assert other.key != RECIPE.key


def test_a_day_is_a_day_in_utc() -> None:
    evening_in_new_york = datetime(2026, 11, 24, 20, tzinfo=UTC).astimezone()
    assert day_of(evening_in_new_york) == "2026-11-24"
    assert midnight_after(evening_in_new_york) == datetime(2026, 11, 25, tzinfo=UTC)
    assert midnight_after(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)) == datetime(2027, 1, 1, tzinfo=UTC)


def test_what_closes_the_shop_is_surely_free() -> None:
    assert all(fault.free for fault in FAULTS.values() if fault.closes)


def test_a_newer_program_may_add_what_this_one_passes_over() -> None:
    text = as_render_text(WAITING)
    assert as_render(f'{{"mood": "blue", {text[1:]}') == WAITING


Step = tuple[str, Callable[[Render, datetime], Render]]
CLAIM: Step = ("claimed", lambda render, now: claimed(render, now, WORST, LEASE))
STEPS: list[Step] = [
    ("ready", lambda render, now: ready(render, now, PICTURE, Usage(), COST)),
    ("asked", requested_again),
    ("abandoned", lambda render, now: abandoned(render, now, "interrupted")),
    ("abandoned", lambda render, now: abandoned(render, now, "bad_key")),
    *(("failed", lambda render, now, it=fault: failed(render, now, it)) for fault in FAULTS),
    ("failed", lambda render, now: failed(render, now, "not_kept", COST)),
    *(("failed", lambda render, now, it=fault: postponed(render, now, it)) for fault in FAULTS),
]


@given(st.lists(st.one_of(st.just(CLAIM), st.sampled_from(STEPS)), max_size=30))
def test_the_ledger_always_holds_what_is_spent_and_what_is_set_aside(steps: list[Step]) -> None:
    """In any possible order of events, the ledger equals what renders cost and reserve."""
    render, ledger, now = WAITING, 0, NOW
    for name, step in steps:
        may = {
            "claimed": render.is_due(now),
            "abandoned": render.is_due(now),
            "asked": render.can_be_requested_again(now),
        }
        if may.get(name, render.state == "in_progress"):
            before, render = render, step(render, now)
            entry = settlement(before, render)
            ledger += WORST if name == "claimed" else entry.amount if entry else 0
            assert render.version == before.version + 1
        assert ledger == render.cost + render.reserved
        now += LEASE
