"""Faults of DynamoDB, and of the way to it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from scripts.chaos.fault import Fault
from tests.support.processes import Engine
from tests.support.proxy import Behaviour, Call, Forward, Proxy, Reply


def passing_on(_call: Call, forward: Forward) -> Reply | None:
    """What the proxy does without a fault: no answer if the engine gives none."""
    try:
        return forward()
    except OSError:
        return None


def hanging(proxy: Proxy, seconds: float) -> Fault:
    """DynamoDB accepts every connection and never answers."""
    is_over = Event()

    def hang(_call: Call, _forward: Forward) -> Reply | None:
        is_over.wait()
        return None

    @contextmanager
    def inject() -> Iterator[None]:
        is_over.clear()
        try:
            with _behaving(proxy, hang):
                yield
        finally:
            is_over.set()

    return Fault("DynamoDB hangs", seconds, inject)


def losing_answers(proxy: Proxy, seconds: float) -> Fault:
    """Everything is done, and each second answer is lost."""
    count = iter(range(1_000_000_000))

    def lose(call: Call, forward: Forward) -> Reply | None:
        reply = passing_on(call, forward)
        return None if next(count) % 2 else reply

    return Fault("DynamoDB's answers are lost", seconds, lambda: _behaving(proxy, lose))


def slow(proxy: Proxy, seconds: float, pause: float = 1.0) -> Fault:
    def wait(call: Call, forward: Forward) -> Reply | None:
        time.sleep(pause)
        return passing_on(call, forward)

    return Fault(f"DynamoDB takes {pause:.0f} s", seconds, lambda: _behaving(proxy, wait))


def refusing(proxy: Proxy, seconds: float, status: int, code: str) -> Fault:
    return Fault(
        f"DynamoDB: {code}", seconds, lambda: _behaving(proxy, lambda _call, _forward: Reply.refusal(status, code))
    )


def engine_killed(engine: Engine, seconds: float) -> Fault:
    """Nobody listens any more."""

    @contextmanager
    def inject() -> Iterator[None]:
        engine.kill()
        try:
            yield
        finally:
            engine.start()

    return Fault("DynamoDB is away", seconds, inject)


@contextmanager
def _behaving(proxy: Proxy, behaviour: Behaviour) -> Iterator[None]:
    proxy.behaviour = behaviour
    try:
        yield
    finally:
        proxy.behaviour = passing_on
