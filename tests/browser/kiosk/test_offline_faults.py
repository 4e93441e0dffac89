"""A kiosk whose answers from the server come late, get lost, or come from a proxy instead."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.support.kiosk import (
    START,
    KioskServer,
    begin,
    choose_lens,
    finish,
    leave,
    save,
    sort_paints,
)
from tests.support.lossy_proxy import lossy_proxy
from tests.support.renders import eventually

SIGN = "#offline-sign"


def test_the_server_is_asked_for_no_page_before_it_has_deleted_the_cookies_of_the_last_visitor(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    with lossy_proxy(kiosk_server.port) as proxy:
        page = screen(url=proxy.url)
        sort_paints(page)
        kiosk_server.kill()
        page.get_by_role("link", name="Start over").tap()
        expect(page.get_by_role("heading", name=START)).to_be_visible()
        proxy.seen.clear()
        kiosk_server.start()
        begin(page)
        expect(page.locator(".tiers")).to_have_count(0)
        pages = [path for _, path in proxy.seen if path.startswith(("/kiosk/reset", "/kiosk/configure"))]
        assert pages[0] == "/kiosk/reset"
        assert pages[-1].startswith("/kiosk/configure")


def test_a_saved_car_is_sent_once_although_its_answer_is_lost(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    with lossy_proxy(kiosk_server.port) as proxy:
        page = screen(url=proxy.url)
        lost = iter([True, True])
        proxy.loses = lambda method, path: method == "PUT" and next(lost, False)
        begin(page)
        finish(page)
        save(page, "Ada")
        save(page, "Ada Quispe")
        leave(page)
        eventually(lambda: [user.document["name"] for user in kiosk_server.users()] == ["Ada Quispe"])
        expect(page.locator(SIGN)).to_be_hidden()
        sent = proxy.count("PUT", "/kiosk/users/")
        page.goto("/kiosk")
        expect(page.locator("html")).to_have_attribute("data-waiting", "0")
        assert proxy.count("PUT", "/kiosk/users/") == sent, "what has arrived is not sent again"
    assert len(kiosk_server.users()) == 1


def test_a_visitor_is_never_taken_for_the_one_whose_car_still_waits(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    with lossy_proxy(kiosk_server.port) as proxy:
        page = screen(url=proxy.url)
        proxy.loses = lambda method, _: method == "PUT"
        for name in ("Ada", "Bob", "Cleo"):
            begin(page)
            finish(page)
            save(page, name)
            leave(page)
        proxy.loses = lambda _method, _path: False
        begin(page)
        finish(page)
        save(page, "Dan")
        [owner] = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "owner"]
        [dan] = [user for user in kiosk_server.users() if user.document["name"] == "Dan"]
        assert owner.startswith(dan.user_id)
        page.reload()
        expect(page.get_by_text("Saved for Dan")).to_be_visible()
        leave(page)
        assert page.context.cookies() == []
        eventually(lambda: len(kiosk_server.users()) == 4)


def test_an_answer_that_comes_after_the_reset_brings_no_cookie_back(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    with lossy_proxy(kiosk_server.port) as proxy:
        page = screen(url=proxy.url)
        choose_lens(page)
        proxy.delay = lambda method, path: 3 if path == "/vision" else 0
        page.get_by_role("button", name="Sort the paints for me").tap()
        eventually(lambda: proxy.count("POST", "/vision"))
        page.evaluate("dispatchEvent(new Event('kiosk:start-over'))")
        expect(page.get_by_role("heading", name=START)).to_be_visible()
        page.wait_for_timeout(4000)
        assert page.context.cookies() == []
        begin(page)
        expect(page.locator(".tiers")).to_have_count(0)


def test_the_error_page_of_a_proxy_is_never_shown(screen: Callable[..., Page], kiosk_server: KioskServer) -> None:
    with lossy_proxy(kiosk_server.port) as proxy:
        page = screen(url=proxy.url)
        proxy.broken = True
        page.reload()
        expect(page.get_by_role("heading", name=START)).to_be_visible()
        begin(page)
        finish(page)
