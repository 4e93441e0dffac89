"""Day and night, in both engines."""

from tests.support.engine import Engine, wait_for
from tests.support.journey import CARRERA
from tests.support.processes import Site

CHOSEN = "name => document.querySelector('.light input:checked')?.value === name"
FOCUS = "id => document.getElementById(id).focus()"


def test_enter_on_the_theme_keeps_the_car_and_the_address(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url)
    tab.goto(CARRERA)
    before = tab.url
    tab.evaluate(FOCUS, "light-night")
    tab.press("Enter")
    tab.press("Space")
    wait_for(tab, CHOSEN, "night")
    assert tab.url == before


def test_going_back_shows_the_theme_that_was_chosen_last(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url, tolerate="favicon.ico")  # Firefox asks for it where it goes back
    for path, theme in (("/", "day"), ("/open", "night")):
        tab.goto(path)
        tab.evaluate(FOCUS, f"light-{theme}")
        tab.press("Space")
        wait_for(tab, CHOSEN, theme)
    tab.evaluate("() => { history.back() }")
    wait_for(tab, "() => location.pathname === '/'")
    wait_for(tab, CHOSEN, "night")
