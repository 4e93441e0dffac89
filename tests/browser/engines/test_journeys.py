"""From the first page to a picture, by keyboard alone, in both engines and under the conditions that people have.

Forced colours come with reduced motion, and a script's absence with 320 px, because neither touches the other: so four
journeys in each engine meet every condition. 400 % zoom of 1280 px leaves 320, with a script.
"""

from collections.abc import Callable, Iterator

import pytest

from configurator.demo.openai_server import OpenAIServer
from tests.support.engine import PLAIN, Conditions, Engine, wait_for
from tests.support.keyboard import Keyboard
from tests.support.processes import Server, Site
from tests.support.renders import environment_of, eventually

CONDITIONS = {
    "plain": PLAIN,
    "forced colours, reduced motion": Conditions(forced_colors=True, reduced_motion=True),
    "400 % zoom": Conditions(size=(1280, 1024), zoom=4, reduced_motion=True),
    "without script, 320 px": Conditions(script=False, size=(320, 640), reduced_motion=True),
}
NAME = "Ada Quispe"


@pytest.fixture
def shop(server: Callable[..., Server], openai: OpenAIServer) -> Iterator[Server]:
    """An app that gets its pictures from the stand-in for OpenAI."""
    yield server(**environment_of(openai))
    openai.released.set()


@pytest.mark.parametrize("conditions", CONDITIONS.values(), ids=CONDITIONS)
def test_from_the_first_page_to_a_picture_by_keyboard(engine: Engine, shop: Server, conditions: Conditions) -> None:
    tab = engine.open(shop.url, conditions)
    keyboard = Keyboard(tab)
    choose_a_line(keyboard)
    choose_a_paint(keyboard)
    choose_what_excludes_each_other(keyboard)
    resolve(keyboard)
    code = review(keyboard)
    save(keyboard)
    fill_the_garage(keyboard)
    open_by_code(keyboard, code)
    get_a_picture(keyboard)


def test_after_the_last_control_the_first_one_comes_into_view(engine: Engine, site: Site) -> None:
    tab = engine.open(site.url, Conditions(size=(320, 320)))
    keyboard = Keyboard(tab)
    tab.goto("/open")
    keyboard.find("How do you see colour?")
    keyboard.find("Skip to the content")


def choose_a_line(keyboard: Keyboard) -> None:
    keyboard.tab.goto("/")
    keyboard.assert_fits()
    keyboard.find("Skip to the models")
    keyboard.tab.press("Enter")
    assert keyboard.find("911").role == "link"
    keyboard.leave()
    keyboard.reads("911 Carrera Coupe")


def choose_a_paint(keyboard: Keyboard) -> None:
    keyboard.find("Paint Gentian Blue")
    keyboard.tab.press("Enter")
    keyboard.find("Gentian Blue dark blue")
    keyboard.tab.press("ArrowUp")
    assert keyboard.stop().name.startswith("Lugano Blue")
    if keyboard.tab.conditions.script:
        keyboard.reads("Lugano Blue instead of Gentian Blue")


def choose_what_excludes_each_other(keyboard: Keyboard) -> None:
    """With a script, the page settles at once what was chosen later, so the other conflict comes from a link."""
    keyboard.find("BOSE")
    keyboard.tab.press("Space")
    if keyboard.tab.conditions.script:
        keyboard.reads("$138,680")
    keyboard.find("Burmester")
    keyboard.tab.press("Space")
    if keyboard.tab.conditions.script:
        keyboard.reads("Removes BOSE, adds Burmester")
        keyboard.tab.goto("/configure?model=911-carrera&color=lugano-blue&feature=bose&feature=burmester")
    else:
        keyboard.leave()
    keyboard.assert_fits()
    keyboard.reads("can't be had together")


def resolve(keyboard: Keyboard) -> None:
    keyboard.find("Remove BOSE")
    keyboard.tab.press("Enter")
    keyboard.reads_no_more("can't be had together")


def review(keyboard: Keyboard) -> str:
    keyboard.find("Review")
    keyboard.leave()
    keyboard.reads("Parts and prices")
    return keyboard.tab.url.partition("/car/")[2]


def save(keyboard: Keyboard) -> None:
    keyboard.follow("Save under a name")
    keyboard.find("Name")
    keyboard.tab.type(NAME)
    keyboard.find("Age")
    keyboard.tab.type("36")
    keyboard.find("Rather not say")
    keyboard.tab.press("ArrowUp")
    keyboard.follow("Save")
    keyboard.reads(f"Saved for {NAME}")


def fill_the_garage(keyboard: Keyboard) -> None:
    keyboard.follow("Duplicate")
    keyboard.reads("Duplicated. The copy is the first car.")


def open_by_code(keyboard: Keyboard, code: str) -> None:
    keyboard.follow("Open a code")
    keyboard.find("Your code")
    keyboard.tab.type(code)
    keyboard.leave()
    assert keyboard.tab.url.endswith(f"/car/{code}")


def get_a_picture(keyboard: Keyboard) -> None:
    keyboard.find("Request a DALL-E render")
    if keyboard.tab.conditions.script:
        keyboard.tab.press("Enter")
    else:
        keyboard.leave()
    wait_for(keyboard.tab, "() => document.title.startsWith('Your picture is ready: 911 Carrera in Lugano Blue')")
    eventually(lambda: keyboard.tab.tree().starting("img", "Picture by AI: 911 Carrera in Lugano Blue"))
