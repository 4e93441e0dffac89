"""The settings of kiosks."""

from dataclasses import dataclass

from configurator.settings.reader import EnvironmentReader

_ONE_HOUR = 3600
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """When a kiosk asks "Still there?", and how long it then waits before it starts over, both in seconds; and after
    how many days a user who was saved there is deleted."""

    idle: int = 75
    countdown: int = 20
    user_days: int = 30


def read_kiosk_settings(read: EnvironmentReader) -> KioskSettings:
    """Raises SettingsError."""
    default = KioskSettings()
    return KioskSettings(
        idle=read.whole("KIOSK_IDLE_SECONDS", default.idle, _ONE_HOUR, minimum=10),
        countdown=read.whole("KIOSK_COUNTDOWN_SECONDS", default.countdown, _ONE_HOUR, minimum=5),
        user_days=read.whole("KIOSK_USER_DAYS", default.user_days, _MOST_DAYS, minimum=1),
    )
