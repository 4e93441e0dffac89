"""A monthly payment is shown only if the dealer's catalogue has all terms of a loan."""

from pathlib import Path
from typing import Any

import pytest

from configurator.cars.catalogue_reader import load
from configurator.cars.field_reader import CatalogueError
from configurator.cars.finance import FinanceTerms, monthly_payment
from tests.support.catalogues import OURS, our_document, written

TERMS = {"rate_percent": 4.9, "months": 60, "deposit_percent": 20, "note": "Representative example."}


def with_terms(tmp_path: Path, terms: dict[str, Any]) -> FinanceTerms | None:
    return load(written({**our_document(), "finance": terms}, tmp_path)).finance


def test_our_catalogue_has_no_terms() -> None:
    assert OURS.finance is None


def test_the_payment_is_that_of_an_annuity_rounded_up(tmp_path: Path) -> None:
    terms = with_terms(tmp_path, TERMS)
    assert terms
    payment = monthly_payment(terms, 165_700)
    assert (payment.deposit, payment.amount) == (33_140, 2_496)


def test_without_interest_the_rest_is_divided_by_the_months() -> None:
    payment = monthly_payment(FinanceTerms(0.0, 48, 0, "Example."), 96_000)
    assert (payment.deposit, payment.amount) == (0, 2_000)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rate_percent": "4.9"}, "a number from 0 to 50"),
        ({"rate_percent": True}, "a number from 0 to 50"),
        ({"rate_percent": -1}, "a number from 0 to 50"),
        ({"months": 0}, "a whole number from 1 to 120"),
        ({"deposit_percent": 100}, "a whole number from 0 to 99"),
        ({"note": " "}, "expected a text"),
    ],
)
def test_terms_that_make_no_sense_stop_the_start(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        with_terms(tmp_path, TERMS | change)


@pytest.mark.parametrize("name", TERMS)
def test_no_term_may_be_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogueError, match=rf"'finance', field '{name}': is missing"):
        with_terms(tmp_path, {key: value for key, value in TERMS.items() if key != name})
