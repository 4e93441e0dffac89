"""Servers for the states of pages that screenshots show."""

from collections.abc import Iterator

import pytest

from scripts.scene_servers import Servers, scene_servers


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """One for each set of settings; scenes leave nothing behind that another one would notice."""
    with scene_servers() as running:
        yield running
