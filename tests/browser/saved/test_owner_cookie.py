"""Saving over TLS in a browser: a journey, one that began before the cookie's prefix, and a neighbouring host."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Browsing, launch_options
from tests.support.client import Client
from tests.support.examples import a_user, bearer
from tests.support.journey import save
from tests.support.pages import RICH, code_of
from tests.support.processes import Server
from tests.support.tls_front import tls_front

CODE = code_of(features=RICH)
SECRET = "known-to-mallory-and-long-enough-to-be-one"
HOST, NEIGHBOUR = "cars.dealer.test", "blog.dealer.test"


class Shop:
    """A site that browsers reach over TLS under a name, and a client for its plain server."""

    def __init__(self, url: str, http: Client) -> None:
        self.url, self.http = url, http

    def created(self, name: str) -> str:
        body = a_user(name=name)
        assert self.http.post("/users", body, bearer(SECRET)).status == 200
        return str(body["userId"])

    def read_by_mallory(self, user_id: str) -> str:
        return self.http.get(f"/users/{user_id}", bearer(SECRET)).text


@pytest.fixture
def shop(server: Callable[..., Server], tmp_path: Path) -> Iterator[Shop]:
    with ExitStack() as stack:
        listener = socket.create_server(("127.0.0.1", 0))
        url = f"https://{HOST}:{listener.getsockname()[1]}"
        running = server(PUBLIC_URL=url)
        stack.enter_context(tls_front(tmp_path, listener, urlsplit(running.url).port or 0))
        yield Shop(url, running.client())


@pytest.fixture
def open_tls(browser: Browser, shop: Shop) -> Iterator[Callable[[], Page]]:
    """A blank page in a browser that finds all hosts of dealer.test on this machine."""
    names = launch_options("--host-resolver-rules=MAP *.dealer.test 127.0.0.1")
    running = browser.browser_type.launch(**names)
    browsing = Browsing(running, shop.url)
    yield lambda: browsing(ignore_https_errors=True, tolerate=f"foreign: https://{NEIGHBOUR}/")
    complaints = browsing.close()
    running.close()
    assert not complaints, "\n".join(complaints)


def cookie_names(page: Page) -> set[str]:
    return {cookie["name"] for cookie in page.context.cookies()}


def test_a_visitor_saves_returns_adds_and_erases(open_tls: Callable[[], Page]) -> None:
    page = open_tls()
    save(page, CODE)
    assert cookie_names(page) == {"__Host-owner", "__Host-profile"}
    page.goto(f"/you?code={code_of('taycan')}")
    expect(page.get_by_text("They are for Ada Quispe")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved#car-1")
    expect(page.get_by_text("2 cars", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Erase everything").click()
    page.get_by_role("button", name="Erase everything").click()
    page.wait_for_url("**/saved")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased.")
    assert "__Host-owner" not in cookie_names(page)


def test_a_visitor_from_before_the_prefix_finds_adds_and_erases(open_tls: Callable[[], Page], shop: Shop) -> None:
    page, user_id = open_tls(), shop.created("Ada Quispe")
    page.context.add_cookies(
        [{"name": "owner", "value": f"{user_id}.{SECRET}", "url": shop.url, "secure": True, "httpOnly": True}]
    )
    page.goto("/saved")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved for Ada Quispe")
    assert cookie_names(page) == {"__Host-owner", "__Host-profile"}
    page.goto(f"/you?code={code_of('taycan')}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved#car-1")
    expect(page.get_by_text("2 cars", exact=False).first).to_be_visible()
    page.get_by_role("link", name="Erase everything").click()
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased.")


def test_a_neighbouring_host_never_reads_what_a_visitor_saves(open_tls: Callable[[], Page], shop: Shop) -> None:
    page, user_id = open_tls(), shop.created("Mallory")
    for name in ("owner", "__Host-owner", "\u2000__Host-owner"):
        plant(page, name, f"{user_id}.{SECRET}")
    assert cookie_names(page) >= {"owner"}, "a browser lets a neighbour set this one"
    page.goto(f"/you?code={CODE}")
    page.get_by_label("If you leave it empty, the car is called").or_(page.get_by_label("Name")).first.fill("Ada's car")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved**")
    page.goto("/you")
    page.get_by_label("Name", exact=True).fill("Ada Quispe")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved for Ada Quispe")
    assert "Ada" not in shop.read_by_mallory(user_id)


def test_a_visit_to_a_kiosk_leaves_no_cookie(open_tls: Callable[[], Page]) -> None:
    page = open_tls()
    page.goto(f"/kiosk/save/{CODE}")
    page.keyboard.type("Ada")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved for Ada")).to_be_visible()
    assert cookie_names(page) == {"__Host-owner", "__Host-profile"}
    page.get_by_role("link", name="I'm done").click()
    expect(page.get_by_role("heading", name="Which colour is yours?")).to_be_visible()
    assert page.context.cookies() == []


def plant(page: Page, name: str, value: str) -> None:
    """Sets a cookie for all hosts of dealer.test, from a page of another host."""
    neighbour = f"https://{NEIGHBOUR}/"
    page.context.route(neighbour, lambda route: route.fulfill(content_type="text/html", body="<!doctype html><p>Blog"))
    other = page.context.new_page()
    other.goto(neighbour)
    other.evaluate("text => { document.cookie = text }", f"{name}={value}; domain=dealer.test; path=/; secure")
    other.close()
