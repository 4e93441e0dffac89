"""No page loses anything with wide text spacing, at twice the text size, or magnified fourfold."""

import pytest
from playwright.sync_api import Page

from scripts.scene_servers import Servers
from tests.browser.checkers.states import GROUPS, HTML_ONLY, STATES, group_of
from tests.support.browser import Browsing
from tests.support.reading import READINGS, SPACING, Reading, missed

REFUSED = "status of [45]"
"""What Chromium says of error pages."""
IN_SHOWROOM = (Reading("wide on a kiosk", (1080, 1920), SPACING),)
"""Nobody changes the size of a kiosk's window or text."""


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_cut_and_nothing_scrolls_sideways(open_page: Browsing, servers: Servers, group: str) -> None:
    found = []
    for scene in (scene for scene in STATES if group_of(scene) == group):
        if group == "kiosk" and scene.name in HTML_ONLY:
            continue
        page = open_page(url=servers.prepared(scene), size=(1440, 900), reduced_motion="reduce", tolerate=REFUSED)
        scene.arrive(page)
        readings = IN_SHOWROOM if group == "kiosk" else READINGS
        found += [f"{scene.name}, {one.name}: {what}" for one in readings for what in missed(page, one)]
        page.context.close()
    assert not found, "\n".join(found)


def test_what_is_cut_is_noticed(page: Page) -> None:
    page.goto("/compare")
    page.evaluate(
        """() => {
            const styles = {
                Cut: "overflow: hidden; height: .5em",
                "Long words": "overflow: hidden; width: 1em; white-space: nowrap",
                "They scroll": "overflow: auto; width: 2em; white-space: nowrap",
                Stays: "position: sticky",
                "Too wide": "width: 2000px",
            };
            document.querySelector("main").replaceChildren(...Object.entries(styles).map(([words, style]) => {
                const line = Object.assign(document.createElement("p"), { textContent: words });
                line.style.cssText = style;
                return line;
            }));
        }"""
    )
    cut, long, wide, *stay = missed(page, READINGS[2])
    assert cut.startswith("“Cut”")
    assert long.startswith("“Long words”")
    assert wide.endswith("px too wide")
    assert stay == ["P . stays"]
