"""The width of a text in the display font, so that a paint's name can fill the studio's wall without overflowing."""

from typing import Final

# The advance widths of Newsreader Display, in hundredths of an em, rounded up to multiples of five.
_WIDTHS: Final = {
    20: "',",
    25: " !.:;ijl|\xa0·\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
    30: '"()-[]{}',
    35: "Ift",
    40: "*/J\\r\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}•",
    45: "_s",
    50: "?`acegzàäçèé\N{EN DASH}",
    55: "Skx",
    60: "#$+0123456789<=>FLP^bdhnopquvy~£±\N{MULTIPLICATION SIGN}ñöü€\N{MINUS SIGN}",
    65: "BERZß—…",
    70: "TY",
    75: "&ACKVXÄ",
    80: "%DGHNOQUwÖÜ",
    90: "@m©",
    100: "MW",
}
_BY_LETTER: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN: Final = 100


def width_in_em(name: str) -> float:
    """The width in em. Never less than the browser's, and at most a tenth more."""
    return sum(_BY_LETTER.get(letter, _UNKNOWN) for letter in name) / 100


def in_two_lines(name: str) -> tuple[str, ...]:
    """The name broken between two words so that the longer line is as short as possible; a single word stays whole."""
    words = name.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(width_in_em, lines)), default=(name,))
