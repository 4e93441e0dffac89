"""The front views and the numbers that they are drawn from agree, and mistakes in the numbers are named."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from configurator.drawings.arts import ARTS
from configurator.drawings.fragments import fragment
from configurator.drawings.views import VIEWS
from scripts.front_view import read_car as reader
from scripts.front_view.read_car import names, read_car
from scripts.front_view.record import outdated

MadeOf = Callable[[str, str], object]


@pytest.fixture
def made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeOf:
    """Adds a car's numbers to a copy of the 911's."""
    for name in ("911", "cabin"):
        shutil.copy(reader.CARS / f"{name}.toml", tmp_path)
    monkeypatch.setattr(reader, "CARS", tmp_path)
    return lambda name, numbers: (tmp_path / f"{name}.toml").write_text(numbers, "utf-8")


def test_every_body_has_numbers_and_no_other_has() -> None:
    assert names() == sorted(ARTS)


def test_drawings_are_those_of_their_numbers() -> None:
    assert outdated() == [], "Run make front-view. It overwrites what was changed by hand in static/cars/front."


@pytest.mark.parametrize("name", names())
def test_a_drawing_names_only_what_it_or_a_kit_defines(name: str) -> None:
    drawing = fragment(f"front/{name}")
    own, defined = _ids(drawing), _ids("".join(map(fragment, VIEWS["front"].kits)))
    assert len(own) == len(set(own))
    assert all(it.startswith(f"kf{name}-") for it in own)
    assert set(re.findall(r'(?:href="#|url\(#)([\w-]+)', drawing)) <= {*own, *defined}


def test_a_body_takes_from_its_base_what_it_does_not_change(made_of: MadeOf) -> None:
    made_of("911-low", 'base = "911"\n[trim]\nlip = 15.5\n')
    low, base = read_car("911-low"), read_car("911")
    assert (low.trim.lip, low.trim.shoulder, low.solid) == (15.5, base.trim.shoulder, base.solid)


def test_a_body_can_do_without_a_part_of_its_base(made_of: MadeOf) -> None:
    made_of("911-bare", 'base = "911"\nwithout = ["wing"]\n')
    assert read_car("911").wing
    assert not read_car("911-bare").wing


def test_a_raised_body_keeps_its_wheels_on_the_ground(made_of: MadeOf) -> None:
    made_of("911-high", 'base = "911"\nraised = 2.5\n')
    high, base = read_car("911-high"), read_car("911")
    assert high.lamp.centre[1] == base.lamp.centre[1] + 2.5
    assert [z for _, z in high.solid.roof.points] == [z + 2.5 for _, z in base.solid.roof.points]
    assert (high.front_axle, high.rear_axle) == (base.front_axle, base.rear_axle)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("[trim]\nlipp = 15.5\n", "911-odd.trim: unknown lipp, missing nothing"),
        ('[[decals.front]]\nstyle = "hole"\npoints = []\n', "911-odd.decals.front[0].style is 'hole'; it can be bar,"),
        ('[[decals.front]]\nstyle = "bar"\n', "911-odd.decals.front[0]: unknown nothing, missing points"),
    ],
)
def test_a_mistake_is_named_with_its_place(made_of: MadeOf, numbers: str, said: str) -> None:
    made_of("911-odd", f'base = "911"\n{numbers}')
    with pytest.raises(ValueError, match=re.escape(said)):
        read_car("911-odd")


def _ids(markup: str) -> list[str]:
    return re.findall(r'id="([^"]+)"', markup)
