"""How renders are made here, what they may cost, and why none can be made now."""

from datetime import datetime
from typing import NamedTuple

from configurator.renders.cost import Rates
from configurator.renders.image_models import is_retired
from configurator.renders.render import Recipe, day_of, midnight_after
from configurator.renders.store import BudgetStatus, RenderStore


class Terms(NamedTuple):
    """How renders are made here and what they may cost: money in micro-dollars, a UTC day."""

    recipe: Recipe
    rates: Rates
    daily_budget: int
    client_daily: int
    enabled: bool
    """Whether there is a key, or a server that may need none."""
    base_url: str = ""

    @property
    def worst(self) -> int:
        """The most that one call may cost."""
        return self.rates.worst(self.recipe.quality, self.recipe.size, self.recipe.reference)

    def budget_left(self, status: BudgetStatus) -> int:
        """Micro-dollars that the day's budget still has; 0 where more was used, as after the budget was lowered."""
        return max(0, self.daily_budget - status.used)

    def can_afford_call(self, status: BudgetStatus) -> bool:
        """Whether the day's budget still covers the most that one call may cost."""
        return status.used + self.worst <= self.daily_budget


class Closure(NamedTuple):
    """No render can be made now, for a fault of FAULTS; `until` where it is known when there may."""

    fault: str
    until: datetime | None = None


def find_closure(store: RenderStore, terms: Terms, now: datetime) -> Closure | None:
    """Why no render can be made now; None where one can. May raise StoreError."""
    if not terms.enabled:
        return Closure("switched_off")
    if is_retired(terms.recipe.model, now.date(), terms.base_url):
        return Closure("model_gone")
    status = store.budget_status(day_of(now))
    if status.is_closed(now):
        return Closure(status.fault, status.until)
    if not terms.can_afford_call(status):
        return Closure("budget_spent", midnight_after(now))
    return None
