"""What changes on a page is told by live regions that are there before and stay: only their text is replaced."""

from functools import partial

import pytest

from tests.support.engine import Conditions, Engine, Node, Tab, wait_for
from tests.support.journey import CARRERA
from tests.support.pages import code_of
from tests.support.processes import Site
from tests.support.renders import eventually

REGIONS = "() => document.querySelectorAll('[role=status], [aria-live], output').length"
SAID = "words => document.getElementById('said').textContent === words"
LAY_OUT = "() => document.querySelectorAll('.sec').forEach((part) => { part.style.contentVisibility = 'visible' })"
"""As if the visitor had scrolled there."""
KEEP = "() => { window.region = document.getElementById('said') }"
IS_KEPT = "() => window.region === document.getElementById('said')"
PAGES = (CARRERA, f"/car/{code_of()}", f"/car/{code_of()}/compare", "/docs", "/kiosk/configure?model=911-carrera")


def test_a_choice_is_told_in_one_sentence_by_the_region_that_was_there(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url)
    tab.goto(CARRERA)
    tab.evaluate(KEEP)
    for extra, sentence in (
        ("bose", "Adds BOSE. Total $138,680."),
        ("burmester", "Removes BOSE, adds Burmester. Total $142,640."),
        ("burmester", "Removes Burmester. Total $137,080."),
    ):
        tab.evaluate("id => document.getElementById(id).click()", f"feature-{extra}")
        wait_for(tab, SAID, sentence)
        assert tab.evaluate(IS_KEPT)
        eventually(partial(is_told, tab, sentence))


def told(tab: Tab) -> list[str]:
    """What the regions say; in none of them is anything to press."""
    regions = [node for node in tab.tree().walk() if node.role == "status"]
    assert not [node.outline() for node in regions if {one.role for one in node.walk()} & {"link", "button"}]
    return [" ".join(region.text.split()) for region in regions]


def is_told(tab: Tab, sentence: str) -> bool:
    return sentence in told(tab)


def polite_regions(tab: Tab) -> list[Node]:
    return [node for node in tab.tree().walk() if node.role == "status" and "live polite" in node.states]


@pytest.mark.parametrize("path", PAGES, ids=("configure", "car", "compare", "docs", "kiosk"))
def test_every_region_is_there_before_it_speaks(engine: Engine, site: Site, path: str) -> None:
    tab = engine.open(site.url)
    tab.goto(path)
    tab.evaluate(LAY_OUT)
    regions = tab.evaluate(REGIONS)
    assert regions > 0
    eventually(lambda: len(polite_regions(tab)) == regions)
    assert "".join(told(tab)) == ""


def test_the_same_words_are_told_again(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url)
    tab.goto(f"/car/{code_of()}")
    tab.evaluate(
        """() => {
            window.told = [];
            const region = document.querySelector("[data-status]");
            const note = () => region.textContent && told.push(region.textContent);
            new MutationObserver(note).observe(region, { childList: true });
            document.querySelector("[data-copy]").focus();
        }"""
    )
    for times in (1, 2):
        tab.press("Enter")
        wait_for(tab, "times => told.length === times", times)
    assert tab.evaluate("() => new Set(told).size") == 1


@pytest.mark.parametrize("size", [(720, 1024), (1440, 900)], ids=str)
def test_where_every_paint_is_in_sight_no_control_says_otherwise(
    engine: Engine, site: Site, size: tuple[int, int]
) -> None:
    tab = engine.open(site.url, Conditions(size=size))
    tab.goto(CARRERA)
    tab.evaluate(LAY_OUT)
    paints = tab.evaluate("() => document.querySelectorAll('[name=color]').length")
    eventually(lambda: len(named_paints(tab)) == paints)
    nodes = [*tab.tree().walk()]
    assert {node.role for node in nodes if node.name.startswith("Contrasts")} <= {"heading", "text"}
    groups = tab.evaluate("() => document.querySelectorAll('.paint-group').length")
    assert len([node for node in nodes if node.role == "heading" and "level 3" in node.states]) >= groups > 0


def named_paints(tab: Tab) -> list[Node]:
    """The paints that can be chosen, by their name and finish."""
    finishes = (", solid", ", metallic", ", satin")
    return [node for node in tab.tree().walk() if node.role == "radio" and any(it in node.name for it in finishes)]
