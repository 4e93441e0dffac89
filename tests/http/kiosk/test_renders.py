"""A car's DALL-E renders on a kiosk: offered, paid from the kiosks' budget, and found on the visitor's phone."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of, hidden_fields
from tests.support.processes import Server, aws_settings
from tests.support.render_pages import BLUE, CODE, ask, buttons, pictures, summary
from tests.support.renders import COST, eventually
from tests.support.staff import enrolled_screen, press, screen_address, staff_of

FINISH = f"/kiosk/finish/{CODE}"
OFFER = "See it as a photo"
QR = "QR code that opens this car"
NO_WAIT = "You don't have to wait: the code shows it on your phone when it is ready."
INSIDE = re.compile(r"/kiosk(/|\?|$)|/static/|#")
STAFF = "the staff's own secret"
STAFF_HASH = hashlib.sha256(STAFF.encode()).hexdigest()
Shop = Callable[..., Server]


def request(visitor: Visitor, view: str = "front", code: str = CODE) -> Answer:
    """Touch a view on the Finish page."""
    path = f"/kiosk/finish/{code}"
    return visitor.submit(f"{path}/renders", {**hidden_fields(visitor, path), "view": view})


def finish(visitor: Visitor, view: str = "", code: str = CODE) -> Page:
    """The Finish page. Whatever it shows, nothing leads out of the kiosk, and no cache stores it."""
    answer = visitor.get(f"/kiosk/finish/{code}?view={view}")
    page = read_page(answer)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    leading = [address for name in ("href", "action", "formaction") for address in page.values(name)]
    assert [address for address in leading if not INSIDE.match(address)] == []
    assert QR in page.values("aria-label"), "the code stays in sight"
    return page


def shown(visitor: Visitor, words: str, view: str = "front", code: str = CODE) -> Page:
    """The Finish page, as soon as it contains these words."""

    def look() -> Page | None:
        page = finish(visitor, view, code)
        return page if words in page.text else None

    found = eventually(look)
    assert isinstance(found, Page)
    return found


def links_to_views(page: Page) -> list[str]:
    return [tag["href"] or "" for tag in page.all("a") if "data-view" in tag]


def screen_of(server: Server) -> Visitor:
    """An enrolled kiosk."""
    return enrolled_screen(server, staff_of(server))


def used(server: Server) -> tuple[float, float]:
    """What staff see of today's costs, in USD: of the website, and of the kiosks."""
    renders: dict[str, Any] = server.client(Authorization=f"Bearer {STAFF}").get("/health").json()["renders"]
    return renders["budgetUsd"]["used"], renders["kioskBudgetUsd"]["used"]


def test_without_renders_nothing_is_offered(visitor: Visitor) -> None:
    page = finish(visitor)
    assert OFFER not in page.text
    assert (buttons(page), page.all("section")) == ([], [])
    assert "js/render.js" not in visitor.get(FINISH).text


def test_four_views_are_offered_and_one_touch_requests_one(shop: Shop, openai: OpenAIServer) -> None:
    visitor = shop().visitor()
    openai.behave("held")
    page = finish(visitor)
    assert f"{OFFER} An AI picture of exactly this car. {NO_WAIT}" in page.text
    assert buttons(page) == ["front", "side", "rear", "interior"]
    answer = request(visitor)
    assert (answer.status, answer.location) == (303, f"{FINISH}?view=front")
    page = shown(visitor, "Your picture is being made.")
    assert NO_WAIT in page.text
    assert buttons(page) == ["side", "rear", "interior"]
    openai.released.set()
    page = shown(visitor, "Made by AI. Details may differ.")
    assert pictures(page) == [f"Picture by AI: {BLUE}, front three-quarter view"]
    assert "Download" not in page.text
    assert links_to_views(page) == [f"{FINISH}?view=front"]


