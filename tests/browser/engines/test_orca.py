"""What somebody hears who configures a car with a screen reader."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import launch_options
from tests.support.chromium_tab import Chromium
from tests.support.engine import ENGINES, Engine, EngineName, Tab
from tests.support.firefox import firefox
from tests.support.journey import CARRERA
from tests.support.orca import Orca, orca
from tests.support.processes import Site

WINDOW = ("--force-renderer-accessibility", "--window-size=1280,960", "--window-position=0,0")
OnDesktop = Callable[[EngineName], AbstractContextManager[Engine]]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Orca]:
    with orca(tmp_path / "desktop") as running:
        yield running


@pytest.fixture
def in_a_window(browser: Browser, reader: Orca) -> OnDesktop:
    """Start a browser in a window beside the screen reader."""

    @contextmanager
    def start(name: EngineName) -> Iterator[Engine]:
        if name == "firefox":
            with firefox(reader.environment) as running:
                yield running
            return
        options = {**launch_options(*WINDOW), "headless": False, "env": dict(reader.environment)}
        shown = browser.browser_type.launch(**options)
        yield Chromium(shown)
        shown.close()

    return start


def test_a_choice_is_heard_with_what_it_changes_and_the_total(in_a_window: OnDesktop, reader: Orca, site: Site) -> None:
    """In both engines one after the other, because Orca runs only once."""
    for name in ENGINES:
        with in_a_window(name) as engine:
            tab = engine.open(site.url)
            tab.goto(CARRERA)
            reader.look_at("911 Carrera")
            assert_choices_are_heard(tab, reader)


def assert_choices_are_heard(tab: Tab, reader: Orca) -> None:
    go_to(tab, reader, "#feature-bose", "BOSE")
    tab.press("Space")
    assert_heard(reader, "checked", "Adds BOSE. Total $138,680.")
    go_to(tab, reader, "#feature-burmester", "Burmester")
    tab.press("Space")
    assert_heard(reader, "checked", "Removes BOSE, adds Burmester. Total $142,640.")
    go_to(tab, reader, "#total .link-button", "Undo")
    tab.press("Enter")
    assert_heard(reader, "", "Removes Burmester, adds BOSE. Total $138,680.")
    go_to(tab, reader, "#color-gentian-blue", "Gentian Blue")
    tab.press("ArrowUp")
    assert_heard(reader, "selected radio button", "Lugano Blue instead of Gentian Blue. Total $138,680.")


def go_to(tab: Tab, reader: Orca, selector: str, words: str) -> None:
    """Move the focus, again if the reader is still busy with something else."""
    for _ in range(20):
        tab.evaluate("to => { document.activeElement.blur(); document.querySelector(to).focus() }", selector)
        if reader.within(3, words):
            return
    raise AssertionError(f"Orca didn't say “{words}”")


def assert_heard(reader: Orca, state: str, sentence: str) -> None:
    """The control's new state comes first; then the whole sentence by itself, and nobody's name runs into it."""
    heard = reader.until("Total $")
    assert heard[-1] == sentence, heard
    assert not state or state in heard, heard
