"""OpenAI misbehaves in every way that the mock server knows."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from configurator.demo.gateway_behaviours import PICTURES, REDIRECTS
from configurator.demo.openai_server import BEHAVIOURS, Call, OpenAIServer
from scripts.chaos.fault import Fault

HANGING = ("hang", "drip", "held")
CLOSING = ("bad_key", "not_allowed", "model_gone", "quota", *REDIRECTS, "billing")
"""They close all renders for some minutes, so each gets a turn of its own."""
_SLOW = ("busy_for_60", "busy_for_an_hour", "reset_tokens", "reset_far", "outage_with_reset")
DELIVERING = ("ready", "by_url", "held", *PICTURES)


class Delivery(NamedTuple):
    """One call that arrived at OpenAI: what was asked, how it was answered, and when."""

    prompt: str
    behaviour: str
    phase: int

    @property
    def is_picture(self) -> bool:
        return self.behaviour in DELIVERING


@dataclass
class WatchedOpenAI:
    """The mock server, and a list of all its calls. `want` asks the clients for so many further renders."""

    server: OpenAIServer
    phase: Callable[[], int]
    want: Callable[[int], None]
    calls: list[Delivery] = field(default_factory=list)

    def __post_init__(self) -> None:
        choose = self.server.next

        def choose_and_note(call: Call) -> str:
            behaviour = choose(call)
            self.calls.append(Delivery(str(call.fields.get("prompt")), behaviour, self.phase()))
            return behaviour

        self.server.next = choose_and_note  # type: ignore[method-assign]

    @property
    def tried(self) -> Counter[str]:
        return Counter(call.behaviour for call in self.calls)

    def misbehaving(self, names: tuple[str, ...], seconds: float, repair: Callable[[], None] = lambda: None) -> Fault:
        """Each of these in turn, then well again. Ends as soon as all had their turn. `repair` is called at the end."""
        before: list[int] = []

        @contextmanager
        def inject() -> Iterator[None]:
            before.append(len(self.calls))
            self.server.released.clear()
            self.server.behave(*names, "ready")
            self.want(len(names))
            try:
                yield
            finally:
                self.server.behave("ready")
                self.server.released.set()
                repair()

        def is_done() -> bool:
            return bool(before) and {call.behaviour for call in self.calls[before[-1] :]} >= set(names)

        return Fault(f"OpenAI: {_named(names)}", seconds, inject, is_done=is_done)

    @property
    def untried(self) -> list[str]:
        return sorted(BEHAVIOURS.keys() - self.tried.keys())


def ordinary() -> tuple[str, ...]:
    """The behaviours that neither close renders nor hang: those with a long wait last."""
    others = [it for it in BEHAVIOURS if it not in (*HANGING, *CLOSING, *_SLOW, "ready")]
    return (*others, *_SLOW)


def _named(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} other ways"
