"""Serves the app until SIGTERM or Ctrl-C."""

import signal
import sys
from threading import Thread
from types import FrameType

from configurator.app.build import build_services
from configurator.app.factory import create_app
from configurator.app.log_lines import init_log
from configurator.app.purge import purge_hourly
from configurator.app.server import listen, serve
from configurator.cars.field_reader import CatalogueError
from configurator.settings import Settings, SettingsError


def main() -> int:
    """Returns the exit code: 0 after a clean stop, 1 if the app can't start."""
    signal.signal(signal.SIGTERM, _stop)
    init_log("server")
    try:
        settings = Settings.from_environment()
        with listen(settings.host, settings.port) as listener:
            services = build_services(settings)
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
