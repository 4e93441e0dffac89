"""Sends 500 visitors to one kiosk, one after another, and looks for what grows: `make bench-kiosk VISITORS=500`.

The kiosk is a Chromium with a profile on disk, enrolled and used by touch. Every visitor begins, chooses a paint and
leaves; every tenth saves the car under a name. The server is killed for a tenth of the visitors, so that they go on
without it and saved cars wait. Each line of the table is measured between two visitors, after a garbage collection;
"uncollected" is the renderers' memory just before it, which Chromium lets grow while visitors follow without a pause.
The exit code is 1 if anything else has grown by more than saved users explain.
"""

import random
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from playwright.sync_api import Page, Response, expect, sync_playwright

from scripts.kiosk_growth import HEAD, counted, growths, line, notes
from scripts.kiosk_measure import Probe, Sample
from tests.support.browser import launch_options
from tests.support.kiosk import SCREENS, KioskServer, begin, finish, leave, wait_until_offline_works
from tests.support.kiosks import PIN
from tests.support.patience import PATIENCE
from tests.support.staff import SETTINGS

NAMES = ("Ada", "Zoe", "Li", "Grace", "Omar")
SEED = 500
SAVES = 10
"""Every tenth visitor saves."""
SMALLEST = SCREENS[2]
"""The processor draws the pages, so fewer pixels take less time."""
PAINTS = "#build input[name=color]:not(:checked, :disabled)"


@dataclass(frozen=True, slots=True)
class Plan:
    """Which visitors come while the server is away, and after which ones something is measured."""

    visitors: int
    outage: range
    measured: tuple[int, ...]

    @classmethod
    def of(cls, visitors: int) -> Self:
        step = max(1, visitors // 10)
        first = 2 * step + 1 if visitors > 2 * step else 1
        return cls(visitors, range(first, first + step), (1, *range(max(2, step), visitors, step), visitors))

    @property
    def baseline(self) -> int:
        """The visitor after whom nothing may grow any more."""
        return next(visitor for visitor in self.measured if visitor > 1 or self.visitors == 1)


@dataclass(slots=True)
class Kiosk:
    """The screen, and the visitors in front of it."""

    page: Page
    kiosk_server: KioskServer
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - not a secret
    saved: int = 0

    def enrol(self) -> None:
        """As staff do it, with the PIN. From then on the screen reports once a minute."""
        self.page.goto("/kiosk/staff?screen=1")
        for digit in PIN:
            self.page.get_by_role("button", name=digit, exact=True).tap()
        self.page.get_by_role("button", name="OK").tap()
        self.page.get_by_role("button", name="Enrol this screen").tap()
        expect(self.page.get_by_text("The screen is enrolled.")).to_be_visible()
        wait_until_offline_works(self.page)

    def serve(self, visitor: int) -> None:
        begin(self.page)
        self._choose()
        finish(self.page)
        if visitor % SAVES == 0:
            self._save(self.chance.choice(NAMES))
        leave(self.page)

    def _choose(self) -> None:
        """Touches a paint, and waits for the new total."""
        paints = self.page.locator(PAINTS)
        paint = paints.nth(self.chance.randrange(paints.count())).get_attribute("id")
        with self.page.expect_response(_has_new_total):
            self.page.locator(f".hit:has(> #{paint})").tap()
        expect(self.page.locator("#total")).not_to_have_attribute("aria-busy", "true")

    def _save(self, name: str) -> None:
        """With the kiosk's own keyboard."""
        self.page.get_by_role("link", name="Save under a name").tap()
        self.page.wait_for_url("**/kiosk/save/**")
        for letter in name.lower():
            self.page.locator(f"[data-key={letter}]").tap()
        self.page.get_by_role("button", name="Save", exact=True).tap()
        expect(self.page.get_by_text(f"Saved for {name}")).to_be_visible()
        self.saved += 1

    def bring_the_server_back(self) -> None:
        """Until the start is the server's again, and it has all saved cars."""
        sign = self.page.locator("#offline-sign")
        expect(sign).to_contain_text("No connection")
        self.kiosk_server.start()
        expect(sign).to_be_hidden()
        expect(self.page.locator("html[data-offline=ready][data-waiting='0']")).to_be_attached()


def _has_new_total(answer: Response) -> bool:
    return answer.request.headers.get("x-part") == "live"


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--visitors", type=int, default=500, help="visitors, one after another (default: 500)")
    plan = Plan.of(max(1, parser.parse_args().visitors))
    print(f"{plan.visitors} visitors; no server for {plan.outage[0]} to {plan.outage[-1]}; sizes in MB\n\n{HEAD}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        kiosk_server, profile = KioskServer(Path(folder) / "kiosk_server", dict(SETTINGS)), Path(folder) / "profile"
        with opened(kiosk_server, profile) as page:
            samples = run(plan, Kiosk(page, kiosk_server), profile)
    seconds = time.monotonic() - started
    print(f"\n{seconds:.0f} s, {seconds / plan.visitors:.2f} s for each visitor")
    sys.exit(verdict(plan, samples))


@contextmanager
def opened(kiosk_server: KioskServer, profile: Path) -> Iterator[Page]:
    """A running server and its kiosk."""
    with sync_playwright() as playwright:
        kiosk_server.start()
        context = playwright.chromium.launch_persistent_context(
            str(profile),
            base_url=kiosk_server.url,
            viewport={"width": SMALLEST[0], "height": SMALLEST[1]},
            has_touch=True,
            reduced_motion="reduce",
            **launch_options("--js-flags=--expose-gc"),
        )
        context.set_default_timeout(PATIENCE * 1000)
        try:
            yield context.pages[0]
        finally:
            context.close()
            kiosk_server.stop()


def run(plan: Plan, kiosk: Kiosk, profile: Path) -> list[Sample]:
    kiosk.enrol()
    probe = Probe(kiosk.page, kiosk.kiosk_server, profile)
    samples = []
    for visitor in range(1, plan.visitors + 1):
        if visitor == plan.outage[0]:
            kiosk.kiosk_server.kill()
        kiosk.serve(visitor)
        if visitor == plan.outage[-1]:
            kiosk.bring_the_server_back()
        if visitor in plan.measured:
            samples.append(probe.measure(visitor, kiosk.saved))
            print(line(samples[-1]), flush=True)
    return samples


def verdict(plan: Plan, samples: list[Sample]) -> int:
    """Says what has grown. Returns the exit code."""
    [first] = [sample for sample in samples if sample.visitor == plan.baseline]
    grown = growths(first, samples[-1])
    print(counted(samples[-1]), notes(first, samples[-1]), sep="\n")
    print(*(f"Grew: {growth}" for growth in grown), sep="\n", end="\n" if grown else "")
    if not grown:
        print(f"Nothing grew between visitor {first.visitor} and {samples[-1].visitor} but by the saved users.")
    return 1 if grown else 0


if __name__ == "__main__":
    main()
