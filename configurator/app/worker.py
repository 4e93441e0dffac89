"""The worker: `run(event, context)` on Lambda, `python -m configurator.app.worker ID` on a machine of one's own.

openai is imported here and nowhere else.
"""

import functools
import logging
import math
import signal
import sys
import time
from typing import Any

from configurator.app.build import build_services, create_render_job
from configurator.app.render_metrics import reported
from configurator.cars.field_reader import CatalogueError
from configurator.errors import StoreError
from configurator.renders.job import RenderJob
from configurator.renders.pictures import PictureStoreError
from configurator.renders.render import CALL_SECONDS, FUNCTION_SECONDS
from configurator.services import Services
from configurator.settings import Settings, SettingsError

AROUND_A_CALL = FUNCTION_SECONDS - CALL_SECONDS
"""Seconds for all that is not the call: drawing the reference, keeping the picture, writing it down."""

SHORTEST_CALL = 30.0
_MARGIN = 5.0

logger = logging.getLogger(__name__)


def run(event: dict[str, Any], context: Any) -> None:
    """What Lambda invokes, asynchronously and with {"render": id}; Zappa calls it with exactly these two.

    One invocation makes one call. It never raises: Lambda would run it again, which is for the render to decide.
    """
    services = _services()
    seconds = min(CALL_SECONDS, _left(context) - AROUND_A_CALL)
    if seconds < SHORTEST_CALL:
        logger.error("The function's timeout is too short for a render: set timeout_seconds to 120.")
        return
    render_id = str(event.get("render"))
    with reported(services, render_id):
        wait = _attempt(create_render_job(services), render_id, seconds)
    if wait is not None and wait < _left(context) - _MARGIN:
        time.sleep(wait)
        services.render_service.send(render_id)


def main(render_id: str) -> int:
    """Works on one render until nothing more can be done now; the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        work = create_render_job(build_services(Settings.from_environment()))
    except (SettingsError, CatalogueError) as error:
        logger.error("%s", error)
        return 1
    wait: float | None = 0.0
    while wait is not None:
        time.sleep(wait)
        # Its default action ends the process: the hard end that Lambda has by itself.
        signal.alarm(math.ceil(FUNCTION_SECONDS))
        wait = _attempt(work, render_id, CALL_SECONDS)
        signal.alarm(0)
    return 0


def _attempt(work: RenderJob, render_id: str, seconds: float) -> float | None:
    try:
        return work.run(render_id, seconds)
    except (StoreError, PictureStoreError) as error:
        logger.error("Render %s waits: %s", render_id, error)
    except Exception:
        logger.exception("Render %s waits", render_id)
    return None


@functools.cache
def _services() -> Services:
    return build_services(Settings.from_environment())


def _left(context: Any) -> float:
    return float(context.get_remaining_time_in_millis()) / 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
