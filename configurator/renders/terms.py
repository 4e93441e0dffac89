"""How this installation makes renders, what they may cost, and why none can be made now."""

from datetime import datetime
from typing import NamedTuple

from configurator.renders.cost import Rates
from configurator.renders.image_models import is_retired
from configurator.renders.render import BUDGET, KIOSK_BUDGET, Budget, Recipe, day_of, midnight_after
from configurator.renders.store import BudgetStatus, RenderStore
from configurator.renders.time_limits import TimeLimits


class Terms(NamedTuple):
    """How renders are made and what they may cost. Money in micro-dollars; days are UTC days."""

    recipe: Recipe
    rates: Rates
    daily_budget: int
    client_daily: int
    """How many new renders one client can request in a day."""
    enabled: bool
    """Whether there is a key, or another server than OpenAI's, which may need none."""
    base_url: str = ""
    kiosk_share: int = 0
    """The part of `daily_budget` that is set aside for kiosks."""
    time_limits: TimeLimits = TimeLimits()

    @property
    def kiosk_budget(self) -> Budget:
        """Who pays for what is requested on a kiosk."""
        return KIOSK_BUDGET if self.kiosk_share else BUDGET

    def limit(self, budget: Budget) -> int:
        """The most that a budget can spend in a day. All limits together are the daily budget."""
        return self.kiosk_share if budget == KIOSK_BUDGET else self.daily_budget - self.kiosk_share

    @property
    def max_cost(self) -> int:
        """The most that one call can cost."""
        return self.rates.max_cost(self.recipe.quality, self.recipe.size, self.recipe.reference)

    def budget_left(self, status: BudgetStatus, budget: Budget = BUDGET) -> int:
        """What is left of a day's budget; 0 if more was used, as after the budget was lowered."""
        return max(0, self.limit(budget) - status.used)

    def can_afford_call(self, status: BudgetStatus, budget: Budget = BUDGET) -> bool:
        """Whether a day's budget covers the most that one more call can cost."""
        return status.used + self.max_cost <= self.limit(budget)


class Closure(NamedTuple):
    """No render can be made now because of a fault in FAULTS. `until` is when renders open again, if that is known."""

    fault: str
    until: datetime | None = None


def find_closure(store: RenderStore, terms: Terms, now: datetime, budget: Budget = BUDGET) -> Closure | None:
    """Why this budget can pay for no render now, or None if it can. Raises StoreError."""
    if not terms.enabled:
        return Closure("switched_off")
    if is_retired(terms.recipe.model, now.date(), terms.base_url):
        return Closure("model_gone")
    status = store.budget_status(day_of(now), budget)
    if status.is_closed(now):
        return Closure(status.fault, status.until)
    if not terms.can_afford_call(status, budget):
        return Closure("budget_spent", midnight_after(now))
    return None
