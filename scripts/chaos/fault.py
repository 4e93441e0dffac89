"""What a fault is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """While the context that `inject` returns is open, something is broken, for so many seconds.

    It lasts shorter if `is_done` says so. `missing` says why it can't be injected on this machine; "" if it can.
    `may_lose_pictures`: a picture that OpenAI has delivered meanwhile may be lost, and paid for again.
    """

    name: str
    seconds: float
    inject: Callable[[], AbstractContextManager[None]]
    missing: str = ""
    is_done: Callable[[], bool] = lambda: False
    may_lose_pictures: bool = False


def together(name: str, *faults: Fault) -> Fault:
    """All of them at once."""

    @contextmanager
    def inject() -> Iterator[None]:
        with ExitStack() as stack:
            for fault in faults:
                stack.enter_context(fault.inject())
            yield

    missing = "; ".join(it.missing for it in faults if it.missing)
    loses = any(it.may_lose_pictures for it in faults)
    return Fault(name, max(it.seconds for it in faults), inject, missing, may_lose_pictures=loses)
