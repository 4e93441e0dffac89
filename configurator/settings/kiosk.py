"""The settings of kiosks."""

from dataclasses import dataclass

from configurator.settings.reader import EnvironmentReader

_ONE_HOUR = 3600
_MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """When a kiosk asks "Still there?", and how long it then waits before it starts over, both in seconds; after how
    many days a user who was saved there is deleted; and which percentage of the day's budget for renders is set aside
    for kiosks."""

    idle: int = 75
    countdown: int = 20
    user_days: int = 30
    budget_percent: int = 20
    pin_hash: str = ""

    @property
    def budget_share(self) -> int:
        """The percentage that is set aside: none where no kiosk was set up, so that nothing changes there."""
        return self.budget_percent if self.pin_hash else 0


def read_kiosk_settings(read: EnvironmentReader) -> KioskSettings:
    """Raises SettingsError."""
    default = KioskSettings()
    return KioskSettings(
        idle=read.whole("KIOSK_IDLE_SECONDS", default.idle, _ONE_HOUR, minimum=10),
        countdown=read.whole("KIOSK_COUNTDOWN_SECONDS", default.countdown, _ONE_HOUR, minimum=5),
        user_days=read.whole("KIOSK_USER_DAYS", default.user_days, _MOST_DAYS, minimum=1),
        budget_percent=read.whole("KIOSK_BUDGET_PERCENT", default.budget_percent, 100),
        pin_hash=read.text("KIOSK_PIN_HASH"),
    )
