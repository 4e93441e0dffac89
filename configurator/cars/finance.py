"""What a car costs a month, if the dealer's catalogue has the terms of a loan. Without terms, nothing is shown."""

from math import ceil
from typing import NamedTuple

from configurator.cars.field_reader import FieldReader

_MONTHS = 12
_LONGEST = 120
_HIGHEST_RATE = 50.0


class FinanceTerms(NamedTuple):
    """A loan with equal payments. `rate_percent` is the nominal interest of a year, `deposit_percent` a share of the
    total with delivery. `note` is what the law wants beside the figure, in the dealer's words."""

    rate_percent: float
    months: int
    deposit_percent: int
    note: str


class MonthlyPayment(NamedTuple):
    """A payment each month after a deposit, both in whole units of the currency, rounded up."""

    amount: int
    deposit: int
    terms: FinanceTerms


def read_finance(file: FieldReader) -> FinanceTerms | None:
    """The terms in a catalogue's file; None if it has none. Raises CatalogueError if one of them is missing."""
    if "finance" not in file.fields:
        return None
    record = file.record("finance")
    return FinanceTerms(
        rate_percent=record.number("rate_percent", 0, _HIGHEST_RATE),
        months=record.whole("months", 1, _LONGEST),
        deposit_percent=record.whole("deposit_percent", 0, 99),
        note=record.text("note"),
    )


def monthly_payment(terms: FinanceTerms, total: int) -> MonthlyPayment:
    """The payment for a total in whole units, by the formula of an annuity."""
    deposit = ceil(total * terms.deposit_percent / 100)
    rate = terms.rate_percent / 100 / _MONTHS
    share = rate / (1 - (1 + rate) ** -terms.months) if rate else 1 / terms.months
    return MonthlyPayment(ceil(round((total - deposit) * share, 6)), deposit, terms)
