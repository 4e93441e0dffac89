"""Amounts of money in the catalogue's currency."""

import pytest

from configurator.web.pages.money import format_money, money_filter


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (0, "USD", "$0"),
        (950, "USD", "$950"),
        (137_080, "USD", "$137,080"),
        (1_234_567, "EUR", "€1,234,567"),
        (1_200, "GBP", "£1,200"),
        (1_200, "CHF", "CHF\N{NO-BREAK SPACE}1,200"),
        (-11_740, "USD", "\N{MINUS SIGN}$11,740"),
        (-11_740, "CHF", "\N{MINUS SIGN}CHF\N{NO-BREAK SPACE}11,740"),
    ],
)
def test_an_amount_has_its_currency_and_separators(amount: int, currency: str, expected: str) -> None:
    assert format_money(amount, currency) == expected


@pytest.mark.parametrize(("amount", "expected"), [(700, "+€700"), (0, "+€0"), (-700, "\N{MINUS SIGN}€700")])
def test_a_difference_has_its_sign(amount: int, expected: str) -> None:
    assert format_money(amount, "EUR", signed=True) == expected


def test_the_filter_keeps_its_currency() -> None:
    money = money_filter("GBP")
    assert (money(700), money(700, True)) == ("£700", "+£700")
