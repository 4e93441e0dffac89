"""Which drawing belongs to a view of a render, and what its file is called."""

from configurator.drawings.views import drawing_name, drawn_view
from configurator.renders.prompt import RENDER_VIEWS


def test_a_view_shows_its_own_drawing_and_one_without_the_side() -> None:
    assert {view: drawn_view(view) for view in RENDER_VIEWS} == {
        "front": "front",
        "side": "side",
        "rear": "side",
        "interior": "interior",
    }


def test_file_names_say_the_view_and_the_width_of_a_png() -> None:
    assert [drawing_name("side"), drawing_name("interior", 600)] == ["side.svg", "interior-600.png"]
