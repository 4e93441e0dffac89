"""The gallery of the home page, without a request."""

from datetime import UTC, datetime

from configurator.renders.captions import CarNames
from configurator.renders.render import Picture, Recipe, Render
from configurator.web.pages.gallery import GalleryItem, gallery
from tests.support.catalogues import OURS
from tests.support.pages import code_of

PICTURE = Picture("", "image/png", 1200, 433, 0)
READY = Render(
    scene_key="",
    recipe_key="",
    code=code_of(),
    view="side",
    names=CarNames("911 Carrera", "Gentian Blue Metallic", "Leather, Black"),
    recipe=Recipe("", "", "", False, "", ""),
    asked_at=datetime(2026, 11, 24, 19, 30, tzinfo=UTC),
    picture=PICTURE,
)


def shown(*renders: Render) -> tuple[GalleryItem, ...]:
    return gallery(OURS, renders, lambda render: f"/picture/{render.code}", lambda render: f"/car/{render.code}")


def test_an_item_names_its_car_and_its_view_and_leads_to_the_car() -> None:
    [item] = shown(READY)
    assert (item.name, item.view) == ("911 Carrera in Gentian Blue Metallic", "side view")
    assert (item.source, item.url) == (f"/picture/{READY.code}", f"/car/{READY.code}")
    assert item.picture == PICTURE


def test_a_render_without_a_picture_is_left_out() -> None:
    assert shown(READY._replace(picture=None)) == ()


def test_a_car_that_is_no_longer_offered_is_left_out() -> None:
    assert shown(READY._replace(code="K7M4-QX9P-2RTX"), READY) == shown(READY)
