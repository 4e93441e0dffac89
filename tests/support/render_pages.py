"""A car's renders for a browser without JavaScript: requesting them, and reading the page."""

from tests.support.client import Answer, Visitor
from tests.support.html import Page, read_page
from tests.support.pages import code_of, hidden_fields
from tests.support.renders import eventually

CODE = code_of()
BLUE = "911 Carrera in Gentian Blue Metallic"


def summary(guest: Visitor, view: str = "", code: str = CODE) -> Page:
    answer = guest.get(f"/car/{code}?view={view}")
    assert answer.status == 200
    return read_page(answer)


def ask(guest: Visitor, view: str = "front", code: str = CODE) -> Answer:
    """Press the button on the car's page."""
    proof = {"csrf_token": hidden_fields(guest, f"/car/{code}?view={view}")["csrf_token"]}
    return guest.submit(f"/car/{code}/renders", {**proof, "view": view})


def shown(guest: Visitor, words: str, view: str = "front", code: str = CODE) -> Page:
    """The car's page, as soon as it contains these words."""

    def look() -> Page | None:
        page = summary(guest, view, code)
        return page if words in page.text else None

    found = eventually(look)
    assert isinstance(found, Page)
    return found


def buttons(page: Page) -> list[str]:
    """The views that buttons offer to request."""
    return [tag.get("value") or "" for tag in page.all("button") if tag.get("name") == "view"]


def pictures(page: Page) -> list[str]:
    return [tag["alt"] or "" for tag in page.all("img") if "data-picture" in tag]


def refreshes(page: Page) -> list[str]:
    """When the page reloads without JavaScript, and which URL."""
    return [tag["content"] or "" for tag in page.all("meta") if tag.get("http-equiv") == "refresh"]


def seconds_to_refresh(page: Page) -> int:
    (refresh,) = refreshes(page)
    return int(refresh.partition(";")[0])
