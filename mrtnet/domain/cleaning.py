"""Text that comes from outside, cleaned: no control characters, no broken letters, composed, trimmed."""

import unicodedata

from mrtnet.domain.patterns import pattern

_BREAKS = pattern(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_CONTROLS = pattern(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]|[\ud800-\udfff]")
_BLANKS = pattern(r"[\s\u200b\ufeff]+")
_EDGE_MARKS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff \t\n"


def clean_text(value: object) -> object:
    """Several lines of text: control characters and broken surrogates removed, ends trimmed, composed (NFC)."""
    if not isinstance(value, str):
        return value
    if value.isprintable():  # most text there is: no break, no control, no mark
        return value.strip(" ") if value.isascii() else unicodedata.normalize("NFC", value).strip(_EDGE_MARKS)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _BREAKS.sub("\n", value))).strip(_EDGE_MARKS)


def clean_line(value: object) -> object:
    """One line of text: as `clean_text`, with inner line breaks and tabs turned into single blanks."""
    if not value or not isinstance(value, str):
        return value
    if value.isascii() and value.isprintable() and "  " not in value:  # most lines there are
        return value.strip(" ")
    value = str(clean_text(value))
    return value if value.isprintable() and "  " not in value else _BLANKS.sub(" ", value)
