"""The catalogue in a function's package is the one in the file."""

from pathlib import Path

import pytest

from configurator.cars.configuration import check
from configurator.cars.packed_catalogue import PACKED, load_packed, pack
from configurator.cars.selection import default_selection
from configurator.web.api.documents import catalogue_document
from tests.support.catalogues import OURS


def test_a_packed_catalogue_says_the_same(tmp_path: Path) -> None:
    pack(OURS, tmp_path / "packed")
    packed = load_packed(tmp_path / "packed")
    assert packed is not None
    assert catalogue_document(packed) == catalogue_document(OURS)
    assert packed.finance == OURS.finance
    for its, ours in zip(packed.models, OURS.models, strict=True):
        assert check(packed, default_selection(its)).price == check(OURS, default_selection(ours)).price


def test_nothing_in_it_can_be_changed_either(tmp_path: Path) -> None:
    pack(OURS, tmp_path / "packed")
    packed = load_packed(tmp_path / "packed")
    assert packed is not None
    with pytest.raises(TypeError):
        packed.models[0].default["color"] = "black"  # type: ignore[index]
    with pytest.raises(AttributeError):
        packed.models[0].price = 0  # type: ignore[misc]


def test_without_a_package_there_is_none() -> None:
    assert not PACKED.exists()
    assert load_packed() is None
