"""Facts about models: each is sourced or marked as made up, has its unit, and is refused if it can't be right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from configurator.cars.catalogue import Catalogue, Model
from configurator.cars.catalogue_reader import load
from configurator.cars.fact_texts import fact_texts, key_facts, sources_of
from configurator.cars.model_facts import FACT_NAMES
from tests.support.catalogues import OURS, our_document, refusal, written


def model(name: str, catalogue: Catalogue = OURS) -> Model:
    found = catalogue.find_model(name)
    assert found is not None
    return found


def shown(name: str, catalogue: Catalogue = OURS) -> dict[str, str]:
    return {text.label: text.text for text in fact_texts(catalogue, model(name, catalogue))}


@pytest.mark.parametrize("each", OURS.models, ids=lambda each: each.id)
def test_every_model_of_ours_has_the_facts_that_its_kind_has(each: Model) -> None:
    facts = OURS.model_facts.of(each.id)
    expected = set(FACT_NAMES) - {"electric_range", "front_luggage_l", "luggage_l"}
    assert expected <= set(facts)
    assert {"front_luggage_l", "luggage_l"} & set(facts), "there is room for luggage somewhere"
    assert ("electric_range" in facts) == (each.fuel == "electric" or "E-Hybrid" in each.name)


def test_each_number_has_its_unit_in_the_order_of_the_market() -> None:
    assert shown("911 Carrera") == {
        "Seats": "4",
        "Doors": "2",
        "Power": "388 hp (290 kW)",
        "0\N{EN DASH}62 mph": "4.1 s",
        "Top speed": "183 mph (294 km/h)",
        "Fuel economy, EPA": "21 mpg",
        "Drive": "Rear-wheel drive",
        "Weight, unladen": "3,351 lb (1,520 kg)",
        "Luggage, front": "4.8 cu ft (135 l)",
    }
    assert shown("Taycan Turbo S")["Electric range, EPA"] == "266 miles"
    assert shown("Taycan Turbo S")["Fuel economy, EPA"] == "79 MPGe"
    assert shown("Cayenne E-Hybrid")["Fuel economy, EPA"] == "22 mpg (with an empty battery)"


def test_elsewhere_the_units_are_metric_and_the_tests_european(tmp_path: Path) -> None:
    document = our_document()
    document["market"] = "DE"
    document["model_facts"].update(consumption="WLTP")
    catalogue = load(written(document, tmp_path))
    carrera, taycan = shown("911 Carrera", catalogue), shown("Taycan", catalogue)
    assert carrera["Power"] == "290 kW (394 PS)"
    assert carrera["0\N{EN DASH}100 km/h"] == "4.1 s"
    assert carrera["Weight, unladen"] == "1,520 kg"
    assert carrera["Consumption, WLTP"] == "21.0 l/100 km"
    assert taycan["Electric range, WLTP"] == "274 km"
    assert taycan["Consumption, WLTP"] == "92.0 kWh/100 km"


def test_a_tile_shows_power_and_acceleration_and_the_range_of_an_electric_car() -> None:
    def words(name: str) -> list[str]:
        return [text.short for text in key_facts(OURS, model(name))]

    assert words("911 Carrera") == ["388 hp", "0\N{EN DASH}62 mph in 4.1 s"]
    assert words("Taycan") == ["402 hp", "0\N{EN DASH}62 mph in 4.8 s", "274 miles"]
    assert len(words("Panamera 4 E-Hybrid")) == 2, "the range on electricity alone is no key fact of a hybrid"


def test_a_source_is_named_once_with_the_facts_that_it_gives() -> None:
    named = dict(sources_of(OURS, fact_texts(OURS, model("911 Targa 4 GTS"))))
    assert named[OURS.sources["us_audit"]] == "Fuel economy, EPA"
    assert len(named) == len({key for fact in OURS.model_facts.of("911-targa-4-gts").values() for key in fact.sources})


def test_a_catalogue_without_facts_shows_none(tmp_path: Path) -> None:
    document = our_document()
    del document["model_facts"]
    assert shown("911 Carrera", load(written(document, tmp_path))) == {}


def test_a_model_without_facts_shows_none_and_the_others_theirs(tmp_path: Path) -> None:
    document = our_document()
    del document["model_facts"]["models"]["taycan"]
    catalogue = load(written(document, tmp_path))
    assert shown("Taycan", catalogue) == {}
    assert shown("911 Carrera", catalogue)


def _of_carrera(document: Any) -> Any:
    return document["model_facts"]["models"]["911-carrera"]


def _horsepower_for_kilowatts(document: Any) -> None:
    _of_carrera(document)["values"]["power_kw"] = "394 PS"


def _metres_for_kilometres(document: Any) -> None:
    _of_carrera(document)["values"]["top_speed_kmh"] = 294000


def _half_a_seat(document: Any) -> None:
    _of_carrera(document)["values"]["seats"] = 2.5


def _no_such_drive(document: Any) -> None:
    _of_carrera(document)["values"]["drive"] = "RWD"


def _no_such_fact(document: Any) -> None:
    _of_carrera(document)["values"]["cup_holders"] = 2


def _no_source(document: Any) -> None:
    del _of_carrera(document)["sources"]["power_kw"]


def _sourced_and_made_up(document: Any) -> None:
    _of_carrera(document)["demonstration"].append("power_kw")


def _unknown_source(document: Any) -> None:
    _of_carrera(document)["sources"]["power_kw"] = ["hearsay"]


def _source_of_nothing(document: Any) -> None:
    _of_carrera(document)["sources"]["electric_range"] = ["us_audit"]


def _unknown_model(document: Any) -> None:
    document["model_facts"]["models"]["beetle"] = _of_carrera(document)


def _unknown_test(document: Any) -> None:
    document["model_facts"]["consumption"] = "NEDC"


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_horsepower_for_kilowatts, "models '911-carrera', field 'values', field 'power_kw': expected a number"),
        (_metres_for_kilometres, "field 'top_speed_kmh': expected a number from 1 to 600"),
        (_half_a_seat, "field 'seats': expected a whole number"),
        (_no_such_drive, "field 'drive': 'RWD' is not one of rear, all, front"),
        (_no_such_fact, "models '911-carrera', field 'cup_holders'"),
        (_no_source, "models '911-carrera', field 'power_kw': name its sources"),
        (_sourced_and_made_up, "models '911-carrera', field 'power_kw': name its sources"),
        (_unknown_source, "field 'power_kw': 'hearsay' is not in the catalogue's sources"),
        (_source_of_nothing, "models '911-carrera', field 'electric_range'"),
        (_unknown_model, "field 'models': 'beetle' is not in the catalogue"),
        (_unknown_test, "field 'consumption': 'NEDC' is not one of EPA, WLTP"),
    ],
)
def test_a_fact_that_cant_be_right_names_the_model_and_the_field(
    spoil: Callable[[Any], None], place: str, tmp_path: Path
) -> None:
    assert place in refusal(spoil, tmp_path)
