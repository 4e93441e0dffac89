"""What a browser's session knows of the last render that it requested. The session is a plain dict here."""

import pytest

from configurator.cars.opened_car import OpenedCar, open_code
from configurator.renders.faults import GenerationFailed
from configurator.renders.pictures import GeneratedPicture
from configurator.renders.render import Render
from configurator.web.pages.renders.session import (
    Session,
    earlier_render,
    is_awaited,
    remember_change,
    remember_request,
)
from tests.support.catalogues import OURS
from tests.support.pages import code_of
from tests.support.renders import Shop, StandInImageModel, UnreachableStore

BEFORE = code_of()
CHANGED = code_of(color="chalk")
OTHER_LINE = code_of("taycan")


@pytest.fixture
def session() -> Session:
    return {}


@pytest.fixture
def render(shop: Shop, session: Session) -> Render:
    """A render of the car before the change, requested in this session."""
    requested = shop.service.request(opened(BEFORE).checked, "front", "somebody")
    remember_request(session, requested)
    return requested


def opened(code: str) -> OpenedCar:
    return open_code(OURS, code)


def fail() -> GeneratedPicture:
    raise GenerationFailed("no_picture")


def test_a_browser_waits_until_it_has_seen_the_end(shop: Shop, session: Session, render: Render) -> None:
    assert is_awaited(session, render)
    assert is_awaited(session, render)
    finished = shop.run(render.id)
    assert is_awaited(session, finished)
    assert not is_awaited(session, finished)


def test_it_waits_for_no_other_render(session: Session, render: Render) -> None:
    assert not is_awaited(session, None)
    assert not is_awaited(session, render._replace(scene_key="another"))
    assert not is_awaited({}, render)


def test_after_a_change_the_earlier_render_is_known_while_it_is_made_and_when_it_is_ready(
    shop: Shop, session: Session, render: Render
) -> None:
    remember_change(session, CHANGED)
    assert earlier_render(session, shop.service, opened(CHANGED)) == render
    finished = shop.run(render.id)
    assert earlier_render(session, shop.service, opened(CHANGED)) == finished


def test_it_is_earlier_only_for_the_car_that_the_change_led_to(shop: Shop, session: Session, render: Render) -> None:
    assert earlier_render(session, shop.service, opened(CHANGED)) is None
    remember_change(session, CHANGED)
    assert earlier_render(session, shop.service, opened(code_of(color="white"))) is None


@pytest.mark.parametrize("code", [BEFORE, OTHER_LINE], ids=["the same car", "another line"])
def test_the_same_car_and_another_line_have_no_earlier_render(
    shop: Shop, session: Session, render: Render, code: str
) -> None:
    remember_change(session, code)
    assert earlier_render(session, shop.service, opened(code)) is None


def test_a_render_that_failed_is_not_shown(shop: Shop, session: Session, render: Render) -> None:
    shop.image_model = StandInImageModel(fail)
    remember_change(session, CHANGED)
    assert shop.run(render.id).picture is None
    assert earlier_render(session, shop.service, opened(CHANGED)) is None


def test_a_store_that_cannot_answer_costs_the_earlier_render_alone(
    shop: Shop, session: Session, render: Render
) -> None:
    remember_change(session, CHANGED)
    shop.store = UnreachableStore()  # type: ignore[assignment]
    assert earlier_render(session, shop.service, opened(CHANGED)) is None


def test_a_change_before_any_request_is_not_remembered() -> None:
    session: Session = {}
    remember_change(session, CHANGED)
    assert session == {}