def test_the_code_shows_the_picture_on_a_phone(shop: Shop, openai: OpenAIServer) -> None:
    here = shop()
    openai.behave("held")
    request(here.visitor(), "rear")
    phone = here.visitor()
    waiting = summary(phone)
    assert "Your picture is" in waiting.text
    assert waiting.values("data-poll")
    openai.released.set()
    found = eventually(lambda: pictures(summary(phone)))
    assert found == [f"Picture by AI: {BLUE}, rear three-quarter view"]


def test_kiosks_pay_for_theirs_and_the_website_for_its_own(shop: Shop) -> None:
    here = shop(STAFF_TOKEN_HASH=STAFF_HASH)
    at_kiosk, at_home = screen_of(here), here.visitor()
    request(at_kiosk)
    shown(at_kiosk, "Made by AI.")
    assert used(here) == (0.0, COST / 1e6)
    ask(at_home, "rear")
    eventually(lambda: pictures(summary(at_home, "rear")))
    assert used(here) == (COST / 1e6, COST / 1e6)
    assert request(at_kiosk, "rear").status == 303
    assert used(here) == (COST / 1e6, COST / 1e6), "a picture that is there costs nothing"


@pytest.mark.parametrize(("percent", "on_kiosk", "on_website"), [("1", [], ["front"]), ("99", ["front"], [])])
def test_one_budget_that_is_used_up_leaves_the_other(
    percent: str, on_kiosk: list[str], on_website: list[str], shop: Shop
) -> None:
    visitor = screen_of(shop(KIOSK_BUDGET_PERCENT=percent))
    page = finish(visitor)
    assert buttons(page)[:1] == on_kiosk
    assert ("No more new pictures today." in page.text) == (on_kiosk == [])
    assert buttons(summary(visitor)) == on_website


def test_a_screen_that_is_not_enrolled_or_was_revoked_is_a_client_like_any_other(shop: Shop) -> None:
    here = shop(IMAGE_CLIENT_DAILY="1", STAFF_TOKEN_HASH=STAFF_HASH)
    staff, stranger = staff_of(here), here.visitor()
    assert request(stranger).status == 303
    shown(stranger, "Made by AI.")
    assert used(here) == (COST / 1e6, 0.0)
    screen = enrolled_screen(here, staff)
    assert request(screen, "rear").status == 303, "the limit of one client doesn't hold for kiosks"
    press(staff, f"{screen_address(staff)}/revoke")
    assert request(screen, "side").status == 429


def test_without_a_part_of_its_own_a_kiosk_uses_the_budget_and_the_limit_of_all(shop: Shop) -> None:
    here = shop(KIOSK_PIN_HASH="", IMAGE_CLIENT_DAILY="1", STAFF_TOKEN_HASH=STAFF_HASH)
    visitor = here.visitor()
    assert request(visitor).status == 303
    refused = request(visitor, "rear")
    page = read_page(refused)
    assert refused.status == 429
    assert "No more new pictures today. The drawing shows your car" in page.text
    assert buttons(page) == []
    assert "kioskBudgetUsd" not in here.client(Authorization=f"Bearer {STAFF}").get("/health").json()["renders"]


def test_the_visitors_of_a_kiosk_are_not_limited_like_one_person(shop: Shop) -> None:
    visitor = screen_of(shop(IMAGE_CLIENT_DAILY="1"))
    assert [request(visitor, view).status for view in ("front", "side", "rear")] == [303, 303, 303]
    assert ask(visitor, "interior").status == 303, "the website's limit is not used up either"
    assert ask(visitor, "interior", code_of(color="chalk")).status == 429


