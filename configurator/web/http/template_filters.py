"""Jinja filters for texts of the catalogue and the API."""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, Final

from configurator.cars.catalogue import Catalogue, body_name
from configurator.cars.fact_texts import fact_texts, key_facts, sources_of
from configurator.cars.paint_words import paint_words
from configurator.drawings.arts import drawn_as
from configurator.drawings.views import shown_elsewhere, views_showing
from configurator.renders.captions import caption, title
from configurator.renders.render import Render


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def sizes_whole(text: str) -> str:
    """Keeps tyre sizes ("245/35 R20" or "245/35 R 20") on one line, with non-breaking spaces."""
    return re.sub(r" (?=R ?\d)|(?<= R) (?=\d)", "\N{NO-BREAK SPACE}", text)


def render_title(render: Render) -> str:
    return title(render.names, render.view)


def render_caption(render: Render) -> str:
    return caption(render.names, render.view)


def fact_filters(catalogue: Catalogue) -> dict[str, Callable[..., Any]]:
    """Filters that take a model of this catalogue, or some of its facts, and return the words for pages."""
    return {
        "fact_texts": partial(fact_texts, catalogue),
        "key_facts": lru_cache(maxsize=64)(partial(key_facts, catalogue)),
        "fact_sources": lambda texts: tuple(sources_of(catalogue, texts)),
    }


FILTERS: Final = {
    "body_name": body_name,
    "drawn_as": drawn_as,
    "paint_words": paint_words,
    "lower_first": lower_first,
    "upper_first": upper_first,
    "sizes_whole": sizes_whole,
    "render_title": render_title,
    "render_caption": render_caption,
    "shown_elsewhere": shown_elsewhere,
    "views_showing": views_showing,
}
