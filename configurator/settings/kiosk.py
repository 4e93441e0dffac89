"""The settings of kiosks."""

from dataclasses import dataclass

from configurator.settings.reader import EnvironmentReader

_ONE_HOUR = 3600


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """When a kiosk asks "Still there?", and how long it then waits before it starts over. Both in seconds."""

    idle: int = 75
    countdown: int = 20


def read_kiosk_settings(read: EnvironmentReader) -> KioskSettings:
    """Raises SettingsError."""
    default = KioskSettings()
    return KioskSettings(
        idle=read.whole("KIOSK_IDLE_SECONDS", default.idle, _ONE_HOUR, minimum=10),
        countdown=read.whole("KIOSK_COUNTDOWN_SECONDS", default.countdown, _ONE_HOUR, minimum=5),
    )
