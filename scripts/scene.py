"""A state of a page to be photographed, and what scenes share."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from configurator.cars.catalogue_reader import load
from configurator.cars.code import encode
from configurator.cars.configuration import check
from configurator.cars.selection import default_selection

SHOPS = {
    "closed": {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""},
    "open": {},
    "spent": {"IMAGE_DAILY_BUDGET_USD": "0.01"},
    "shared out": {"IMAGE_CLIENT_DAILY": "0"},
}
"""What is set where renders can be made, where there is no key, no money, no share."""

RICH = ("sport-chrono", "pccb", "matrix-led", "burmester", "sunroof", "surround-view")


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of a page: how to get there from an empty browser; `whole` photographs below the fold too.

    `shop` is one of SHOPS, `behaves` how the stand-in for OpenAI does.
    """

    name: str
    arrive: Callable[[Page], object]
    whole: bool = True
    shop: str = "closed"
    behaves: str = "ready"


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def code(model: str = "911-carrera", features: tuple[str, ...] = (), **parts: str) -> str:
    catalogue = load()
    wanted = catalogue.find_model(model)
    assert wanted
    car = check(catalogue, default_selection(wanted)._replace(features=features, **parts)).car  # type: ignore[arg-type]
    assert car
    return encode(catalogue, car)


def save(page: Page) -> None:
    page.goto(f"/you?code={code(features=RICH, tire='rs-spyder-20-21')}")
    page.get_by_label("Name", exact=True).fill("Ada Quispe-Featherstonehaugh")
    page.get_by_role("button", name="Save", exact=True).click()
