"""How renders are made here, what they may cost, and why none can be made now."""

from datetime import datetime
from typing import NamedTuple

from configurator.renders.cost import Rates
from configurator.renders.image_models import is_retired
from configurator.renders.render import Recipe, day_of, midnight_after
from configurator.renders.store import RenderStore


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
    standing = store.budget_status(day_of(now))
    if standing.until and now < standing.until:
        return Closure(standing.fault, standing.until)
    if standing.used + terms.worst > terms.daily_budget:
        return Closure("budget_spent", midnight_after(now))
    return None
