"""The API's documents, made without a request."""

import json
from datetime import UTC, datetime

from configurator.cars.configuration import check
from configurator.cars.selection import Selection
from configurator.colour_vision.visions import Vision
from configurator.renders.store import BudgetStatus
from configurator.renders.terms import Closure
from configurator.users.user import User
from configurator.web.api.documents import (
    catalogue_document,
    checked_car,
    configuration_document,
    unbuildable_faults,
    user_text,
)
from configurator.web.api.health import renders_document
from configurator.web.api.palettes import palettes_document
from tests.support.catalogues import OURS
from tests.support.examples import a_car, a_user
from tests.support.palettes import PALETTES
from tests.support.renders import TERMS

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_user_is_what_was_sent_and_what_we_add() -> None:
    sent = a_user()
    user = User(sent["userId"], sent, "hash", private=True, version=3, created_at=NOON, updated_at=NOON)
    document = json.loads(user_text(user, '{"buildable":true}'))
    added = {"configuration": {"buildable": True}, "createdAt": "2026-11-25T12:00:00Z"}
    assert document == {**sent, **added, "updatedAt": "2026-11-25T12:00:00Z"}


def test_an_equal_car_is_checked_once_unless_its_features_are_many() -> None:
    car = a_car(additionalFeatures={"bose": True})
    assert checked_car(OURS, dict(car)) is checked_car(OURS, dict(car))
    long = a_car(additionalFeatures={"x" * 1001: True})
    assert checked_car(OURS, long) is not checked_car(OURS, long)
    assert checked_car(OURS, long) == checked_car(OURS, long)


def test_a_car_that_can_be_built_has_no_faults() -> None:
    checked = checked_car(OURS, a_car()).checked
    assert unbuildable_faults(checked) == []
    assert checked_car(OURS, a_car()).document == configuration_document(OURS, checked)
    assert json.loads(checked_car(OURS, a_car()).text) == configuration_document(OURS, checked)


def test_a_car_that_cannot_be_built_has_a_fault_for_each_unknown_part_and_each_conflict() -> None:
    car = a_car(color="Octarine", additionalFeatures={"bose": True, "burmester": True, "fridge": True})
    faults = unbuildable_faults(check(OURS, Selection.from_document(car)))
    assert [fault.name for fault in faults] == [
        "carConfiguration.color",
        "carConfiguration.additionalFeatures.fridge",
        "carConfiguration",
    ]
    assert faults[0].reason == "is not in the catalogue"
    assert "can't be had together" in faults[2].reason


def test_a_resolution_removes_a_feature_under_every_name_that_was_sent() -> None:
    car = a_car(additionalFeatures={"BOSE": True, "bose": True, "Burmester": True})
    (conflict,) = configuration_document(OURS, check(OURS, Selection.from_document(car)))["conflicts"]
    changes = [resolution["change"] for resolution in conflict["resolutions"]]
    assert changes == [
        {"additionalFeatures": {"BOSE": None, "bose": None}},
        {"additionalFeatures": {"Burmester": None}},
    ]


def test_the_catalogue_lists_every_entry_under_the_apis_names() -> None:
    document = catalogue_document(OURS)
    assert [color["id"] for color in document["colors"]] == [paint.id for paint in OURS.paints]
    assert [tire["id"] for tire in document["tires"]] == [wheels.id for wheels in OURS.sets]
    assert document["currency"] == OURS.currency


def test_palettes_list_the_lines_that_were_given() -> None:
    document = palettes_document(PALETTES, ["911", "taycan"], Vision("protan"))
    assert (document["vision"]["id"], len(document["vision"]["lens"])) == ("protan", 8)
    assert [line["id"] for line in document["lines"]] == ["911", "taycan"]


def test_the_budget_is_in_dollars_and_never_below_nothing() -> None:
    terms = TERMS._replace(daily_budget=2_000_000)
    document = renders_document(terms, BudgetStatus(500_000), None)
    assert (document["state"], document["until"]) == ("open", None)
    assert document["budgetUsd"] == {"limit": 2.0, "used": 0.5, "left": 1.5}
    spent = renders_document(terms, BudgetStatus(3_000_000), Closure("budget_spent", NOON))
    assert (spent["state"], spent["until"]) == ("budget_spent", "2026-11-25T12:00:00Z")
    assert spent["budgetUsd"]["left"] == 0


def test_the_kiosks_budget_is_listed_where_they_have_one() -> None:
    terms = TERMS._replace(daily_budget=2_000_000, kiosk_share=500_000)
    document = renders_document(terms, BudgetStatus(500_000), None, BudgetStatus(100_000))
    assert document["budgetUsd"] == {"limit": 1.5, "used": 0.5, "left": 1.0}
    assert document["kioskBudgetUsd"] == {"limit": 0.5, "used": 0.1, "left": 0.4}
