"""The state of what the app depends on, each as a word or as a sentence that says what to do.

It makes no call that costs money: OpenAI's state is what the last renders met.
"""

from datetime import datetime
from typing import NamedTuple

from configurator.errors import StoreError
from configurator.renders.cost import MICRO
from configurator.renders.pictures import PictureStoreError
from configurator.renders.render import BUDGET, Budget, Render, day_of
from configurator.renders.terms import Closure, Terms
from configurator.services import Services

_DOCTOR = "flask --app configurator doctor"
_MOST_LISTED = 100
_ADVICE = {
    "bad_key": "OpenAI refused the key. Create a new one, and put it in the place of this one.",
    "not_allowed": "The key may not use the model. Check the permissions of its project at OpenAI.",
    "model_gone": f"The image model has ended. Run `{_DOCTOR}`, which names another one for IMAGE_MODEL.",
    "quota": "The account at OpenAI has no money left, or its limit is reached. See OpenAI's billing page.",
    "redirected": f"The address in OPENAI_BASE_URL leads to another one. Run `{_DOCTOR}`, which names it.",
    "budget_spent": "Today's budget is spent, so there are no new renders until midnight UTC.",
}


class State(NamedTuple):
    """The state of one part. `text` is "Fine", or says what to do."""

    name: str
    is_fine: bool
    text: str


class BudgetToday(NamedTuple):
    """What a budget has spent today and what is left, both like "$1.20", and how many renders that is enough for."""

    name: str
    used: str
    left: str
    possible: int


class RendersToday(NamedTuple):
    """How many renders became ready today, and the budgets that pay for them."""

    ready: str
    budgets: tuple[BudgetToday, ...]


def states(services: Services) -> tuple[State, ...]:
    return _store_state(services), _picture_state(services), _openai_state(services)


def renders_today(services: Services) -> RendersToday | None:
    """None in an outage, and if renders are off."""
    terms, now = services.terms, services.clock()
    if not terms.enabled:
        return None
    names: dict[Budget, str] = (
        {terms.kiosk_budget: "On kiosks", BUDGET: "Elsewhere"} if terms.kiosk_share else {BUDGET: "Everywhere"}
    )
    try:
        budgets = tuple(_budget_today(services, budget, name) for budget, name in names.items())
        ready = services.renders.list_by_index("ready", f"{now:%Y-%m}", _MOST_LISTED)
    except StoreError:
        return None
    return RendersToday(_ready_today(ready, now), budgets)


def _budget_today(services: Services, budget: Budget, name: str) -> BudgetToday:
    terms, status = services.terms, services.renders.budget_status(day_of(services.clock()), budget)
    left = terms.budget_left(status, budget)
    return BudgetToday(name, _dollars(status.used), _dollars(left), _possible(terms, left))


def _dollars(micro: int) -> str:
    return f"${micro / MICRO:.2f}"


def _possible(terms: Terms, left: int) -> int:
    return left // terms.max_cost if terms.max_cost else 0


def _ready_today(ready: tuple[Render, ...], now: datetime) -> str:
    number = sum(1 for it in ready if it.finished_at and day_of(it.finished_at) == day_of(now))
    return f"{number} or more" if number == _MOST_LISTED else str(number)


def _store_state(services: Services) -> State:
    try:
        for ping in (services.users.ping, services.renders.ping, services.kiosks.store.ping):
            ping()
    except StoreError:
        advice = f"It can't be reached: nothing can be saved until it answers. On the server, run `{_DOCTOR}`."
        return State("Database", False, advice)
    return State("Database", True, "Fine")


def _picture_state(services: Services) -> State:
    """Reads a picture that doesn't exist: that needs the store's answer, and writes nothing."""
    try:
        services.pictures.read("staff-check.png")
    except PictureStoreError:
        return State("Pictures", False, f"They can't be read. On the server, run `{_DOCTOR}`, which says why.")
    return State("Pictures", True, "Fine")


def _openai_state(services: Services) -> State:
    try:
        closure = services.render_service.closure()
    except StoreError:
        return State("OpenAI", False, "Unknown until the database answers.")
    if closure and closure.fault == "switched_off":
        return State("OpenAI", True, "Off: visitors see drawings only. To turn renders on, set OPENAI_API_KEY.")
    if closure:
        return State("OpenAI", False, _closed(closure))
    if not services.render_service.latest():
        return State("OpenAI", True, f"No fault so far, but no render was made lately. `{_DOCTOR}` asks OpenAI.")
    return State("OpenAI", True, "Fine")


def _closed(closure: Closure) -> str:
    advice = _ADVICE.get(closure.fault, f"The last renders failed. Run `{_DOCTOR}`, which says why.")
    is_told = closure.until is None or closure.fault == "budget_spent"
    return advice if is_told else f"{advice} The next attempt is at {closure.until:%H:%M} UTC."
