"""Types of colour vision and their severities, with the words that pages and the API use for them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

VisionType = Literal["typical", "protan", "deutan", "tritan", "achromat", "any"]
"""`any` is for colour-blind people who don't know their type. In the API: colorBlindness true, without colorVision."""

Severity = Literal["mild", "moderate", "full"]
"""How much a type differs from typical vision. People with `full` have two types of cones (dichromats) or nearly so;
the others are anomalous trichromats."""

VISION_TYPES: Final[tuple[VisionType, ...]] = get_args(VisionType)
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
GRADED_TYPES: Final[tuple[VisionType, ...]] = ("protan", "deutan", "tritan")
"""The types with a severity. The others are always `full`."""


class Label(NamedTuple):
    """Describes a type of colour vision. `name` is for headings, `short` for use within a sentence."""

    name: str
    short: str
    description: str


LABELS: Final[Mapping[VisionType, Label]] = MappingProxyType(
    {
        "typical": Label("Typical colour vision", "typical", "All colours as they are"),
        "protan": Label("Red-green, protan type", "protan", "Reds look dark, almost black"),
        "deutan": Label("Red-green, deutan type", "deutan", "Red, green and brown look alike"),
        "tritan": Label("Blue-yellow, tritan type", "tritan", "Blue looks greenish, yellow pinkish"),
        "achromat": Label("No colour", "no colour", "Only light and dark"),
        "any": Label("Not sure", "any kind", "Colours that suit all these types"),
    }
)
"""By type, for the severity `full`."""

SEVERITY_NAMES: Final[Mapping[Severity, str]] = MappingProxyType(
    {"mild": "Mild", "moderate": "Moderate", "full": "Full"}
)

_MILDER: Final[Mapping[tuple[VisionType, Severity], str]] = MappingProxyType(
    {
        ("protan", "mild"): "Reds look a little dull",
        ("protan", "moderate"): "Reds look dark and brownish",
        ("deutan", "mild"): "Reds and greens look a little dull",
        ("deutan", "moderate"): "Reds and greens look brownish",
        ("tritan", "mild"): "Yellows look a little pale",
        ("tritan", "moderate"): "Blue looks slightly greenish, yellow pale",
    }
)


class Vision(NamedTuple):
    """A type of colour vision and its severity: one of VISIONS. Only GRADED_TYPES have another severity than `full`."""

    type: VisionType = "typical"
    severity: Severity = "full"

    @property
    def id(self) -> str:
        """Such as "deutan-mild"; the type alone if the severity is `full`."""
        return self.type if self.severity == "full" else f"{self.type}-{self.severity}"

    @property
    def label(self) -> Label:
        label = LABELS[self.type]
        if self.severity == "full":
            return label
        return Label(f"{label.name}, {self.severity}", f"{self.severity} {label.short}", _MILDER[self])


VISIONS: Final[tuple[Vision, ...]] = tuple(
    Vision(kind, severity)
    for kind in VISION_TYPES
    for severity in SEVERITIES
    if kind in GRADED_TYPES or severity == "full"
)
"""All valid ones, in order."""

_BY_ID: Final[Mapping[str, Vision]] = MappingProxyType({vision.id: vision for vision in VISIONS})


def vision_of_id(text: str) -> Vision | None:
    """None if this is no id of one."""
    return _BY_ID.get(text)
