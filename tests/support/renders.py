"""For tests of renders: a clock that the test sets, a car, and everything around renders in one object."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

from configurator.cars.code import encode
from configurator.cars.configuration import Car, Check, check
from configurator.cars.selection import default_selection
from configurator.demo.openai_server import OpenAIServer
from configurator.demo.picture import TINY, tiny_png
from configurator.drawings.reference import draw_reference
from configurator.errors import StoreError
from configurator.files.folder import FolderPictures
from configurator.renders.cost import Rates, Usage
from configurator.renders.job import RenderJob
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import GeneratedPicture, ImageModel, PictureStore
from configurator.renders.render import BUDGET, Budget, Recipe, Render
from configurator.renders.service import RenderService
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms
from tests.support.catalogues import OURS
from tests.support.client import Client
from tests.support.patience import PATIENCE

PIN_HASH = (
    "scrypt:32768:8:1$HSWrNfUrwJdap6XY$42919e7029dbdf38ae7b1093618405b219aa8d06bcf59647c90a7fd67d1bec7b0f"
    "4f9c7f6b62cde11304bd8e8e8c9c1995cdc818630c6e0d7d7fceded8c8bc48"
)
"""For KIOSK_PIN_HASH: with it, a part of the budget is set aside for kiosks."""

RATES = Rates(5.0, 8.0, 30.0)
USAGE = Usage(text=300, image=1000, output=1584)
COST = RATES.cost(USAGE)
TERMS = Terms(
    recipe=Recipe("gpt-image-2.6-flare", "medium", "1536x1024", False, "1", ""),
    rates=RATES,
    daily_budget=5_000_000,
    client_daily=1000,
    enabled=True,
)
WORST = TERMS.max_cost
LEASE = TERMS.time_limits.lease
A_PICTURE = GeneratedPicture(tiny_png(), PictureFormat("image/png", *TINY), USAGE)
CAR = default_selection(OURS.models[0]).document
CODE = encode(OURS, cast(Car, check(OURS, default_selection(OURS.models[0])).car))
ASK = {"carConfiguration": CAR, "view": "front"}


@dataclass
class Clock:
    """A clock that stands still until the test moves it."""

    now: datetime = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@cache
def cars() -> tuple[Check, ...]:
    """Every model in every paint that it is offered in: hundreds of buildable cars."""
    begun = (default_selection(model) for model in OURS.models)
    checked = (check(OURS, it._replace(color=paint.id)) for it in begun for paint in OURS.paints)
    return tuple(it for it in checked if it.buildable)


class UnreachableStore:
    """Stands in for a store that can't be reached: every use raises StoreError."""

    def __getattr__(self, name: str) -> object:
        raise StoreError("It is away.")


@dataclass
class StandInImageModel:
    """An image model for tests that need only its answer, or its interruption."""

    paints: Callable[[], GeneratedPicture] = lambda: A_PICTURE
    calls: int = 0

    def generate(self, prompt: str, reference: bytes | None, recipe: Recipe, seconds: float) -> GeneratedPicture:
        self.calls += 1
        return self.paints()


@dataclass
class Shop:
    """Everything around renders, with the test's clock. `sent` are the ids that were sent to workers."""

    store: RenderStore
    pictures: PictureStore
    image_model: ImageModel
    terms: Terms = TERMS
    clock: Clock = field(default_factory=Clock)
    sent: list[str] = field(default_factory=list)

    @classmethod
    def in_folder(cls, store: RenderStore, folder: Path, image_model: ImageModel, terms: Terms = TERMS) -> "Shop":
        return cls(store, FolderPictures(folder), image_model, terms)

    @property
    def service(self) -> RenderService:
        return RenderService(OURS, self.store, self.terms, self.clock, self.sent.append)

    @property
    def work(self) -> RenderJob:
        return RenderJob(
            OURS,
            self.store,
            self.pictures,
            self.image_model,
            self.terms,
            self.clock,
            self.clock.advance,
            draw_reference,
        )

    def ask(self, number: int = 0, client: str = "somebody", budget: Budget = BUDGET) -> Render:
        return self.service.request(cars()[number], "front", client, budget)

    def run(self, render_id: str, seconds: float = TERMS.time_limits.call) -> Render:
        """Work as a worker does, its waits passing on the test's clock, until nothing more is to be done now."""
        wait: float | None = 0.0
        while wait is not None:
            self.clock.advance(wait)
            wait = self.work.run(render_id, seconds)
        return self.get(render_id)

    def get(self, render_id: str) -> Render:
        found = self.store.get(render_id)
        assert found, "the render is gone"
        return found

    @property
    def used(self) -> int:
        """The micro-dollars in the ledger of the clock's day."""
        return self.used_from(BUDGET)

    def used_from(self, budget: Budget) -> int:
        return self.store.budget_status(f"{self.clock.now:%Y-%m-%d}", budget).used


def settled(http: Client, address: str, seconds: float = PATIENCE) -> dict[str, Any]:
    """Polls a render like a client, less and less often, until it has ended. Returns its document."""
    deadline, pause = time.monotonic() + seconds, 0.05
    while time.monotonic() < deadline:
        document: dict[str, Any] = http.get(address).json()
        if document["state"] not in ("pending", "in_progress"):
            return document
        time.sleep(pause)
        # A look at an overdue render sends another worker, so frequent looks would keep a busy machine busy.
        pause = min(2.0, pause * 1.3)
    raise AssertionError(f"{address} is still {document['state']}")


def environment_of(openai: OpenAIServer, **more: str) -> dict[str, str]:
    """The environment for an app that uses this server for pictures, without references."""
    key = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": openai.url}
    return {**key, "IMAGE_REFERENCE": "off", "SECRET_KEY": "for every server of a test", **more}


def eventually(look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as that is anything."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("nothing was found in time")
