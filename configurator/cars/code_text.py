"""Reads a code as people and their programs send it: the symbols that a person would read."""

import re
import unicodedata
from urllib.parse import unquote

_LINK = re.compile(r".*/(?:car|drawings|configurations)/", re.IGNORECASE | re.DOTALL)
_AFTER_THE_CODE = re.compile(r"[/?#]")
_LABEL = re.compile(r"^\s*code\s*:", re.IGNORECASE)
_LONGEST = 2000
"""More than any link to a car has, and short enough to normalise at every request."""

_LOOK_ALIKES = {
    "O": "0",
    "IL": "1",
    # Cyrillic and Greek capitals that look like Latin ones. Some keyboards send them.
    "\N{CYRILLIC CAPITAL LETTER O}\N{GREEK CAPITAL LETTER OMICRON}": "0",
    "\N{CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I}\N{GREEK CAPITAL LETTER IOTA}": "1",
    "\N{CYRILLIC CAPITAL LETTER A}\N{GREEK CAPITAL LETTER ALPHA}": "A",
    "\N{CYRILLIC CAPITAL LETTER VE}\N{GREEK CAPITAL LETTER BETA}": "B",
    "\N{CYRILLIC CAPITAL LETTER ES}": "C",
    "\N{CYRILLIC CAPITAL LETTER IE}\N{GREEK CAPITAL LETTER EPSILON}": "E",
    "\N{CYRILLIC CAPITAL LETTER EN}\N{GREEK CAPITAL LETTER ETA}": "H",
    "\N{CYRILLIC CAPITAL LETTER JE}": "J",
    "\N{CYRILLIC CAPITAL LETTER KA}\N{GREEK CAPITAL LETTER KAPPA}": "K",
    "\N{CYRILLIC CAPITAL LETTER EM}\N{GREEK CAPITAL LETTER MU}": "M",
    "\N{GREEK CAPITAL LETTER NU}": "N",
    "\N{CYRILLIC CAPITAL LETTER ER}\N{GREEK CAPITAL LETTER RHO}": "P",
    "\N{CYRILLIC CAPITAL LETTER DZE}": "S",
    "\N{CYRILLIC CAPITAL LETTER TE}\N{GREEK CAPITAL LETTER TAU}": "T",
    "\N{CYRILLIC CAPITAL LETTER HA}\N{GREEK CAPITAL LETTER CHI}": "X",
    "\N{CYRILLIC CAPITAL LETTER U}\N{GREEK CAPITAL LETTER UPSILON}": "Y",
    "\N{GREEK CAPITAL LETTER ZETA}": "Z",
}
_READ_AS = str.maketrans({letter: symbol for letters, symbol in _LOOK_ALIKES.items() for letter in letters})


def code_symbols(text: str) -> str:
    """The letters and digits of a code in one spelling, upper case.

    Ignores case, spaces, dashes, punctuation, and characters that nobody sees, such as direction marks. Reads
    full-width letters and digits of any script as the ordinary ones, O as 0, I and L as 1. In a link to a car or its
    drawing, reads the code.
    """
    typed = _LABEL.sub("", text[:_LONGEST])
    if _LINK.match(link := unquote(typed)):
        typed = _AFTER_THE_CODE.split(_LINK.sub("", link))[0]
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(map(_digit, plain.translate(_READ_AS)))


def _digit(character: str) -> str:
    """A letter as it is, a digit of any script as 0 to 9, anything else as ""."""
    value = unicodedata.decimal(character, None)
    return str(value) if value is not None else character if character.isalnum() else ""
