"""Servers for the states of pages that screenshots show."""

from collections.abc import Iterator

import pytest

from scripts.scene_servers import Servers, scene_servers


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """One for each set of settings. A render can be in progress only once, so each module has its own."""
    with scene_servers() as running:
        yield running
