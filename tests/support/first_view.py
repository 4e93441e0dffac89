"""What a page's first view weighs, as the network carries it."""

from playwright.sync_api import Page, Request


def weigh(page: Page, url: str) -> dict[str, int]:
    """The bytes of each body that a browser without a cache loads for the page, by URL."""
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108 - Playwright marks its listeners
    page.goto(url)
    page.evaluate("document.fonts.ready.then(() => null)")  # on a busy machine, fonts may come after a pause
    page.wait_for_load_state("networkidle")
    return {request.url: request.sizes()["responseBodySize"] for request in finished}
