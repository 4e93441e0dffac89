"""What the operator can set in the environment, read once into frozen values. A bad value stops the start.

May import cars and rate_limits, for the path of the catalogue and for limits.
"""

from configurator.settings.errors import SettingsError
from configurator.settings.image_server import speaks_azure
from configurator.settings.images import SHORTEST_TIMEOUT, ImageParameters, ImageSettings
from configurator.settings.origins import read_origins
from configurator.settings.reader import EnvironmentReader
from configurator.settings.secret_key import SHORTEST_KEY, one_piece
from configurator.settings.values import Settings, require_lasting, require_time

__all__ = [
    "SHORTEST_KEY",
    "SHORTEST_TIMEOUT",
    "EnvironmentReader",
    "ImageParameters",
    "ImageSettings",
    "Settings",
    "SettingsError",
    "one_piece",
    "read_origins",
    "require_lasting",
    "require_time",
    "speaks_azure",
]
