"""Lines for a terminal and JSON for programs: nothing that stands in the book can disturb either."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

_DISTURBING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Control characters, and marks that turn a line's direction (Unicode UAX 9). Joiners, which shape letters, stay."""


def plain(text: str) -> str:
    """The text without what moves the cursor, colours, or turns the direction of a terminal's line."""
    return _DISTURBING.sub("", text.replace("\t", " "))


def table(rows: Iterable[Iterable[str]]) -> list[str]:
    """Lines with the columns aligned, for a person to read."""
    lines = [[" ".join(plain(cell).split()) for cell in row] for row in rows]
    if not lines:
        return []
    widths = [max(_width(row[column]) for row in lines) for column in range(len(lines[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in lines
    ]


def as_json(value: object) -> str:
    """The value as JSON; days and times in ISO 8601, disturbing characters escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    return _DISTURBING.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _width(text: str) -> int:
    return sum(
        0
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def _plain(value: object) -> Any:
    match value:
        case datetime():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case date():
            return value.isoformat()
        case Mapping():
            return dict(value)
        case frozenset():
            return sorted(value)
        case _other:
            return str(value)
