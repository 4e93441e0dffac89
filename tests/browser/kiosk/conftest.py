"""A showroom of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.kiosk import Showroom


@pytest.fixture
def showroom(tmp_path: Path) -> Iterator[Showroom]:
    showroom = Showroom(tmp_path / "showroom")
    showroom.start()
    yield showroom
    showroom.stop()
