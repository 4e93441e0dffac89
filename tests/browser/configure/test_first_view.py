"""What the first view of the configurator weighs."""

from tests.support.browser import Browsing
from tests.support.first_view import weigh

MOST = 58_000
MOST_HTML = 25_000


def test_the_first_view_of_the_configurator_is_light(open_page: Browsing) -> None:
    page = open_page()
    bodies = weigh(page, "/configure?model=911-carrera")
    assert any(url.endswith(".woff2") for url in bodies)
    assert bodies[page.url] < MOST_HTML, bodies
    assert sum(bodies.values()) < MOST, bodies
