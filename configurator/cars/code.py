"""A car's short code, such as K7M4-QX9P-2RTZ. It contains the whole car and no personal data. Nothing is stored.

Eleven symbols of Crockford's base 32 contain 55 bits: layout, model, paint, wheels, interior and one bit per feature.
All are permanent numbers, so additions to the catalogue change no code.

The twelfth symbol is a weighted checksum over GF(32). Each place has its own weight, so the checksum detects every
single wrong symbol and every swap of two symbols. It includes the catalogue's series, so other dealers' codes are
invalid here.
"""

from collections.abc import Mapping

from configurator.cars.catalogue import Catalogue, Entry, Part
from configurator.cars.code_layout import FIELDS, LAYOUT, SYMBOL_BITS
from configurator.cars.code_text import code_symbols
from configurator.cars.configuration import Car
from configurator.cars.selection import Selection

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12

_SYMBOL_MASK = (1 << SYMBOL_BITS) - 1
_FIELD_POLYNOMIAL = 0b100101
_PAYLOAD_MASK = 0x2D6B39A5C71E4F
"""Added with XOR. Without it, the code of a plain car would be mostly zeros, and people miscount zeros."""

_FIELD_OF: Mapping[Part, str] = {"model": "model", "color": "paint", "tire": "wheels", "interior": "interior"}


class CodeError(ValueError):
    """The text isn't a valid code of this catalogue. The message says what to do."""


class NoLongerOffered(CodeError):
    """The catalogue no longer contains some parts of the code's car.

    `selection` is the rest of the car: removed parts are empty strings, removed features are left out.
    """

    def __init__(self, gone: list[str], selection: Selection) -> None:
        parts = ", ".join(gone)
        super().__init__(f"Parts of this car are no longer offered here: {parts}. Please configure it again.")
        self.selection = selection


def encode(catalogue: Catalogue, car: Car) -> str:
    """Returns the code of this car: three groups of four symbols."""
    numbers = (LAYOUT, car.model.number, car.paint.number, car.wheels.number, car.interior.number)
    payload = 0
    for bits, number in zip(FIELDS.values(), (*numbers, _feature_bits(car)), strict=True):
        payload = payload << bits | number
    places = reversed(range(LENGTH - 1))
    symbols = [(payload ^ _PAYLOAD_MASK) >> SYMBOL_BITS * place & _SYMBOL_MASK for place in places]
    text = "".join(ALPHABET[symbol] for symbol in [*symbols, _check_symbol(symbols, catalogue.series)])
    return "-".join(text[start : start + 4] for start in range(0, LENGTH, 4))


def decode(catalogue: Catalogue, text: str) -> Selection:
    """Returns the ids of the car with this code, in any spelling that `code_symbols` reads.

    Raises CodeError if a symbol is wrong or the code is from another dealer, and its subclass NoLongerOffered if the
    catalogue no longer contains a part.
    """
    symbols = _symbols(text)
    if _check_symbol(symbols[:-1], catalogue.series) != symbols[-1]:
        raise CodeError("This code has a wrong symbol, or is from another showroom. Compare it with your copy.")
    payload = _PAYLOAD_MASK ^ sum(symbol << SYMBOL_BITS * place for place, symbol in enumerate(reversed(symbols[:-1])))
    numbers = {}
    for name, bits in reversed(tuple(FIELDS.items())):
        numbers[name], payload = payload & (1 << bits) - 1, payload >> bits
    return _selection(catalogue, numbers)


def _feature_bits(car: Car) -> int:
    return sum(1 << feature.number - 1 for feature in car.features)


def _symbols(text: str) -> list[int]:
    cleaned = code_symbols(text)
    if len(cleaned) != LENGTH or any(symbol not in ALPHABET for symbol in cleaned):
        raise CodeError(f"A code has {LENGTH} letters and digits, like 0000-0000-0000. Compare it with your copy.")
    return [ALPHABET.index(symbol) for symbol in cleaned]


def _selection(catalogue: Catalogue, numbers: dict[str, int]) -> Selection:
    if numbers["layout"] != LAYOUT:
        raise CodeError("This code is from a newer version of this site. Please try again later.")
    ids = {part: _id_of(catalogue.by_part[part], numbers[field]) for part, field in _FIELD_OF.items()}
    bits = numbers["features"]
    feature_numbers = [number for number in range(1, bits.bit_length() + 1) if bits >> number - 1 & 1]
    features = [_id_of(catalogue.features, number) for number in feature_numbers]
    gone = [f"the {field}" for part, field in _FIELD_OF.items() if not ids[part]]
    gone += ["an extra"] if not all(features) else []
    selection = Selection(ids["model"], ids["color"], ids["tire"], ids["interior"], tuple(filter(None, features)))
    if gone:
        raise NoLongerOffered(gone, selection)
    return selection


def _id_of(entries: tuple[Entry, ...], number: int) -> str:
    """Returns the id of the entry with this number, or "" if there is none."""
    return next((entry.id for entry in entries if entry.number == number), "")


def _check_symbol(symbols: list[int], series: int) -> int:
    weight, total = 1, series
    for symbol in symbols:
        weight = _times(weight, 2)
        total ^= _times(weight, symbol)
    return total


def _times(one: int, other: int) -> int:
    """Multiplies two elements of GF(32)."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD_POLYNOMIAL if one & 16 else 0)
        other >>= 1
    return product
