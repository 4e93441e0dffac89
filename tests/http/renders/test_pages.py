"""A car's DALL-E renders on its page, in a browser without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.client import Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of, hidden_fields, save
from tests.support.processes import Server
from tests.support.render_pages import BLUE, CODE, ask, buttons, pictures, refreshes, seconds_to_refresh, shown, summary
from tests.support.renders import environment_of

UNBUILDABLE = code_of(features=("bose", "burmester"))


def drawings(page: Page) -> list[str | None]:
    return [tag["aria-label"] for tag in page.all("svg") if tag.get("role") == "img" and "aria-label" in tag]


@pytest.fixture
def guest(here: Server) -> Visitor:
    return here.visitor()


def test_a_render_is_asked_for_watched_and_found_finished_without_a_script(
    guest: Visitor, openai: OpenAIServer
) -> None:
    openai.behave("held")
    assert buttons(summary(guest)) == ["front"]
    answer = ask(guest)
    assert (answer.status, answer.location) == (303, f"/car/{CODE}?view=front#render")
    page = shown(guest, "Your picture is being made.")
    assert page.title.startswith("Making picture: ")
    assert refreshes(page) == [f"5;url=/car/{CODE}?view=front"]
    assert "s so far" in page.text
    assert buttons(page) == []
    openai.released.set()
    page = shown(guest, "Download")
    assert refreshes(page) == []


def test_a_finished_render_is_a_picture_with_its_words_its_download_and_its_place(guest: Visitor) -> None:
    ask(guest)
    page = shown(guest, "Download")
    assert page.title == f"Your picture is ready: {BLUE} \N{EN DASH} Profile"
    assert pictures(page) == [f"Picture by AI: {BLUE}, front three-quarter view"]
    assert "AI-generated on " in page.text
    assert "Details may differ; the parts list is correct." in page.text
    [download] = [tag["href"] or "" for tag in page.all("a") if "download=1" in (tag.get("href") or "")]
    assert guest.get(download).headers["Content-Disposition"].startswith("attachment")
    assert (buttons(page), refreshes(page)) == ([], [])
    assert summary(guest).title == f"{BLUE} \N{EN DASH} Profile", "news is shown once"


def test_a_finished_render_takes_the_place_of_the_large_drawing(guest: Visitor) -> None:
    assert drawings(summary(guest)) == [f"{BLUE}, front three-quarter view"]
    ask(guest)
    page = shown(guest, "Download")
    assert drawings(page) == ["911 Carrera with Leather, Black, interior view"]
    assert re.search(r"911 Carrera in\s+Gentian Blue", page.text)


def test_without_renders_the_parts_come_first(visitor: Visitor) -> None:
    page = summary(visitor)
    assert page.text.index("Parts and prices") < page.text.index("DALL-E renders are not available at the moment.")


def test_drawing_and_panel_show_the_same_view(guest: Visitor) -> None:
    for view, drawing in (("front", "front three-quarter"), ("side", "side"), ("rear", "side")):
        page = summary(guest, view)
        assert drawings(page) == [f"{BLUE}, {drawing} view"]
        assert buttons(page) == [view]
    assert "Front Side Rear Interior" in summary(guest).text


def test_whoever_comes_later_finds_the_render_that_is_there_or_on_its_way(here: Server, openai: OpenAIServer) -> None:
    first, other = here.visitor(), here.visitor()
    ask(first, "rear")
    shown(first, "Download", "rear")
    assert pictures(summary(other)) == [f"Picture by AI: {BLUE}, rear three-quarter view"]
    assert summary(other).title == f"{BLUE} \N{EN DASH} Profile"
    openai.behave("hang")
    ask(first, "side")
    assert "Your picture is" in shown(other, "s so far", "").text
    assert "Rear, picture ready" in summary(other).text


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
    for view, seam in (("side", True), ("front", True), ("rear", False)):
        ask(guest, view)
        page = shown(guest, "Download", view)
        ways = [tag["value"] for tag in page.all("input") if tag.get("type") == "radio" and tag["name"] == "shown"]
        assert ways == ["picture", "both", "drawing"] if seam else ["picture", "drawing"]
        assert bool([tag for tag in page.all("input") if tag.get("type") == "range"]) is seam


def test_who_was_refused_may_ask_once_more_and_then_the_drawing_stands(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("moderation")
    ask(guest)
    page = shown(guest, "Try again")
    assert page.title.startswith("The picture couldn't be made: ")
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
    assert re.search(r"You can request it again in \d+ seconds\.", page.text)
    assert buttons(page) == []
    assert 0 < seconds_to_refresh(page) <= 31, "the page reloads as soon as there is something to do"


def test_while_it_is_tried_again_the_page_says_so(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("busy_for_60")
    ask(guest)
    page = shown(guest, "OpenAI is very busy right now. It is tried again automatically.")
    assert seconds_to_refresh(page) > 50


def test_looking_again_can_be_left_to_the_reader(guest: Visitor, openai: OpenAIServer) -> None:
    openai.behave("hang")
    ask(guest)
    page = read_page(guest.get(f"/car/{CODE}?view=front&reload=off"))
    assert refreshes(page) == []
    assert "Reload" in page.text
    assert "Stop automatic reload" in summary(guest).text


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
    assert re.search(r"Today's budget for renders is spent\. You can request new ones from 00:00 UTC, in ", page.text)
    assert (page.all("time")[0]["datetime"] or "").endswith("T00:00:00Z")
    assert buttons(page) == []
    assert "Front, picture ready" in page.text


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
    assert "You have requested as many new pictures as one person can in a day. You can request more" in page.text
    assert buttons(page) == []
    assert ask(owner, "rear").status == 303, "the owner of a saved car has a limit of their own"
    shown(owner, "Download", "rear")
    assert len(openai.calls) == 2


def test_a_car_that_cannot_be_built_leads_to_what_would_mend_it(guest: Visitor, openai: OpenAIServer) -> None:
    page = summary(guest, code=UNBUILDABLE)
    assert "First resolve the conflicts." in page.text
    assert f"/car/{UNBUILDABLE}#conflicts" in [tag.get("href") for tag in page.all("a")]
    assert buttons(page) == []
    sent = {"csrf_token": hidden_fields(guest, f"/car/{CODE}")["csrf_token"], "view": "front"}
    assert guest.submit(f"/car/{UNBUILDABLE}/renders", sent).status == 303
    assert openai.calls == []


@pytest.mark.parametrize(
    "sent", [{"view": "front"}, {"view": "front", "csrf_token": "forged##token"}, {"view": "top"}, {}]
)
def test_a_form_without_its_proof_or_its_view_asks_for_nothing(
    sent: dict[str, str], here: Server, openai: OpenAIServer
) -> None:
    guest = here.visitor()
    proof = {} if "csrf_token" in sent or sent == {"view": "front"} else hidden_fields(guest, f"/car/{CODE}")
    answer = guest.submit(f"/car/{CODE}/renders", {**proof, **sent})
    assert answer.status == 400
    assert "Nothing was requested: please press the button again." in read_page(answer).text
    assert buttons(read_page(answer)) == ["front"]
    assert openai.calls == []


def test_another_sites_form_is_refused(guest: Visitor, openai: OpenAIServer) -> None:
    proof = hidden_fields(guest, f"/car/{CODE}")["csrf_token"].replace("#", "%23")
    form = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}
    answer = guest.request("POST", f"/car/{CODE}/renders", f"csrf_token={proof}&view=front".encode(), form)
    assert answer.status == 400
    assert openai.calls == []
