"""The worker, which makes pictures: `run(event, context)` on Lambda, `python -m configurator.app.worker ID` elsewhere.

It uses the image model and with it openai, which takes a third of a second to import. A web process never does.
"""

import functools
import logging
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple, cast

from configurator.app.build import build_services, create_render_job
from configurator.app.log_lines import init_log
from configurator.app.render_metrics import RenderMetrics
from configurator.cars.field_reader import CatalogueError
from configurator.errors import StoreError
from configurator.files.process_lock import process_lock
from configurator.renders.job import RenderJob
from configurator.renders.pictures import PictureStoreError
from configurator.renders.time_limits import AROUND_A_CALL
from configurator.settings import SHORTEST_TIMEOUT, Settings, SettingsError

_MARGIN = 5.0

logger = logging.getLogger(__name__)


class _Worker(NamedTuple):
    """What an invocation on Lambda uses."""

    job: RenderJob
    reported: Callable[[str], AbstractContextManager[None]]
    send: Callable[[str], None]


def run(event: dict[str, Any], context: Any) -> None:
    """What Lambda invokes asynchronously with {"render": id}. Zappa calls it with these two arguments.

    One invocation makes one call. It never raises: Lambda would run it again, but only the render decides about that.
    """
    left = _seconds_left(context) - AROUND_A_CALL
    if left < SHORTEST_TIMEOUT:
        logger.error("The function's timeout is too short for a render: run `make deploy`, which sets it.")
        return
    worker, render_id = _worker(), str(event.get("render"))
    seconds = _call_seconds(worker.job.terms.time_limits.call, left)
    with worker.reported(render_id):
        wait = _attempt(worker.job, render_id, seconds)
    if wait is not None and wait < _seconds_left(context) - _MARGIN:
        time.sleep(wait)
        worker.send(render_id)


def main(render_id: str) -> int:
    """Works on one render until nothing more can be done now. Returns the exit code."""
    init_log("worker", logging.INFO)
    try:
        settings = Settings.from_environment()
        job = create_render_job(build_services(settings))
    except (SettingsError, CatalogueError) as error:
        logger.error("%s", error)
        return 1
    # A worker can outlive its server. If the clock is then set forward, its lease seems to be over, and the next
    # server starts another worker.
    with _only_worker(settings.data_dir / "workers" / f"{render_id}.lock") as is_only:
        if is_only:
            _work(job, render_id)
        else:
            logger.info("Another worker makes render %s.", render_id)
    return 0


@contextmanager
def _only_worker(path: Path) -> Iterator[bool]:
    """Whether no other worker has this render's lock. Where files can't be written or locked, the lease has to do."""
    with ExitStack() as stack:
        try:
            is_only = stack.enter_context(process_lock(path))
        except OSError:
            is_only = True
        yield is_only


def _work(job: RenderJob, render_id: str) -> None:
    limits, wait = job.terms.time_limits, cast(float | None, 0.0)
    while wait is not None:
        time.sleep(wait)
        # The alarm's default action ends the process, as Lambda's timeout ends a function.
        signal.alarm(math.ceil(limits.worker))
        wait = _attempt(job, render_id, limits.call)
        signal.alarm(0)


def _attempt(job: RenderJob, render_id: str, seconds: float) -> float | None:
    try:
        return job.run(render_id, seconds)
    except (StoreError, PictureStoreError) as error:
        logger.error("Render %s waits: %s", render_id, error)
    except Exception:
        logger.exception("Render %s waits", render_id)
    return None


@functools.cache
def _worker() -> _Worker:
    services = build_services(Settings.from_environment())
    metrics = RenderMetrics(services.renders, services.terms, services.clock, services.settings.stage)
    return _Worker(create_render_job(services), metrics.reported, services.render_service.send)


def _call_seconds(wanted: float, left: float) -> float:
    if left < wanted - _MARGIN:
        logger.warning(
            "IMAGE_TIMEOUT_SECONDS=%d, but the function ends earlier, so this call may take %d s: run `make deploy`.",
            wanted,
            left,
        )
    return min(wanted, left)


def _seconds_left(context: Any) -> float:
    return float(context.get_remaining_time_in_millis()) / 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
