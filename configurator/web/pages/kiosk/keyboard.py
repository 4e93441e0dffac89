"""The keys of a kiosk's own keyboard: the system's would show what earlier visitors typed."""

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
