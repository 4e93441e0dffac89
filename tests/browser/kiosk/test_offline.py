"""A kiosk whose server or network is gone: the app goes on in the browser, and saved cars wait there."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest
from playwright.sync_api import Page, expect

from configurator.cars.catalogue import OUR_CATALOGUE
from configurator.colour_vision.palettes_reader import OUR_PALETTES, palettes_path
from tests.support.accessibility import assert_no_axe_violations
from tests.support.browser import Browsing
from tests.support.journey import pick
from tests.support.kiosk import (
    CARRERA,
    SCREENS,
    START,
    KioskServer,
    begin,
    finish,
    leave,
    save,
    sort_paints,
    wait_until_offline_works,
)
from tests.support.renders import eventually

SIGN = "#offline-sign"
LONGEST_TAKEOVER = 400_000
"""In milliseconds. If Chromium takes the old worker to be busy, it lets it go on for five minutes."""


@pytest.mark.parametrize(
    ("step", "size"),
    [
        ("start", SCREENS[0]),
        ("configure", SCREENS[1]),
        ("finish", SCREENS[2]),
        ("save", SCREENS[0]),
    ],
)
def test_the_server_dies_in_the_middle_of_each_step(
    screen: Callable[..., Page], kiosk_server: KioskServer, step: str, size: tuple[int, int]
) -> None:
    page = screen(size)
    if step == "start":
        kiosk_server.kill()
    begin(page)
    if step == "configure":
        kiosk_server.kill()
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Chalk instead of")
    if step == "finish":
        kiosk_server.kill()
    code = finish(page)
    expect(page.get_by_role("img", name="QR code that opens this car")).to_be_in_viewport(ratio=1)
    if step == "save":
        kiosk_server.kill()
    save(page, "Ada")
    expect(page.locator(SIGN)).to_contain_text("1 saved car to send")
    leave(page)
    kiosk_server.start()
    assert "chalk" in kiosk_server.client().get(f"/configurations/{code}").text
    eventually(lambda: [user.document["name"] for user in kiosk_server.users()] == ["Ada"])
    expect(page.locator(SIGN)).to_be_hidden()


def test_a_screen_without_connection_is_accessible_and_tells_staff_in_a_few_words(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    page = screen()
    kiosk_server.kill()
    begin(page)
    expect(page.locator(SIGN)).to_have_text("No connection")
    assert_no_axe_violations(page)
    finish(page)
    expect(page.locator(SIGN)).to_have_text("No connection")
    assert_no_axe_violations(page)


def test_unknown_addresses_lead_to_the_start_without_a_server_too(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    page = screen()
    kiosk_server.kill()
    for path in ("/kiosk/somewhere", "/kiosk/finish/0000-0000-0000", "/kiosk/staff"):
        page.goto(path)
        assert page.url == f"{kiosk_server.url}/kiosk"


def test_a_visitor_whose_server_dies_keeps_the_order_of_paints_and_the_next_one_does_not(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    page = screen()
    sort_paints(page, "mild")
    kiosk_server.kill()
    pick(page, "#color-chalk")
    expect(page.locator("#total .status-line")).to_contain_text("Chalk instead of")
    page.reload()
    expect(page.locator(".tiers")).to_be_visible()
    expect(page.locator("option", has_text="mild deutan")).to_have_count(1)
    page.get_by_role("link", name="Start over").tap()
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    begin(page)
    expect(page.locator(".tiers")).to_have_count(0)
    kiosk_server.start()
    page.get_by_role("link", name="Start over").tap()
    expect(page.get_by_role("heading", name=START)).to_be_visible()
    begin(page)
    expect(page.locator(SIGN)).to_be_hidden()
    expect(page.locator(".tiers")).to_have_count(0)
    assert page.context.cookies() == []


def test_the_browser_stores_neither_pages_nor_users(screen: Callable[..., Page]) -> None:
    page = screen()
    begin(page)
    finish(page)
    save(page, "Ada")
    leave(page)
    stored = page.evaluate(
        """async () => {
            const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
            const requests = await Promise.all(caches_.map((cache) => cache.keys()));
            return requests.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    assert stored
    assert all(re.fullmatch(r"/kiosk/offline/[^/]+/[^/]+", path) for path in stored)


def dearer_catalogue(folder: Path) -> Path:
    """Our catalogue, in which every model costs 1,000 more."""
    document = json.loads(OUR_CATALOGUE.read_text("utf-8"))
    for model in document["models"]:
        model["price"] += 1000
    path = folder / "dearer.json"
    path.write_text(json.dumps(document), "utf-8")
    copyfile(OUR_PALETTES, palettes_path(path))
    return path


def test_a_new_version_waits_until_the_visit_is_over(
    screen: Callable[..., Page], kiosk_server: KioskServer, tmp_path: Path
) -> None:
    page = screen()
    page.goto(CARRERA)
    price = page.locator("#total .amount")
    expect(price).to_have_text("$137,080")
    kiosk_server.kill()
    kiosk_server.start(CATALOGUE=str(dearer_catalogue(tmp_path)))
    page.reload()
    expect(price).to_have_text("$137,080")
    finish(page)
    expect(page.locator(".figure")).to_have_text("$137,080")
    leave(page)
    version = kiosk_server.client().get("/kiosk").headers["Kiosk-Version"]
    expect(page.locator("html")).to_have_attribute("data-version", version, timeout=LONGEST_TAKEOVER)
    page.goto(CARRERA)
    expect(price).to_have_text("$138,080")
    wait_until_offline_works(page)
    kiosk_server.kill()
    page.goto(CARRERA)
    expect(price).to_have_text("$138,080")


def test_a_save_that_the_browser_can_not_keep_gives_the_form_back_as_it_was(
    screen: Callable[..., Page], kiosk_server: KioskServer
) -> None:
    page = screen()
    kiosk_server.kill()
    begin(page)
    finish(page)
    [worker] = page.context.service_workers
    full = "throw new DOMException('full', 'QuotaExceededError')"
    worker.evaluate(f"() => {{ IDBObjectStore.prototype.put = () => {{ {full}; }}; }}")
    page.get_by_role("link", name="Save under a name").tap()
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("alert")).to_contain_text("Nothing you typed is lost")
    expect(page.get_by_label("Name")).to_have_value("Ada")
    expect(page.locator(SIGN)).to_have_text("No connection")


def test_storage_that_is_full_leaves_a_kiosk_that_needs_its_server_and_says_so(
    open_page: Browsing, kiosk_server: KioskServer
) -> None:
    page = open_page(url=kiosk_server.url, has_touch=True, service_workers="allow", tolerate="Quota|quota|ERR_|failed")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": kiosk_server.url, "quotaSize": 100_000})
    page.goto("/kiosk")
    expect(page.locator(SIGN)).to_have_text("This kiosk needs its connection: the browser stores nothing")
    begin(page)
    finish(page)
