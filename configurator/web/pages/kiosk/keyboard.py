"""The keys of a kiosk's own keyboard: the system's would show what earlier visitors typed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm'-")

VARIANTS = {
    "a": "áàâäãåāąæ",
    "c": "çćč",
    "d": "ďđð",
    "e": "éèêëēęěė",
    "g": "ğģ",
    "i": "íìîïīįı",
    "k": "ķ",
    "l": "łľļ",
    "n": "ñńňņ",
    "o": "óòôöõøōőœ",
    "r": "řŕ",
    "s": "śšşșß",
    "t": "ťțţþ",
    "u": "úùûüūůűų",
    "w": "ŵ",
    "y": "ýÿŷ",
    "z": "źżž",
}
"""The accented forms of a letter, which the keyboard offers after the letter itself."""


class Keyboard(NamedTuple):
    """What the template of the keyboard shows."""

    rows: tuple[str, ...] = ROWS
    variants: Mapping[str, str] = MappingProxyType(VARIANTS)


KEYBOARD = Keyboard()