def test_nothing_of_the_request_stays_in_the_browser_and_the_picture_is_made_all_the_same(
    shop: Shop, openai: OpenAIServer
) -> None:
    openai.behave("held")
    visitor = shop().visitor()
    before = hidden_fields(visitor, FINISH), dict(visitor.cookies)
    assert visitor.submit(f"{FINISH}/renders", {**before[0], "view": "front"}).status == 303
    shown(visitor, "Your picture is being made.")
    assert visitor.cookies == before[1], "the session knows nothing of it"
    visitor.post("/kiosk/reset", b"", {"Sec-Fetch-Site": "same-origin"})
    assert visitor.cookies == {}
    page = finish(visitor, code=code_of(color="chalk"))
    assert buttons(page) == ["front", "side", "rear", "interior"]
    assert "Your picture" not in page.text
    openai.released.set()
    assert pictures(shown(visitor, "Made by AI.")), "the next visitor builds the same car"
    assert len(openai.calls) == 1


def test_who_was_refused_may_touch_once_more_and_then_the_drawing_stands(shop: Shop, openai: OpenAIServer) -> None:
    openai.behave("moderation")
    visitor = shop().visitor()
    request(visitor)
    page = shown(visitor, "The picture couldn't be made.")
    assert "You can request it once more." in page.text
    assert "front" in buttons(page)
    request(visitor)
    page = shown(visitor, "The drawing shows your car with everything you chose.")
    assert buttons(page) == ["side", "rear", "interior"]
    assert len(openai.calls) == 2


def test_a_failure_says_when_to_try_again(shop: Shop, openai: OpenAIServer) -> None:
    openai.behave("cut")
    visitor = shop().visitor()
    request(visitor)
    page = shown(visitor, "The picture couldn't be made.")
    assert re.search(r"You can request it again in \d+ seconds\.", page.text)
    assert int(page.values("data-again")[0]) <= 31, "the page looks again as soon as there is something to do"


def test_a_refused_key_ends_it_on_kiosks_and_on_the_website(shop: Shop, openai: OpenAIServer) -> None:
    openai.behave("bad_key")
    here = shop()
    visitor = here.visitor()
    request(visitor)
    page = shown(visitor, "No new pictures at the moment.")
    assert buttons(page) == buttons(summary(here.visitor(), "rear")) == []


def test_a_car_that_cannot_be_built_gets_no_offer(shop: Shop, openai: OpenAIServer) -> None:
    visitor, unbuildable = shop().visitor(), code_of(features=("bose", "burmester"))
    assert OFFER not in finish(visitor, code=unbuildable).text
    sent = {**hidden_fields(visitor, FINISH), "view": "front"}
    assert visitor.submit(f"/kiosk/finish/{unbuildable}/renders", sent).status == 303
    assert openai.calls == []


@pytest.mark.parametrize("sent", [{"view": "front"}, {"view": "front", "csrf_token": "forged##token"}])
def test_a_form_without_its_proof_requests_nothing(sent: dict[str, str], shop: Shop, openai: OpenAIServer) -> None:
    visitor = shop().visitor()
    answer = visitor.submit(f"{FINISH}/renders", sent)
    assert answer.status == 400
    assert "Nothing was requested: please press the button again." in read_page(answer).text
    assert openai.calls == []


def test_a_store_out_of_reach_leaves_the_code_and_offers_nothing(shop: Shop) -> None:
    page = finish(shop(**aws_settings("http://127.0.0.1:1"), STORE="dynamodb").visitor())
    assert "No new pictures at the moment. The drawing shows your car with everything you chose." in page.text
    assert buttons(page) == []
    assert CODE in page.text


def test_a_request_that_could_not_be_written_can_be_sent_again(
    shop: Shop, openai: OpenAIServer, tmp_path: Path
) -> None:
    visitor = shop(DATA_DIR=str(tmp_path / "data")).visitor()
    fields = {**hidden_fields(visitor, FINISH), "view": "front"}
    with closing(sqlite3.connect(tmp_path / "data/profile.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = visitor.submit(f"{FINISH}/renders", fields)
        page = read_page(answer)
        assert (answer.status, openai.calls) == (503, [])
        assert answer.headers["Retry-After"] == "5"
        assert "nothing was requested. Please try again in a moment." in page.text
        assert "front" in buttons(page)
    assert visitor.submit(f"{FINISH}/renders", fields).status == 303
