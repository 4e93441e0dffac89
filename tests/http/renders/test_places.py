"""Other places that show a render: after a change, with a saved car, on the home page, on other sites."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.client import Visitor
from tests.support.html import read_page
from tests.support.pages import code_of, hidden_fields, save
from tests.support.processes import Server, closed_port
from tests.support.render_pages import BLUE, CODE, ask, buttons, pictures, shown, summary
from tests.support.renders import environment_of


@pytest.fixture
def guest(here: Server) -> Visitor:
    return here.visitor()


def change_to_chalk(guest: Visitor) -> str:
    """Change the paint with the configurator's form, and return the new car's code."""
    return urlsplit(guest.get(f"/car?model=911-carrera&color=chalk&from={CODE}").location).path.rpartition("/")[2]


def test_a_store_out_of_reach_takes_neither_the_summary_nor_home_along(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    away = {"STORE": "dynamodb", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{closed_port()}"}
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "us-east-1"}
    guest = server(**environment_of(openai, **away, **keys)).visitor()
    page = summary(guest)
    assert "Pictures are unavailable right now." in page.text
    assert "$137,080" in page.text
    assert buttons(page) == []
    assert guest.get("/").status == 200


def test_the_page_with_the_form_travels_compressed_and_no_cache_keeps_it(guest: Visitor) -> None:
    answer = Visitor.request(guest, "GET", f"/car/{CODE}", headers={"Accept-Encoding": "gzip", "X-Part": "none"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-cache, private", "it sets the cookie of the form's session"
    assert {"Cookie", "X-Part"} <= set(re.split(r",\s*", ", ".join(answer.headers.get_all("Vary") or [])))
    tokens = {hidden_fields(guest, f"/car/{CODE}")["csrf_token"] for _ in range(2)}
    assert len(tokens) == 2, "a token that looks the same each time could be guessed from the length of the page"


def test_a_newer_way_of_making_pictures_is_offered_and_the_old_picture_stays(
    server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path
) -> None:
    data = str(tmp_path / "shared")
    before = server(**environment_of(openai, DATA_DIR=data, IMAGE_QUALITY="low")).visitor()
    ask(before)
    shown(before, "Download")
    after = server(**environment_of(openai, DATA_DIR=data, IMAGE_QUALITY="high")).visitor()
    page = summary(after)
    assert pictures(page) == [f"Picture by AI: {BLUE}, front three-quarter view"]
    assert "Make a new picture" in page.text
    openai.behave("cut")
    ask(after)
    page = shown(after, "A newer picture was requested, but: OpenAI answered")
    assert pictures(page) == [f"Picture by AI: {BLUE}, front three-quarter view"]


def test_a_picture_from_before_the_last_change_keeps_its_own_name(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("hang")
    ask(guest, "side")
    code = change_to_chalk(guest)
    words = f"{BLUE}, before your last change: its picture is still being made."
    assert words in shown(guest, "before your last change", "", code).text
    assert "before your last change" not in summary(guest).text, "this is the car that it shows"


def test_after_a_change_the_finished_picture_is_on_the_summary_and_with_the_saved_car(here: Server) -> None:
    guest = here.visitor()
    ask(guest, "side")
    shown(guest, "Download", "side")
    code = change_to_chalk(guest)
    page = summary(guest, code=code)
    assert f"{BLUE}, before your last change: its picture is ready." in page.text
    assert f"/car/{CODE}?view=side#render" in [tag.get("href") for tag in page.all("a")]
    save(guest, code)
    saved = read_page(guest.get("/saved"))
    assert f"{BLUE}, before your last change. AI-generated" in saved.text
    ask(guest, "rear", code)
    shown(guest, "Download", "rear", code)
    saved = read_page(guest.get("/saved"))
    assert [tag["alt"] for tag in saved.all("img")] == ["Picture by AI: 911 Carrera in Chalk, rear three-quarter view"]
    assert "before your last change" not in saved.text
    assert "before your last change" not in summary(here.visitor(), code=code).text, "others requested nothing"


def test_another_line_is_another_car_and_no_change(guest: Visitor) -> None:
    ask(guest, "side")
    shown(guest, "Download", "side")
    code = urlsplit(guest.get("/car?model=macan").location).path.rpartition("/")[2]
    assert "before your last change" not in summary(guest, code=code).text


def test_a_saved_car_without_a_picture_shows_none(guest: Visitor) -> None:
    save(guest, CODE)
    assert read_page(guest.get("/saved")).all("img") == []


def test_home_shows_what_was_drawn_and_each_picture_leads_to_its_car(here: Server) -> None:
    guest = here.visitor()
    code = code_of("macan", color="chalk")
    ask(guest, "side", code)
    shown(guest, "Download", "side", code)
    page = read_page(here.visitor().get("/"))
    assert "AI pictures" in page.text
    assert "in Chalk Side view" in page.text
    assert f"/car/{code}?view=side#render" in [tag.get("href") for tag in page.all("a")]
    (picture,) = page.all("img")
    assert (picture["loading"], picture["width"], picture["height"]) == ("lazy", "48", "32")
    assert guest.get(picture["src"] or "").status == 200


def test_home_has_no_gallery_where_nothing_was_drawn(guest: Visitor, visitor: Visitor) -> None:
    for someone in (guest, visitor):
        page = read_page(someone.get("/"))
        assert "AI pictures" not in page.text
        assert page.all("img") == []


def test_other_sites_are_still_shown_the_drawing(guest: Visitor) -> None:
    ask(guest)
    page = shown(guest, "Download")
    (picture,) = [tag["content"] or "" for tag in page.all("meta") if tag.get("property") == "og:image"]
    assert picture.endswith(f"/drawings/{CODE}/front-1200.png")


def test_the_configurator_leads_to_the_render_of_the_car_as_it_stands(guest: Visitor) -> None:
    assert "DALL-E render" in read_page(guest.get("/configure")).text
    answer = guest.get("/car?model=911-carrera&to=render")
    assert (answer.status, answer.location) == (303, f"/car/{CODE}#render")


def test_nothing_about_the_person_is_kept_with_a_render_or_written_down(here: Server, openai: OpenAIServer) -> None:
    guest = here.visitor()
    save(guest, CODE)
    ask(guest)
    shown(guest, "Download")
    sent = str([call.fields for call in openai.calls])
    for word in ("Ada Quispe", "Woman", "deutan", guest.cookies["owner"].partition(".")[0]):
        assert word not in sent
        assert word not in here.output


@pytest.mark.parametrize(
    ("settings", "sources"),
    [
        ({}, "'self' data:"),
        ({"PICTURES_URL": "http://10.0.0.2:9000/cars"}, "'self' data: http://10.0.0.2:9000"),
        ({"PICTURES_URL": "https://cdn.example.com/cars"}, "'self' data: https://cdn.example.com"),
        ({"PICTURES": "s3://bucket"}, "'self' data: https:"),
    ],
)
def test_a_page_may_load_pictures_from_where_they_are_kept_and_from_nowhere_else(
    settings: dict[str, str], sources: str, server: Callable[..., Server]
) -> None:
    policy = server(**settings).visitor().get("/").headers["Content-Security-Policy"]
    assert f"img-src {sources};" in policy
