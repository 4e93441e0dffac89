"""A server of the test's own, which can be switched off and on again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.kiosk import KioskServer


@pytest.fixture
def kiosk_server(tmp_path: Path) -> Iterator[KioskServer]:
    server = KioskServer(tmp_path / "kiosk-server")
    server.start()
    yield server
    server.stop()
