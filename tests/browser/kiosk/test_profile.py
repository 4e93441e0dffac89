"""What a browser's profile holds on disk after a visit: nothing that names the visitor, and no tab to restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.browser import launch_options
from tests.support.kiosk import (
    LENS,
    SCREENS,
    START,
    KioskServer,
    finish,
    leave,
    save,
    sort_paints,
    wait_until_offline_works,
)

NAME = "Zanzibara Quillfeather"


@contextmanager
def screen(browser: Browser, kiosk_server: KioskServer, profile: Path, *arguments: str) -> Iterator[BrowserContext]:
    """A browser that keeps its profile in a folder."""
    context = browser.browser_type.launch_persistent_context(
        str(profile),
        base_url=kiosk_server.url,
        viewport={"width": SCREENS[0][0], "height": SCREENS[0][1]},
        has_touch=True,
        **launch_options(*arguments),
    )
    yield context
    context.close()


def visit(page: Page, name: str) -> list[str]:
    """A visit with everything that could remain. Returns the values of its cookies."""
    sort_paints(page)
    finish(page)
    save(page, name)
    cookies = [cookie["value"] for cookie in page.context.cookies()]
    leave(page)
    return cookies


def files_with(folder: Path, text: str) -> list[str]:
    """The files that contain a text in one of the encodings that browsers use."""
    needles = [text.encode(), text.encode("utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20, "this is a profile"
    return [str(path.relative_to(folder)) for path in files if any(it in path.read_bytes() for it in needles)]


@pytest.mark.parametrize("away", [False, True], ids=["with a server", "without a server"])
def test_no_file_names_the_visitor_after_a_reset(
    browser: Browser, kiosk_server: KioskServer, tmp_path: Path, away: bool
) -> None:
    profile = tmp_path / "profile"
    with screen(browser, kiosk_server, profile) as context:
        page = context.pages[0]
        wait_until_offline_works(page)
        if away:
            kiosk_server.kill()
        cookies = visit(page, NAME)
        assert context.cookies() == []
    assert files_with(profile, "kiosk-worker"), "the search finds what is there"
    for marker in (NAME, *cookies):
        assert files_with(profile, marker) == [], marker
    logs = [path for path in kiosk_server.folder.rglob("std*") if path.is_file()]
    assert logs
    assert [path for path in logs if NAME in path.read_text() or LENS in path.read_text()] == []


def test_a_restored_tab_shows_the_start_and_nothing_lies_behind_it(
    browser: Browser, kiosk_server: KioskServer, tmp_path: Path
) -> None:
    with screen(browser, kiosk_server, tmp_path / "profile") as context:
        page = context.pages[0]
        wait_until_offline_works(page)
        visit(page, NAME)
    with screen(browser, kiosk_server, tmp_path / "profile", "--restore-last-session") as context:
        for page in context.pages:
            page.wait_for_load_state()
            assert page.url in ("about:blank", "chrome://newtab/", f"{kiosk_server.url}/kiosk")
            page.go_back()
            assert "/kiosk/" not in page.url
            assert NAME not in page.locator("body").inner_text()
        assert context.cookies() == []


def test_without_server_and_downloads_the_screen_tries_again_by_itself(
    browser: Browser, kiosk_server: KioskServer, tmp_path: Path
) -> None:
    with screen(browser, kiosk_server, tmp_path / "profile") as context:
        wait_until_offline_works(context.pages[0])
        context.pages[0].evaluate(
            "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))"
        )
    kiosk_server.kill()
    with screen(browser, kiosk_server, tmp_path / "profile") as context:
        page = context.pages[0]
        page.goto("/kiosk")
        expect(page.get_by_role("heading", name="One moment…")).to_be_visible()
        kiosk_server.start()
        expect(page.get_by_role("heading", name=START)).to_be_visible()
