"""What the pages say of a car's DALL-E renders, to a browser without a script."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page
from tests.support.openai_server import OpenAIServer
from tests.support.pages import code_of, form_of, save
from tests.support.processes import Server, closed_port
from tests.support.renders import environment_of, eventually

CODE = code_of()
BLUE = "911 Carrera in Gentian Blue Metallic"
ASK = "Ask for a DALL-E render"
UNBUILDABLE = code_of(features=("bose", "burmester"))


@pytest.fixture
def here(server: Callable[..., Server], openai: OpenAIServer) -> Server:
    return server(**environment_of(openai))


@pytest.fixture
def guest(here: Server) -> Visitor:
    return here.visitor()


def summary(guest: Visitor, view: str = "", code: str = CODE) -> Page:
    answer = guest.get(f"/car/{code}?view={view}")
    assert answer.status == 200
    return read_page(answer)


def ask(guest: Visitor, view: str = "front", code: str = CODE) -> Answer:
    """Press the button on the summary."""
    proof = {"csrf_token": form_of(guest, f"/car/{code}?view={view}")["csrf_token"]}
    return guest.submit(f"/car/{code}/renders", {**proof, "view": view})


def shown(guest: Visitor, words: str, view: str = "front", code: str = CODE) -> Page:
    """The summary, as soon as it says this."""

    def look() -> Page | None:
        page = summary(guest, view, code)
        return page if words in page.text else None

    found = eventually(look)
    assert isinstance(found, Page)
    return found


def buttons(page: Page) -> list[str]:
    """What forms offer to ask for, by its view."""
    return [tag.get("value") or "" for tag in page.all("button") if tag.get("name") == "view"]


def pictures(page: Page) -> list[str]:
    return [tag["alt"] or "" for tag in page.all("img") if "data-picture" in tag]


def refreshes(page: Page) -> list[str]:
    """When a browser without a script looks again, and where."""
    return [tag["content"] or "" for tag in page.all("meta") if tag.get("http-equiv") == "refresh"]


def seconds_to_refresh(page: Page) -> int:
    (refresh,) = refreshes(page)
    return int(refresh.partition(";")[0])


def test_a_render_is_asked_for_watched_and_found_finished_without_a_script(
    guest: Visitor, openai: OpenAIServer
) -> None:
    openai.behave("held")
    assert buttons(summary(guest)) == ["front"]
    answer = ask(guest)
    assert (answer.status, answer.location) == (303, f"/car/{CODE}?view=front#render")
    page = shown(guest, "Your picture is being drawn.")
    assert page.title.startswith("Being drawn: ")
    assert refreshes(page) == [f"5;url=/car/{CODE}?view=front"]
    assert "seconds so far" in page.text
    assert buttons(page) == []
    openai.released.set()
    page = shown(guest, "Download")
    assert refreshes(page) == []


def test_a_finished_render_is_a_picture_with_its_words_its_download_and_its_place(guest: Visitor) -> None:
    ask(guest)
    page = shown(guest, "Download")
    assert page.title == f"Your picture is ready: {BLUE} \N{EN DASH} Profile"
    assert pictures(page) == [f"Picture by AI: {BLUE}, front three-quarter view"]
    assert "A mood picture, made by AI" in page.text
    assert "The list is what counts." in page.text
    [download] = [tag["href"] or "" for tag in page.all("a") if "download=1" in (tag.get("href") or "")]
    assert guest.get(download).headers["Content-Disposition"].startswith("attachment")
    assert (buttons(page), refreshes(page)) == ([], [])
    assert summary(guest).title == f"{BLUE} \N{EN DASH} Profile", "what was told once is no news"


def test_whoever_comes_later_finds_the_render_that_is_there_or_on_its_way(here: Server, openai: OpenAIServer) -> None:
    first, other = here.visitor(), here.visitor()
    ask(first, "rear")
    shown(first, "Download", "rear")
    assert pictures(summary(other)) == [f"Picture by AI: {BLUE}, rear three-quarter view"]
    assert summary(other).title == f"{BLUE} \N{EN DASH} Profile"
    openai.behave("hang")
    ask(first, "side")
    assert "Your picture is" in shown(other, "seconds so far", "").text
    assert "Rear , picture ready" in summary(other).text


def test_another_view_is_a_render_of_its_own(guest: Visitor, openai: OpenAIServer) -> None:
    for view, name in (("front", "front three-quarter"), ("side", "side"), ("rear", "rear three-quarter")):
        ask(guest, view)
        assert pictures(shown(guest, "Download", view)) == [f"Picture by AI: {BLUE}, {name} view"]
    ask(guest, "interior")
    assert pictures(shown(guest, "Download", "interior")) == [
        "Picture by AI: 911 Carrera with Leather, Black, interior view"
    ]
    assert len(openai.calls) == 4


def test_drawing_and_picture_are_laid_over_each_other_only_where_they_show_the_same(guest: Visitor) -> None:
    for view, seam in (("side", True), ("front", False)):
        ask(guest, view)
        page = shown(guest, "Download", view)
        ways = [tag["value"] for tag in page.all("input") if tag.get("type") == "radio" and tag["name"] == "shown"]
        assert ways == ["picture", "both", "drawing"] if seam else ["picture", "drawing"]
        assert bool([tag for tag in page.all("input") if tag.get("type") == "range"]) is seam


def test_who_was_refused_may_ask_once_more_and_then_the_drawing_stands(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("moderation")
    ask(guest)
    page = shown(guest, "Ask once more")
    assert page.title.startswith("No picture this time: ")
    assert "safety check declined" in page.text
    assert "your car is fine" in page.text
    ask(guest)
    page = shown(guest, "The drawing shows your car with everything you chose.")
    assert buttons(page) == []
    assert len(openai.calls) == 2


def test_a_failure_says_what_happened_and_when_to_ask_again(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("cut")
    ask(guest)
    page = shown(guest, "OpenAI answered, but not with a picture")
    assert re.search(r"You can ask again in \d+ seconds\.", page.text)
    assert buttons(page) == []
    assert 0 < seconds_to_refresh(page) <= 31, "the page looks again when there is something to do"


def test_while_it_is_tried_again_the_page_says_so(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("busy_for_60")
    ask(guest)
    page = shown(guest, "OpenAI is very busy just now. It is tried again by itself.")
    assert seconds_to_refresh(page) > 50


def test_looking_again_can_be_left_to_the_reader(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("hang")
    ask(guest)
    page = read_page(guest.get(f"/car/{CODE}?view=front&reload=off"))
    assert refreshes(page) == []
    assert "Look again" in page.text
    assert "Only when I say so" in summary(guest).text


def test_without_a_key_the_drawing_stands_and_nothing_is_offered_in_vain(visitor: Visitor) -> None:
    page = summary(visitor)
    assert "DALL-E renders are not available at the moment. The drawing shows your car" in page.text
    assert buttons(page) == []
    assert [tag for tag in page.all("div") if tag.get("aria-label") == "View of the render"] == []
    assert "DALL-E render" not in read_page(visitor.get("/configure")).text


def test_a_refused_key_ends_it_for_everybody_and_no_button_is_left(here: Server, openai: OpenAIServer) -> None:
    openai.behave("bad_key")
    guest = here.visitor()
    ask(guest)
    page = shown(guest, "not available at the moment")
    assert buttons(page) == buttons(summary(here.visitor(), "rear", code_of(color="chalk"))) == []
    assert len(openai.calls) == 1


def test_a_spent_budget_says_until_when_and_leaves_what_is_there(
    server: Callable[..., Server], openai: OpenAIServer, tmp_path: Path
) -> None:
    data = str(tmp_path / "shared")
    rich = server(**environment_of(openai, DATA_DIR=data)).visitor()
    ask(rich)
    shown(rich, "Download")
    poor = server(**environment_of(openai, DATA_DIR=data, IMAGE_DAILY_BUDGET_USD="0.01")).visitor()
    assert pictures(summary(poor)) == [f"Picture by AI: {BLUE}, front three-quarter view"]
    page = summary(poor, "rear")
    assert re.search(r"Today's budget for renders is spent\. New ones can be asked for from 00:00 UTC , in ", page.text)
    assert (page.all("time")[0]["datetime"] or "").endswith("T00:00:00Z")
    assert buttons(page) == []
    assert "Front , picture ready" in page.text


def test_a_spent_share_says_until_when_and_others_have_theirs(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    here = server(**environment_of(openai, IMAGE_CLIENT_DAILY="1"))
    guest, owner = here.visitor(), here.visitor()
    save(owner, CODE)
    ask(guest)
    shown(guest, "Download")
    refused = ask(guest, "rear")
    page = read_page(refused)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "You have asked for as many new pictures as one may in a day. You can ask for more" in page.text
    assert buttons(page) == []
    assert ask(owner, "rear").status == 303, "who opens a saved car has a share of their own"
    shown(owner, "Download", "rear")
    assert len(openai.calls) == 2


def test_a_car_that_cannot_be_built_leads_to_what_would_mend_it(guest: Visitor, openai: OpenAIServer) -> None:
    page = summary(guest, code=UNBUILDABLE)
    assert "First mend the car." in page.text
    assert f"/car/{UNBUILDABLE}#conflicts" in [tag.get("href") for tag in page.all("a")]
    assert buttons(page) == []
    sent = {"csrf_token": form_of(guest, f"/car/{CODE}")["csrf_token"], "view": "front"}
    assert guest.submit(f"/car/{UNBUILDABLE}/renders", sent).status == 303
    assert openai.calls == []


def test_a_store_out_of_reach_takes_neither_the_summary_nor_home_along(
    server: Callable[..., Server], openai: OpenAIServer
) -> None:
    away = {"STORE": "dynamodb", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{closed_port()}"}
    keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": "us-east-1"}
    guest = server(**environment_of(openai, **away, **keys)).visitor()
    page = summary(guest)
    assert "Pictures are out of reach." in page.text
    assert "$137,080" in page.text
    assert buttons(page) == []
    assert guest.get("/").status == 200


@pytest.mark.parametrize(
    "sent", [{"view": "front"}, {"view": "front", "csrf_token": "forged##token"}, {"view": "top"}, {}]
)
def test_a_form_without_its_proof_or_its_view_asks_for_nothing(
    sent: dict[str, str], here: Server, openai: OpenAIServer
) -> None:
    guest = here.visitor()
    proof = {} if "csrf_token" in sent or sent == {"view": "front"} else form_of(guest, f"/car/{CODE}")
    answer = guest.submit(f"/car/{CODE}/renders", {**proof, **sent})
    assert answer.status == 400
    assert "Nothing was asked for yet: please ask once more." in read_page(answer).text
    assert buttons(read_page(answer)) == ["front"]
    assert openai.calls == []


def test_another_sites_form_is_refused(guest: Visitor, openai: OpenAIServer) -> None:
    proof = form_of(guest, f"/car/{CODE}")["csrf_token"].replace("#", "%23")
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}
    answer = guest.request("POST", f"/car/{CODE}/renders", f"csrf_token={proof}&view=front".encode(), form)
    assert answer.status == 400
    assert openai.calls == []


def test_the_page_with_the_form_travels_compressed_and_no_cache_keeps_it(guest: Visitor) -> None:
    answer = Visitor.request(guest, "GET", f"/car/{CODE}", headers={"Accept-Encoding": "gzip", "X-Part": "none"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert {"Cookie", "X-Part"} <= set(re.split(r",\s*", ", ".join(answer.headers.get_all("Vary") or [])))
    assert re.match(r"20\d{12}##", form_of(guest, f"/car/{CODE}")["csrf_token"]), "the proof ends, so it changes"


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
    assert "Have it drawn anew" in page.text
    openai.behave("cut")
    ask(after)
    page = shown(after, "A newer picture was asked for, but: OpenAI answered")
    assert pictures(page) == [f"Picture by AI: {BLUE}, front three-quarter view"]


def change_to_chalk(guest: Visitor) -> str:
    """Through the configurator's form to another paint; the code of the new car."""
    return urlsplit(guest.get(f"/car?model=911-carrera&color=chalk&from={CODE}").location).path.rpartition("/")[2]


