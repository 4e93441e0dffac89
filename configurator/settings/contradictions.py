"""Settings of which only one may be set, because either could be meant."""

from configurator.settings.errors import SettingsError
from configurator.settings.reader import EnvironmentReader

_EITHER = (("SECRET_KEY", "SECRET_KEY_PARAMETER"), ("OPENAI_API_KEY", "OPENAI_API_KEY_PARAMETER"))


def refuse_contradictions(read: EnvironmentReader) -> None:
    """Raises SettingsError."""
    for one, other in _EITHER:
        if read.text(one) and read.text(other):
            raise SettingsError(f"{one} and {other} are both set: keep the one that is meant, and remove the other.")
