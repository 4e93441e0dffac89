"""Formats amounts of money in the catalogue's currency."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

_SYMBOLS: Mapping[str, str] = MappingProxyType({"USD": "$", "EUR": "€", "GBP": "£"})
_MINUS = "\N{MINUS SIGN}"


def money_filter(currency: str) -> Callable[..., str]:
    """The template filter `money` for a catalogue's currency, an ISO 4217 code."""

    def money(amount: int, signed: bool = False) -> str:
        return format_money(amount, currency, signed)

    return money


def format_money(amount: int, currency: str, signed: bool = False) -> str:
    """Whole units with thousands separators: "$1,200", "CHF 1,200"; `signed` adds a plus sign: "+$1,200"."""
    sign = _MINUS if amount < 0 else "+" if signed else ""
    symbol = _SYMBOLS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    return f"{sign}{symbol}{abs(amount):,}"
