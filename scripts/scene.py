"""A page in one state, for screenshots, and the helpers that scenes share."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page
from werkzeug.security import generate_password_hash

from configurator.cars.catalogue_reader import load
from configurator.cars.code import encode
from configurator.cars.configuration import check
from configurator.cars.selection import default_selection

PIN = "314159"
CLOSED = {"OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""}
SETTINGS = {
    "closed": CLOSED,
    "open": {},
    "spent": {"IMAGE_DAILY_BUDGET_USD": "0.01"},
    "shared out": {"IMAGE_CLIENT_DAILY": "0"},
    "showroom": {
        **CLOSED,
        "KIOSK_PIN_HASH": generate_password_hash(PIN, "pbkdf2:sha256:1"),
        "CONTACT": "sales@dealer.example",
    },
    "limited": {**CLOSED, "RATE_LIMITS": "on", "RATE_LIMIT_CREATE": "1/day"},
}
"""Environment variables of servers: without an API key, with renders, with the budget spent, with no daily share,
with a dealer and a PIN for staff, with one user a day."""

RICH = ("sport-chrono", "pccb", "matrix-led", "burmester", "sunroof", "surround-view")


@dataclass(frozen=True, slots=True)
class Scene:
    """A page in one state.

    `arrive` gets there from a new browser context. `whole` takes a screenshot of the whole page instead of the window.
    `server` is a key of SETTINGS, `behaves` the behaviour of the stand-in for OpenAI.
    """

    name: str
    arrive: Callable[[Page], object]
    whole: bool = True
    server: str = "closed"
    behaves: str = "ready"


@dataclass(frozen=True, slots=True)
class Address:
    """Arrives by nothing but an address, so any browser can."""

    path: str

    def __call__(self, page: Page) -> None:
        page.goto(self.path)


def at(path: str) -> Address:
    return Address(path)


def code(model: str = "911-carrera", features: tuple[str, ...] = (), **parts: str) -> str:
    catalogue = load()
    found = catalogue.find_model(model)
    assert found
    car = check(catalogue, default_selection(found)._replace(features=features, **parts)).car  # type: ignore[arg-type]
    assert car
    return encode(catalogue, car)


def save(page: Page) -> None:
    page.goto(f"/you?code={code(features=RICH, tire='rs-spyder-20-21')}")
    page.get_by_label("Name", exact=True).fill("Ada Quispe-Featherstonehaugh")
    page.get_by_role("button", name="Save", exact=True).click()
