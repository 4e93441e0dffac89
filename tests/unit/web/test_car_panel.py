"""The panel of a car's renders, without a request: a real store in a folder, and URLs from plain functions."""

from datetime import timedelta

import pytest

from configurator.cars.opened_car import OpenedCar, open_checked, open_code
from configurator.renders.prompt import RENDER_VIEWS, RenderView
from configurator.renders.render import Render, midnight_after
from configurator.web.pages.renders.links import PanelLinks
from configurator.web.pages.renders.panel import SHARE_SPENT, Panel, car_panel, newest_picture, share_spent_panel
from tests.support.catalogues import OURS
from tests.support.pages import code_of
from tests.support.renders import TERMS, Shop, UnreachableStore, cars

LINKS = PanelLinks(
    drawing=lambda code, name: f"/drawings/{code}/{name}",
    picture=lambda it: f"/renders/{it}/picture",
    page=lambda code, view: f"/car/{code}?view={view}",
    request=lambda code: f"/car/{code}/renders",
)


@pytest.fixture
def car() -> OpenedCar:
    opened = open_checked(OURS, cars()[0])
    assert opened
    return opened


def request(shop: Shop, view: RenderView) -> Render:
    shop.clock.advance(1)
    return shop.service.request(cars()[0], view, "somebody")


def make_picture(shop: Shop, view: RenderView) -> Render:
    return shop.run(request(shop, view).id)


def panel(shop: Shop, car: OpenedCar, wanted: RenderView | None = None) -> Panel:
    return car_panel(shop.service, LINKS, car, wanted)


def test_a_car_without_renders_can_get_one_from_the_front(shop: Shop, car: OpenedCar) -> None:
    shown = panel(shop, car)
    assert (shown.state, shown.view, shown.may_request, shown.choosable) == ("not_requested", "front", True, True)
    assert shown.drawing == f"/drawings/{car.code}/front.svg"
    assert set(shown.marks.values()) == {""}


def test_a_requested_render_is_open_and_can_not_be_requested_again(shop: Shop, car: OpenedCar) -> None:
    render = request(shop, "front")
    shop.clock.advance(7)
    shown = panel(shop, car)
    assert (shown.state, shown.is_open, shown.may_request, shown.elapsed) == ("requested", True, False, 7)
    assert (shown.render, shown.picture, shown.marks["front"]) == (render, None, "open")


def test_a_finished_render_has_its_picture_and_what_the_last_ones_took(shop: Shop, car: OpenedCar) -> None:
    render = make_picture(shop, "side")
    shown = panel(shop, car)
    assert (shown.state, shown.view, shown.may_request, shown.marks["side"]) == ("ready", "side", False, "ready")
    assert shown.picture
    assert shown.picture["url"] == f"/renders/{render.id}/picture"
    assert shown.usual


def test_without_a_wanted_view_it_shows_the_one_under_way_then_one_with_a_picture(shop: Shop, car: OpenedCar) -> None:
    make_picture(shop, "side")
    assert panel(shop, car).view == "side"
    request(shop, "rear")
    assert panel(shop, car).view == "rear"
    assert panel(shop, car, "interior").view == "interior"


@pytest.mark.parametrize("view", RENDER_VIEWS)
def test_a_slider_compares_only_views_from_the_same_place(shop: Shop, car: OpenedCar, view: RenderView) -> None:
    shown = panel(shop, car, view)
    assert shown.has_seam is (view != "rear")
    assert shown.drawing.endswith("/side.svg" if view == "rear" else f"/{view}.svg")


def test_an_older_picture_stays_while_a_newer_model_can_make_another(shop: Shop, car: OpenedCar) -> None:
    old = make_picture(shop, "front")
    shop.terms = TERMS._replace(recipe=TERMS.recipe._replace(quality="high"))
    shown = panel(shop, car)
    assert (shown.state, shown.render, shown.may_request) == ("ready", old, True)


def test_a_car_that_cannot_be_built_has_no_renders(shop: Shop) -> None:
    shown = panel(shop, open_code(OURS, code_of(features=("bose", "burmester"))))
    assert (shown.state, shown.may_request, shown.choosable) == ("unbuildable", False, False)


def test_without_a_key_the_store_is_not_read(shop: Shop, car: OpenedCar) -> None:
    shop.terms, shop.store = TERMS._replace(enabled=False), UnreachableStore()  # type: ignore[assignment]
    shown = panel(shop, car)
    assert (shown.state, shown.may_request) == ("unavailable", False)
    assert shown.reason
    assert newest_picture(shop.service, car) is None


def test_a_store_that_cannot_answer_costs_the_renders_alone(shop: Shop, car: OpenedCar) -> None:
    shop.store = UnreachableStore()  # type: ignore[assignment]
    shown = panel(shop, car, "rear")
    assert (shown.state, shown.view, shown.may_request) == ("out_of_reach", "rear", False)
    assert newest_picture(shop.service, car) is None


def test_a_spent_budget_says_until_when_and_leaves_the_pictures(shop: Shop, car: OpenedCar) -> None:
    make_picture(shop, "side")
    shop.terms = TERMS._replace(daily_budget=1)
    assert panel(shop, car).state == "ready"
    shown = panel(shop, car, "front")
    assert (shown.state, shown.may_request, shown.choosable) == ("budget_spent", False, True)
    assert shown.until
    assert shown.until.clock == "00:00"


@pytest.mark.parametrize(("has_picture", "state"), [(False, "share_spent"), (True, "ready")])
def test_a_spent_share_is_said_beside_a_picture_or_in_its_place(
    shop: Shop, car: OpenedCar, has_picture: bool, state: str
) -> None:
    if has_picture:
        make_picture(shop, "front")
    shown = share_spent_panel(panel(shop, car, "front"), midnight_after(shop.clock()), shop.clock())
    assert (shown.state, shown.may_request, shown.choosable) == (state, False, has_picture)
    assert shown.reason == SHARE_SPENT
    assert shown.until
    assert shown.until.seconds <= timedelta(days=1).total_seconds()


def test_the_newest_picture_is_the_one_that_became_ready_last_of_any_view(shop: Shop, car: OpenedCar) -> None:
    assert newest_picture(shop.service, car) is None
    make_picture(shop, "rear")
    front = make_picture(shop, "front")
    request(shop, "side")
    assert newest_picture(shop.service, car) == front
