"""Schemas of values that many documents contain."""

from typing import get_args

from configurator.cars import conflicts
from configurator.cars.catalogue import SEASONS
from configurator.cars.model_facts import SPRINTS, TEST_CYCLES
from configurator.colour_vision.palettes import Grade, Tier
from configurator.drawings.views import DRAWN_VIEWS, PNG_WIDTHS, drawing_name
from configurator.json_schema.builders import INTEGER, Schema, enum, text
from configurator.renders import render as renders
from configurator.renders.faults import FAULTS
from configurator.users.validation import COLOR_VISION, COLOR_VISION_SEVERITY
from configurator.web.api.request_bodies import VIEW

AMOUNT: Schema = INTEGER | {"description": "In whole units of the currency."}
CODE = text(pattern="^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")
TIME = text(format="date-time")
HEX = text(pattern="^#[0-9a-f]{6}$")
URL = text(format="uri")


def choice_schemas() -> dict[str, Schema]:
    """The texts of which a member is one, by name: so a generator makes one type of each."""
    names = [drawing_name(view, width) for view in DRAWN_VIEWS for width in (None, *PNG_WIDTHS)]
    return {
        "View": VIEW,
        "DrawnView": enum(*DRAWN_VIEWS, description="From where a drawing shows the car."),
        "DrawingName": enum(*names, description="View and format; a PNG's name ends with its width."),
        "ColorVision": COLOR_VISION,
        "ColorVisionSeverity": COLOR_VISION_SEVERITY,
        "LookAlikeGrade": enum(*get_args(Grade), description="How much two colors look alike."),
        "ColorTier": enum(*get_args(Tier), description="How easy a color is to tell from others."),
        "Season": enum(*SEASONS),
        "Sprint": enum(*SPRINTS),
        "TestCycle": enum(*TEST_CYCLES),
        "ConflictKind": enum(*get_args(conflicts.ConflictKind)),
        "RenderState": enum(*get_args(renders.RenderState), "unavailable"),
        "RenderFault": enum(*FAULTS, description="Why there is no picture."),
    }
