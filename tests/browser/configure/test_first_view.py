"""What the first view of the configurator weighs."""

from playwright.sync_api import Request

from tests.support.browser import Browsing

MOST = 62_000


def test_the_first_view_of_the_configurator_is_light(open_page: Browsing) -> None:
    page, finished = open_page(), list[Request]()
    page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108 - Playwright marks its listeners
    page.goto("/configure?model=911-carrera", wait_until="networkidle")
    bodies = {request.url: request.sizes()["responseBodySize"] for request in finished}
    assert any(url.endswith(".woff2") for url in bodies)
    assert sum(bodies.values()) < MOST, bodies
