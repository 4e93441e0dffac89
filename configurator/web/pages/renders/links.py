"""The URLs that a panel shows, as functions, so that a panel can be built without a request."""

from collections.abc import Callable
from typing import NamedTuple

from flask import url_for


class PanelLinks(NamedTuple):
    """`drawing` takes a car's code and a file name, `picture` a render's id."""

    drawing: Callable[[str, str], str]
    picture: Callable[[str], str]


def panel_links() -> PanelLinks:
    """The links of this request."""
    return PanelLinks(
        drawing=lambda code, name: url_for("drawings.show", text=code, name=name),
        picture=lambda render_id: url_for("renders_api.send_picture", render_id=render_id),
    )
