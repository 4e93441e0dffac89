"""Facts about a model: power, acceleration, range and so on. Each names its sources, or is demonstration data.

`model_facts_reader` reads them from the catalogue's file; `fact_texts` writes them with their units.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

FactName = Literal[
    "seats",
    "doors",
    "power_kw",
    "acceleration_s",
    "top_speed_kmh",
    "electric_range",
    "consumption",
    "drive",
    "weight_kg",
    "front_luggage_l",
    "luggage_l",
]
"""The fields of a model's facts in the catalogue's file, in the order in which pages show them.

`electric_range` and `consumption` have the units of the test: miles and mpg (MPGe for electric cars) for EPA, km and
l/100 km (kWh/100 km) for WLTP. `luggage_l` is the luggage compartment at the back.
"""

Drive = Literal["rear", "all", "front"]
"""Which wheels the motor drives."""

Sprint = Literal["0-60 mph", "0-100 km/h"]
"""What `acceleration_s` measures, the same for all models of a catalogue."""

TestCycle = Literal["EPA", "WLTP"]
"""Which test range and consumption come from, the same for all models of a catalogue."""

FACT_NAMES: Final[tuple[FactName, ...]] = get_args(FactName)
DRIVES: Final[tuple[Drive, ...]] = get_args(Drive)
SPRINTS: Final[tuple[Sprint, ...]] = get_args(Sprint)
TEST_CYCLES: Final[tuple[TestCycle, ...]] = get_args(TestCycle)


class Fact(NamedTuple):
    """One value, without its unit. `sources` are keys of the catalogue's sources; a fact without any is made up."""

    value: float | str
    sources: tuple[str, ...] = ()

    @property
    def is_demonstration(self) -> bool:
        return not self.sources


FactsOfModel = Mapping[FactName, Fact]
"""The known facts of one model, in the order of FACT_NAMES."""

NO_FACTS: Final[FactsOfModel] = MappingProxyType({})


class ModelFacts(NamedTuple):
    """The facts of a catalogue's models, by the model's id, and how they were measured."""

    acceleration: Sprint = "0-100 km/h"
    consumption: TestCycle = "EPA"
    models: Mapping[str, FactsOfModel] = MappingProxyType({})

    def of(self, model_id: str) -> FactsOfModel:
        """Empty for a model without facts."""
        return self.models.get(model_id, NO_FACTS)
