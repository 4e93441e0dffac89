"""The short code of a car: K7M4-QX9P-2RTZ. It holds the car, never the person, and needs no stored row.

Eleven symbols of Crockford's base 32 carry 55 bits: layout, model, paint, set, interior and one bit per feature, all
by permanent number, so additions to the catalogue change no code. The twelfth symbol checks the others: a weighted
sum over the field of 32 elements with a different weight at each place, which no single wrong symbol and no swap of
two symbols leaves as it was. The catalogue's series is part of the sum: another dealer's code does not check here.
"""

from collections.abc import Mapping

from configurator.cars.catalogue import Catalogue, Entry, Part
from configurator.cars.configuration import Car, Selection

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LAYOUT = 1
FIELDS = (("layout", 3), ("model", 6), ("paint", 7), ("wheels", 6), ("interior", 6), ("features", 27))
LENGTH = 12

_FIELD_POLYNOMIAL = 0b100101
_MASK = 0x2D6B39A5C71E4F
"""Spread over the payload so that a plain car is not a row of zeros, which people miscount when they dictate it."""

_FIELD_OF: Mapping[Part, str] = {"model": "model", "color": "paint", "tire": "wheels", "interior": "interior"}
_DASHES = "-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
"""Telephones and mail programs make others of the one that was typed."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", **dict.fromkeys(_DASHES)})


class CodeError(ValueError):
    """The text is not a code of this catalogue; the message says what to do."""


class NoLongerOffered(CodeError):
    """Parts of the code's car have left the catalogue; in `selection` they are empty, or missing among the features."""

    def __init__(self, gone: list[str], selection: Selection) -> None:
        parts = ", ".join(gone)
        super().__init__(f"Parts of that code's car are no longer offered here: {parts}. Please configure it anew.")
        self.selection = selection


def encode(catalogue: Catalogue, car: Car) -> str:
    """The code of this car, three groups of four symbols."""
    numbers = (LAYOUT, car.model.number, car.paint.number, car.wheels.number, car.interior.number)
    payload = 0
    for (_, bits), number in zip(FIELDS, (*numbers, _feature_bits(car)), strict=True):
        payload = payload << bits | number
    symbols = [(payload ^ _MASK) >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
    text = "".join(ALPHABET[symbol] for symbol in [*symbols, _check_symbol(symbols, catalogue.series)])
    return "-".join(text[start : start + 4] for start in range(0, LENGTH, 4))


def decode(catalogue: Catalogue, text: str) -> Selection:
    """The selection that this code stands for. Upper or lower case, dashes and spaces don't matter.

    Raises CodeError where a symbol is wrong, or the catalogue is another dealer's or doesn't have the car any more.
    """
    symbols = _symbols(text)
    if _check_symbol(symbols[:-1], catalogue.series) != symbols[-1]:
        raise CodeError("That code has a wrong symbol in it, or is from another showroom. Compare it with your copy.")
    payload = _MASK ^ sum(symbol << 5 * place for place, symbol in enumerate(reversed(symbols[:-1])))
    numbers = {}
    for name, bits in reversed(FIELDS):
        numbers[name], payload = payload & (1 << bits) - 1, payload >> bits
    return _selection(catalogue, numbers)


def _feature_bits(car: Car) -> int:
    return sum(1 << feature.number - 1 for feature in car.features)


def _symbols(text: str) -> list[int]:
    cleaned = "".join(text.upper().translate(_READ_AS).split())
    if len(cleaned) != LENGTH or any(symbol not in ALPHABET for symbol in cleaned):
        raise CodeError(f"A code has {LENGTH} letters and digits, like 0000-0000-0000. Compare it with your copy.")
    return [ALPHABET.index(symbol) for symbol in cleaned]


def _selection(catalogue: Catalogue, numbers: dict[str, int]) -> Selection:
    if numbers["layout"] != LAYOUT:
        raise CodeError("That code was made by a newer version of this site than the one you are on.")
    found = {part: _numbered(catalogue.by_part[part], numbers[field]) for part, field in _FIELD_OF.items()}
    bits = numbers["features"]
    wanted = [number for number in range(1, bits.bit_length() + 1) if bits >> number - 1 & 1]
    features = [_numbered(catalogue.features, number) for number in wanted]
    gone = [f"the {field}" for part, field in _FIELD_OF.items() if not found[part]]
    gone += ["an extra"] if not all(features) else []
    selection = Selection(
        found["model"], found["color"], found["tire"], found["interior"], tuple(filter(None, features))
    )
    if gone:
        raise NoLongerOffered(gone, selection)
    return selection


def _numbered(entries: tuple[Entry, ...], number: int) -> str:
    """The id; empty where no entry has this number any more."""
    return next((entry.id for entry in entries if entry.number == number), "")


def _check_symbol(symbols: list[int], series: int) -> int:
    weight, total = 1, series
    for symbol in symbols:
        weight = _times(weight, 2)
        total ^= _times(weight, symbol)
    return total


def _times(one: int, other: int) -> int:
    """The product of two elements of the field of 32."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD_POLYNOMIAL if one & 16 else 0)
        other >>= 1
    return product
