"""A page's drawing, coloured by its style sheets, and the file of the same car look alike to the eye."""

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Browser

from configurator.cars.catalogue import DRAWN_OPTIONS, RIMS
from configurator.drawings.appearance import Appearance, root_style
from configurator.drawings.arts import ARTS
from configurator.drawings.flatten import STYLESHEETS
from configurator.drawings.raster import png
from configurator.drawings.svg import car_box, car_markup, shared_defs, svg
from configurator.drawings.views import EXTERIOR_VIEWS, DrawnView
from tests.support.pixels import Part, mean_differences

SCALE: Final = 2
LARGEST_MEAN: Final = 2.0
"""Of 255, over the channels of all pixels. Smoothed edges are never quite the same."""

OWN_STYLES: Final = """
  body { margin: 0; --sky: #dadada }
  div { background: linear-gradient(#eaeaea, #f6f6f6 58%, #d9d9d9 74%, #ededed); overflow: hidden }
  div svg { display: block }
"""
CARS: Final = [(art, view) for art in ARTS for view in EXTERIOR_VIEWS]


def dressed(number: int, art: str) -> Appearance:
    """A car of this body with all that is drawn; each next one in another paint and on another rim."""
    return Appearance(
        art=art,
        paint=("#b8101c", "#e8bd1c", "#0c0d0f", "#e9e9e6", "#123f86")[number % 5],
        metal=0.8,
        gloss=(1, 0.25)[number % 2],
        rim=RIMS[number % len(RIMS)],
        rim_hex="#b4b4b4",
        rim_scale=(0.95, 1),
        interior="#6b4630",
        second="#26282b",
        trim="#8d949a",
        line=ARTS[art].line,
        options=frozenset(DRAWN_OPTIONS) - {("carbon", "pano")[number % 2]},
    )


def in_page(number: int, art: str, view: DrawnView) -> str:
    *_, width, height = car_box(art, view)
    style = ";".join(f"{name}:{value}" for name, value in root_style(dressed(number, art)).items())
    return f'<div style="{style};width:{width}px;height:{height}px">{car_markup(art, view)}</div>'


def in_files() -> Iterator[Part]:
    """The files of the same cars, below each other like in the page."""
    top = 0
    for number, (art, view) in enumerate(CARS):
        *_, width, height = car_box(art, view)
        yield Part(png(svg(dressed(number, art), view), SCALE * width), 0, SCALE * top)
        top += height


def test_every_body_looks_the_same_in_a_page_and_in_a_file(browser: Browser) -> None:
    sheets = "".join(sheet.read_text("utf-8") for sheet in STYLESHEETS)
    cars = "".join(in_page(number, *car) for number, car in enumerate(CARS))
    page = browser.new_page(device_scale_factor=SCALE, viewport={"width": 560, "height": 800})
    page.set_content(f"<!doctype html><style>{sheets}{OWN_STYLES}</style>{shared_defs('front')}{cars}")
    screenshot = page.screenshot(full_page=True)

    differences = dict(zip(CARS, mean_differences(page, screenshot, in_files()), strict=True))
    page.close()

    assert not {car: mean for car, mean in differences.items() if mean >= LARGEST_MEAN}
