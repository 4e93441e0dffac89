"""The key that signs cookies, and the check that a key can be sent."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from configurator.settings.errors import SettingsError, unusable_data_dir

SHORTEST_KEY = 32
"""Characters, in production."""


def one_piece(key: str, name: str) -> str:
    """Returns the key if it can be sent in a header. Raises SettingsError, whose message doesn't quote it."""
    if any(character.isspace() or not character.isprintable() for character in key) or not key.isascii():
        raise SettingsError(f"{name} contains a space or a line break: copy the whole key again, without breaks.")
    return key


def read_secret_key(given: str, parameter: str, production: bool, data_dir: Path) -> str:
    """The given key; "" if Parameter Store has it; in development a key that is made on the first start.

    Raises SettingsError.
    """
    if given:
        return _long_enough(given, production)
    if parameter:
        return ""
    if production:
        raise SettingsError("SECRET_KEY is missing: in production set it to a long random text and keep it secret.")
    try:
        return _development_key(data_dir / "development.key")
    except OSError as error:
        raise unusable_data_dir(data_dir, error.strerror or "it can't be used") from None


def _long_enough(key: str, production: bool) -> str:
    if production and len(key) < SHORTEST_KEY:
        raise SettingsError(f"SECRET_KEY is too short: in production use {SHORTEST_KEY} random characters or more.")
    return key


def _development_key(path: Path) -> str:
    """Reads the key, or creates it on the first start, so that a restart signs nobody out.

    The file is linked into place when it is complete: two processes that start together use the same key.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f".{secrets.token_hex(8)}.key")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
