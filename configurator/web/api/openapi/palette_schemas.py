"""Schemas of the catalogue's colours as each type of colour vision sees them."""

from configurator.json_schema.builders import INTEGER, NUMBER, TEXT, Schema, array, members, or_null, ref
from configurator.web.api.openapi.common_schemas import HEX


def palette_schemas() -> dict[str, Schema]:
    palettes = {name: ref("Palette") for name in ("colors", "interiors", "calipers")}
    return {
        "Vision": members(
            {"id": ref("ColorVision"), "name": TEXT, "description": TEXT, "lens": array(HEX)},
            description="`lens`: eight paints as this type of colour vision sees them, for people to choose by.",
        ),
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
            {"vision": ref("Vision"), "thresholds": ref("Thresholds"), "lines": array(ref("PalettesOfLine"))}
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
