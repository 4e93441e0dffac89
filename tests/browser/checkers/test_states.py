"""Every page in every state, as the Nu Html Checker, IBM's Equal Access and axe see it.

axe has looked at most of these pages in Chromium already, by day, by night and in forced colours: where their own tests
call `assert_accessible_in_every_light`.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from scripts.scene import Address, Scene
from scripts.scene_servers import Servers
from scripts.scenes import SCENES
from tests.browser.checkers.states import BY_ADDRESS, GROUPS, HTML_ONLY, REPEATED, STATES, group_of
from tests.support.accessibility import axe_violations
from tests.support.chromium_tab import ChromiumTab
from tests.support.engine import Conditions, Engine, Tab
from tests.support.equal_access import faults_by_equal_access
from tests.support.nu import faults_of_html

REFUSED = "status of [45]|failed:"
"""What browsers say of error pages."""
IN_CHROMIUM = pytest.mark.parametrize("engine", ["chromium"], indirect=True)
IN_FIREFOX = pytest.mark.parametrize("engine", ["firefox"], indirect=True)
GROUPED = pytest.mark.parametrize("group", GROUPS)


def opened(engine: Engine, servers: Servers, scene: Scene) -> Tab:
    size = (1080, 1920) if scene.name.startswith("kiosk") else (1280, 800)
    conditions = Conditions(size=size, reduced_motion=True)
    return engine.open(servers.prepared(scene), conditions, tolerate=REFUSED)


def named(scene: Scene, faults: list[str]) -> list[str]:
    return [f"{scene.name}: {fault}" for fault in faults]


def arrive(page: Page, scene: Scene) -> str:
    """Get there; the HTML that the server sent last."""
    sent: list[Response] = []
    page.on("response", lambda answer: sent.append(answer) if is_page(answer) else None)
    scene.arrive(page)
    page.wait_for_load_state()
    page.mouse.move(0, 0)
    return sent[-1].text()


def is_page(answer: Response) -> bool:
    return answer.request.resource_type == "document" and not 300 <= answer.status < 400


@GROUPED
@IN_CHROMIUM
def test_in_chromium_html_is_valid_and_equal_access_finds_nothing(
    engine: Engine, servers: Servers, group: str, tmp_path: Path
) -> None:
    pages, faults = {}, []
    for scene in (scene for scene in STATES if group_of(scene) == group):
        tab = opened(engine, servers, scene)
        assert isinstance(tab, ChromiumTab)
        pages[f"{scene.name}, as sent"] = arrive(tab.page, scene)
        pages[f"{scene.name}, with scripts"] = tab.page.content()
        if scene.name not in HTML_ONLY:
            faults += named(scene, faults_by_equal_access(tab))
        faults += named(scene, engine.close())
    faults += faults_of_html(pages, tmp_path)
    assert not faults, "\n".join(faults)


@GROUPED
@IN_FIREFOX
def test_in_firefox_axe_and_equal_access_find_nothing(engine: Engine, servers: Servers, group: str) -> None:
    faults = []
    for scene in (scene for scene in BY_ADDRESS if group_of(scene) == group):
        assert isinstance(scene.arrive, Address)
        tab = opened(engine, servers, scene)
        tab.goto(scene.arrive.path)
        faults += named(scene, [*axe_violations(tab), *faults_by_equal_access(tab), *engine.close()])
    assert not faults, "\n".join(faults)


def test_no_scene_is_forgotten() -> None:
    assert {scene.name for scene in SCENES} >= REPEATED | HTML_ONLY
    assert {group_of(scene) for scene in BY_ADDRESS} == set(GROUPS), "each group has pages for Firefox"
