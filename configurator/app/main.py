"""Serves the app until SIGTERM or Ctrl-C."""

import logging
import os
import signal
import sys
from threading import Thread
from types import FrameType

from configurator.app.advice import advice
from configurator.app.build import build_services
from configurator.app.factory import create_app
from configurator.app.log_lines import init_log
from configurator.app.purge import purge_hourly
from configurator.app.server import listen, serve
from configurator.cars.field_reader import CatalogueError
from configurator.settings import EnvironmentReader, Settings, SettingsError

logger = logging.getLogger(__name__)


def main() -> int:
    """Returns the exit code: 0 after a clean stop, 1 if the app can't start."""
    signal.signal(signal.SIGTERM, _stop)
    init_log("server")
    try:
        read = EnvironmentReader(os.environ)
        settings = Settings.read_from(read)
        with listen(settings.host, settings.port) as listener:
            services = build_services(settings)
            for text in advice(os.environ, read, settings, services.terms):
                logger.warning("%s", text)
            Thread(target=services.render_service.resume, daemon=True).start()
            expiring = (services.users, services.kiosks.store)
            Thread(target=purge_hourly, args=(expiring, services.clock), daemon=True).start()
            serve(create_app(services=services), listener, settings)
    except (SettingsError, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
