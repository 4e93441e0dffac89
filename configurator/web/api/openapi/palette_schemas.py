"""Schemas of the catalogue's colours as each type of colour vision sees them."""

from configurator.json_schema.builders import INTEGER, NUMBER, TEXT, Schema, array, members, or_null, ref
from configurator.web.api.openapi.common_schemas import HEX


def palette_schemas() -> dict[str, Schema]:
    seen = {"name": TEXT, "description": TEXT, "lens": array(HEX)}
    palettes = {name: ref("Palette") for name in ("colors", "interiors", "calipers")}
    return {
        "Vision": members(
            {"id": ref("ColorVision"), **seen, "severities": array(ref("SeverityOfVision"))},
            description="A type of colour vision at full severity. `lens`: eight paints as it sees them, for people to "
            "choose by. `severities` is empty for a type without severities.",
        ),
        "SeverityOfVision": members({"id": ref("ColorVisionSeverity"), **seen}),
        **_color_schemas(),
        "Palette": members(
            {"easyToTellApart": INTEGER, "smallestDistance": or_null(NUMBER), "inOrder": array(ref("SeenColor"))}
        ),
        "PalettesOfLine": members({"id": TEXT, **palettes}, description="`id` is that of a line."),
        "Thresholds": members(
            {"measure": TEXT, "same": NUMBER, "similar": NUMBER},
            description="Below which distances two colors look the same, or similar.",
        ),
        "Visions": members({"visions": array(ref("Vision")), "thresholds": ref("Thresholds")}),
        "PalettesOfVision": members(
            {
                "vision": ref("Vision"),
                "severity": ref("ColorVisionSeverity"),
                "thresholds": ref("Thresholds"),
                "lines": array(ref("PalettesOfLine")),
            },
            description="`severity` is the one of the palettes.",
        ),
    }


def _color_schemas() -> dict[str, Schema]:
    names = {"id": TEXT, "name": TEXT}
    seen = {"family": TEXT, "tier": ref("ColorTier"), "seenAs": array(HEX), "lightness": NUMBER, "mark": TEXT}
    return {
        "SeenColor": members(
            {**names, **seen, "lookAlikes": array(ref("LookAlike"))},
            description="`tier`: any two `easy` colors can be told apart, but one may look like a `close` color. "
            "`mark`: the names of the look-alikes in one line, to show next to the color; empty if there are none.",
        ),
        "LookAlike": members({**names, "distance": NUMBER, "grade": ref("LookAlikeGrade"), "words": TEXT}),
    }
