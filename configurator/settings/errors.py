"""How a bad setting is reported."""

from pathlib import Path


class SettingsError(ValueError):
    """A setting is missing or wrong. The message names it and says what to set instead."""


def unusable_data_dir(data_dir: Path, reason: str) -> SettingsError:
    """The error for a data folder that can't be read or written."""
    return SettingsError(f"DATA_DIR={str(data_dir)!r}: {reason}. Use a folder that this program can write to.")
