"""CloudWatch metrics of a worker's attempt: the render's state, its cost, what is left of the day's budget (and of the
part for kiosks, if one is set aside), and whether it closed renders for everyone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from configurator.aws.metrics import metric_line
from configurator.errors import StoreError
from configurator.renders.cost import MICRO
from configurator.renders.faults import FAULTS
from configurator.renders.render import BUDGET, KIOSK_BUDGET, Budget, Render, day_of
from configurator.renders.store import RenderStore
from configurator.renders.terms import Terms


@dataclass(frozen=True, slots=True)
class RenderMetrics:
    """Prints metrics with the dimension `stage`."""

    store: RenderStore
    terms: Terms
    clock: Callable[[], datetime]
    stage: str

    @contextmanager
    def reported(self, render_id: str) -> Iterator[None]:
        """Around an attempt. Reports nothing if the store can't answer: the log says so already."""
        before = self._find(render_id)
        yield
        after = self._find(render_id)
        if before and after and before.version != after.version:
            with suppress(StoreError):
                self._report(before, after)

    def _find(self, render_id: str) -> Render | None:
        with suppress(StoreError):
            return self.store.get(render_id)
        return None

    def _report(self, before: Render, after: Render) -> None:
        stage = {"Stage": self.stage}
        print(metric_line({**stage, "State": after.state}, {"Renders": ("Count", 1)}, fault=after.fault), flush=True)
        closures = {"Closures": ("Count", float(_is_closing(after)))}
        money = {"RenderCost": after.cost - before.cost, "BudgetLeft": self._left(BUDGET)}
        if self.terms.kiosk_share:
            money["KioskBudgetLeft"] = self._left(KIOSK_BUDGET)
        amounts = {name: ("None", amount / MICRO) for name, amount in money.items()}
        print(metric_line(stage, closures | amounts), flush=True)

    def _left(self, budget: Budget) -> int:
        return self.terms.budget_left(self.store.budget_status(day_of(self.clock()), budget), budget)


def _is_closing(render: Render) -> bool:
    """Whether it closed renders by a fault that needs a repair. An operator who switched them off knows it."""
    return render.fault not in ("", "switched_off") and FAULTS[render.fault].closes