def test_a_picture_from_before_the_last_change_keeps_its_own_name(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("hang")
    ask(guest, "side")
    code = change_to_chalk(guest)
    words = f"{BLUE} , before your last change: its picture is still being drawn."
    assert words in shown(guest, "before your last change", "", code).text
    assert "before your last change" not in summary(guest).text, "this is the car that it shows"


def test_after_a_change_the_finished_picture_is_on_the_summary_and_with_the_saved_car(here: Server) -> None:
    guest = here.visitor()
    ask(guest, "side")
    shown(guest, "Download", "side")
    code = change_to_chalk(guest)
    page = summary(guest, code=code)
    assert f"{BLUE} , before your last change: its picture is ready." in page.text
    assert f"/car/{CODE}?view=side#render" in [tag.get("href") for tag in page.all("a")]
    save(guest, code)
    saved = read_page(guest.get("/saved"))
    assert f"{BLUE} , before your last change. A mood picture" in saved.text
    ask(guest, "rear", code)
    shown(guest, "Download", "rear", code)
    saved = read_page(guest.get("/saved"))
    assert [tag["alt"] for tag in saved.all("img")] == ["Picture by AI: 911 Carrera in Chalk, rear three-quarter view"]
    assert "before your last change" not in saved.text
    assert "before your last change" not in summary(here.visitor(), code=code).text, "others asked for nothing"


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
    assert "As photographs" in page.text
    assert "in Chalk Side view" in page.text
    assert f"/car/{code}?view=side#render" in [tag.get("href") for tag in page.all("a")]
    (picture,) = page.all("img")
    assert (picture["loading"], picture["width"], picture["height"]) == ("lazy", "48", "32")
    assert guest.get(picture["src"] or "").status == 200


def test_home_has_no_gallery_where_nothing_was_drawn(guest: Visitor, visitor: Visitor) -> None:
    for someone in (guest, visitor):
        page = read_page(someone.get("/"))
        assert "As photographs" not in page.text
        assert page.all("img") == []


def test_other_sites_are_still_shown_the_drawing(guest: Visitor) -> None:
    ask(guest)
    page = shown(guest, "Download")
    (picture,) = [tag["content"] or "" for tag in page.all("meta") if tag.get("property") == "og:image"]
    assert picture.endswith(f"/drawings/{CODE}/side-1200.png")


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
