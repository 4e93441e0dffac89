"""What pages get of the kit: the same shapes, with few copies for browsers to make."""

import re
from xml.etree import ElementTree

from configurator.cars.catalogue import RIMS
from configurator.drawings.svg import shared_defs
from configurator.drawings.turned_paths import joined, turned

KIT = ElementTree.fromstring(shared_defs())


def rim(name: str) -> ElementTree.Element:
    [found] = [element for element in KIT.iter() if element.get("id") == f"k-rim-{name}"]
    return found


def test_the_only_copies_are_the_rims_of_the_two_wheels() -> None:
    assert [use.get("href") for use in KIT.iter("use")] == ["#k-rims", "#k-rims"]


def test_a_rim_has_few_shapes() -> None:
    assert all(len(list(rim(name).iter())) < 45 for name in RIMS)


def test_only_what_browsers_need_displayed_is() -> None:
    shapes = KIT.find("g")

    assert shapes is not None
    assert shapes.get("display") == "none"
    assert not [element.tag for element in shapes.iter() if re.search("Gradient|filter|mask|pattern", element.tag)]
    assert [child.tag for child in KIT] == ["defs", "g"]


def test_a_path_turns_around_the_origin() -> None:
    assert turned("M0 -10H5V-5L-2 3C0 1 2 3 4 5Z", 90) == "M10 0l0 5l-5 0l-8-7c2 2 0 4-2 6z"
    assert turned("M0 -10L5 -10.4Z", 180) == "M0 10l-5 .4z"


def test_turned_copies_become_one_path_in_the_place_of_the_first() -> None:
    spoke = '<path d="M0 -10L5 -10Z"'
    group = ElementTree.fromstring(f'<g>{spoke}/><circle r="2"/>{spoke} transform="rotate(90)"/></g>')

    assert [(element.tag, element.get("d")) for element in joined(group)] == [
        ("path", "M0 -10L5 -10ZM10 0l0 5z"),
        ("circle", None),
    ]
