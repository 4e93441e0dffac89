"""What a worker's attempt came to, as metrics: the render's state, what it cost, what is left of the day's budget,
and whether it closed renders for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from configurator.aws.metrics import metric_line
from configurator.errors import StoreError
from configurator.renders.cost import MICRO
from configurator.renders.faults import FAULTS
from configurator.renders.render import Render, day_of
from configurator.services import Services


@contextmanager
def reported(services: Services, render_id: str) -> Iterator[None]:
    """Around an attempt. Where the store can't answer there is nothing to report, and the log has said so already."""
    before = _render(services, render_id)
    yield
    after = _render(services, render_id)
    if before and after and before.version != after.version:
        with suppress(StoreError):
            _report(services, before, after)


def _render(services: Services, render_id: str) -> Render | None:
    with suppress(StoreError):
        return services.renders.get(render_id)
    return None


def _report(services: Services, before: Render, after: Render) -> None:
    status = services.renders.budget_status(day_of(services.clock()))
    stage = {"Stage": services.settings.stage}
    print(metric_line({**stage, "State": after.state}, {"Renders": ("Count", 1)}, fault=after.fault), flush=True)
    closures = {"Closures": ("Count", float(_closed(after)))}
    money = {"RenderCost": after.cost - before.cost, "BudgetLeft": services.terms.budget_left(status)}
    amounts = {name: ("None", amount / MICRO) for name, amount in money.items()}
    print(metric_line(stage, closures | amounts), flush=True)


def _closed(render: Render) -> bool:
    """By a fault that somebody must mend: whoever switches renders off knows it."""
    return render.fault not in ("", "switched_off") and FAULTS[render.fault].closes
