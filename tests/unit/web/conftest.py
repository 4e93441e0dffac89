"""A service of renders for the pages' own functions: a real store in a folder, and no request."""

from pathlib import Path

import pytest

from configurator.stores.sqlite import sqlite_stores
from tests.support.renders import Shop, StandInImageModel


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop.in_folder(sqlite_stores(tmp_path)[1], tmp_path / "pictures", StandInImageModel())
