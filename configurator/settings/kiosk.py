"""The settings of kiosks."""

import re
from dataclasses import dataclass, field

from configurator.settings.errors import SettingsError
from configurator.settings.reader import EnvironmentReader

_ONE_HOUR = 3600
_MOST_DAYS = 366

_SCRYPT = re.compile(r"scrypt:(\d{1,7}):[1-9]\d?:[1-9]\d?\$[^$\s]+\$[0-9a-f]{128}", re.ASCII)
_PBKDF2 = re.compile(r"pbkdf2:sha(256|512):[1-9]\d{0,7}\$[^$\s]+\$[0-9a-f]{64,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """When a kiosk asks "Still there?", and how long it then waits before it starts over, both in seconds; after how
    many days a user who was saved there is deleted; and which percentage of the day's budget for renders is set aside
    for kiosks."""

    idle: int = 75
    countdown: int = 20
    user_days: int = 30
    budget_percent: int = 20
    pin_hash: str = field(default="", repr=False)
    """The hash of the staff's PIN, as werkzeug writes it; "" if nobody may open the staff's page."""

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
        pin_hash=_pin_hash(read.text("KIOSK_PIN_HASH")),
    )


def _pin_hash(value: str) -> str:
    """The message doesn't quote a bad value: it may be the PIN itself."""
    scrypt = _SCRYPT.fullmatch(value)
    if value and not (_PBKDF2.fullmatch(value) or (scrypt and _is_power_of_two(int(scrypt[1])))):
        raise SettingsError(
            "KIOSK_PIN_HASH is not the hash of a PIN: unset it, run `.venv/bin/flask --app configurator kiosk-pin`, "
            "and set it to the line that this prints, in single quotes."
        )
    return value


def _is_power_of_two(number: int) -> bool:
    """scrypt works with no other cost."""
    return number > 1 and number & (number - 1) == 0
