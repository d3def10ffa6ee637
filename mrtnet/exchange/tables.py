"""Tables of people from any program: a CSV, tab or LDIF file as columns and rows, and what each column holds.

The header is found by its words, not by its place; charset and separator are recognised; a quotation mark that is never
closed costs its own row and no other. What the columns mean for a person is `csv_people`.
"""

import base64
import binascii
import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from mrtnet.domain.charsets import decoded, file_charset
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.exchange.columns import guessed_fields
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

LIMIT = 128 << 20
"""Bytes that a table may have: it is held in memory whole, unlike a vCard file."""
MOST_ROWS = 200_000
MOST_COLUMNS = 2_000
LONGEST_CELL = 100_000  # characters
LONGEST_ROW = 4_000_000  # characters
_MOST_LINES_OF_FILE = 4_000_000
_PIECE = 1 << 20
_ROWS_A_WORD = 500  # between two words about how far the reading is
_MOST_LINES = 400  # lines one quoted cell may span
_HEADER_LINES = 15
_SEPARATORS = (",", ";", "\t", "|")


Progress = Callable[[int], bool]
"""Told the bytes read so far; its answer False stops the reading."""


class Row(NamedTuple):
    """One row: the line of the file where it begins, from 1, and its cells."""

    line: int
    cells: tuple[str, ...]


class TableRead(NamedTuple):
    """A table. `mapping` gives for a column's place the field it was understood as (`columns.FIELDS`).

    Without a header (`is_headed` False) the columns are called by their numbers.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    mapping: dict[int, str]
    problems: tuple[Problem, ...] = ()
    is_headed: bool = True


def read_table(data: bytes | BinaryIO, limit: int = LIMIT, on_progress: Progress | None = None) -> TableRead:
    """The table in a file. Raises Trouble for a file that is too large, empty or no table.

    `on_progress` is told up to half the bytes of the file: the other half of the work is to make people of the rows.
    Its answer False ends the reading; what was read until then is the table.
    """
    lines, size, stopped = _lines(data, limit, on_progress)
    if re.match(r"(?:version: *1\s*)?dn::? ", "\n".join(lines[:5]).lstrip()[:100], re.I):
        return _from_ldif(lines)
    header, separator = _header(lines)
    rows, problems = _rows(
        lines, separator, header, lambda part: on_progress is None or on_progress(round(size * (1 + part)) // 4)
    )
    if stopped:
        problems.append(_stopped(len(lines)))
    if not rows:
        why = _("There is no table of people in this file. Choose a CSV file with a header line.")
        raise Trouble(" ".join([why, *(problem.sentence for problem in problems[:1])]))
    is_headed = header is not None or _begins_with_names(rows)
    columns = rows.pop(0).cells if is_headed else _unnamed(rows)
    if not rows:
        problems.append(Problem(1, "", _("The table has a header and no rows."), False))
    width = max(len(row.cells) for row in rows) if rows else 0
    columns += tuple(f"{at + 1}" for at in range(len(columns), width))
    mapping = guessed_fields(columns, [row.cells for row in rows[:200]], named=header is not None)
    return TableRead(columns, tuple(rows), mapping, tuple(problems), is_headed)


def _stopped(line: int) -> Problem:
    return Problem(line, "", _("Reading was stopped here. What comes after it was left out."))


def _lines(data: bytes | BinaryIO, limit: int, on_progress: Progress | None) -> tuple[list[str], int, bool]:
    """The lines of a file, its bytes, and whether somebody stopped the reading; of too many lines the rest is one."""
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    read, stopped = bytearray(), False
    while not stopped and (piece := stream.read(_PIECE)):
        read += piece
        if len(read) > limit:
            raise Trouble(_("The file is larger than {n} MB. Split it into smaller ones.").format(n=limit >> 20))
        stopped = on_progress is not None and not on_progress(len(read) // 4)
    content, size = bytes(read), len(read)
    read.clear()
    charset = file_charset(content[:400])
    text = content.decode(charset, "replace") if charset else decoded(content)[0]
    del content
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n", _MOST_LINES_OF_FILE), size, stopped


def _header(lines: list[str]) -> tuple[int | None, str]:
    """The place of the line whose cells are most of all names of columns, and the separator that shows it."""
    best: tuple[int, int | None, str] = (1, None, "")
    for at, line in enumerate(lines[:_HEADER_LINES]):
        for separator in _SEPARATORS:
            cells = _cells(line, separator)[:MOST_COLUMNS] if separator in line and len(line) <= LONGEST_ROW else []
            known = len(guessed_fields(tuple(cells), [], named=True))
            if known > best[0]:
                best = (known, at, separator)
    if best[1] is not None:
        return best[1], best[2]
    counts = {mark: [line.count(mark) for line in lines[:50] if line.strip()] for mark in _SEPARATORS}
    steady = [mark for mark in _SEPARATORS if counts[mark] and min(counts[mark]) > 0]
    return None, max(steady, key=lambda mark: min(counts[mark]), default=",")


def _begins_with_names(rows: list[Row]) -> bool:
    """Whether the first row names the columns in words nobody knows: no figure and no address among them, but
    addresses or numbers in a column below.
    """
    head, *others = (row.cells for row in rows[:200])
    if len(others) < 1 or not all(map(str.strip, head)) or any(re.search(r"[\d@]", cell) for cell in head):
        return False
    return any(field in ("EMAIL", "TEL", "URL") for field in guessed_fields(head, others, named=False).values())


def _unnamed(rows: list[Row]) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows)
    if width < 2:
        raise Trouble(_("There is no table of people in this file. Choose a CSV file with a header line."))
    return tuple(f"{at + 1}" for at in range(width))


def _rows(
    lines: list[str], separator: str, header: int | None, goes_on: Callable[[float], bool]
) -> tuple[list[Row], list[Problem]]:
    """The rows, and what is to be said about them. `goes_on` is told how much of the lines is done (0 to 1)."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for at, (number, text, is_closed) in enumerate(_records(lines, header or 0, separator), 1):
        if at % _ROWS_A_WORD == 0 and not goes_on(number / len(lines)):
            problems.append(_stopped(number))
            break
        if len(text) > LONGEST_ROW:
            why = _("The row is longer than {n} characters and was left out.").format(n=f"{LONGEST_ROW:,}")
            problems.append(Problem(number, excerpt(text[:400]), why))
            continue
        if not is_closed:
            why = _("A quotation mark in this row is never closed; the row was read without it.")
            problems.append(Problem(number, excerpt(text), why, False))
            text = text.replace('"', "")
        cells = _cells(text, separator)
        if len(cells) > MOST_COLUMNS:
            why = _("The row has more than {n} columns; the rest of it was left out.").format(n=f"{MOST_COLUMNS:,}")
            problems.append(Problem(number, excerpt(cells[0]), why))
            del cells[MOST_COLUMNS:]
        if len(rows) > MOST_ROWS:
            why = _("The table has more than {n} rows; the rest was left out.").format(n=f"{MOST_ROWS:,}")
            problems.append(Problem(number, "", why))
            break
        if any(map(str.strip, cells)) and not (separator == "|" and _RULE.fullmatch(text)):
            long = sum(len(cell) > LONGEST_CELL for cell in cells) if len(text) > LONGEST_CELL else 0
            if long:
                why = plural("{n} cell is too long and was cut.", "{n} cells are too long and were cut.", long)
                problems.append(Problem(number, excerpt(cells[0]), why))
                cells = [cell[:LONGEST_CELL] for cell in cells]
            if "'" in text:
                cells = [_plain(cell) for cell in cells]
            rows.append(Row(number, tuple(cells)))
    return rows, problems


def _records(lines: list[str], first: int, separator: str) -> Iterator[tuple[int, str, bool]]:
    """Rows as text with the line they begin on; a quoted cell may hold line breaks. False: its quotes never close."""
    at = first
    while at < len(lines):
        end, text = at + 1, lines[at]
        if text.count('"') % 2:
            while (
                len(text) <= LONGEST_ROW and _is_open(text, separator) and end < len(lines) and end - at < _MOST_LINES
            ):
                end += 1
                while end < len(lines) and '"' not in lines[end - 1] and end - at < _MOST_LINES:
                    end += 1
                text = "\n".join(lines[at:end])
            if len(text) > LONGEST_ROW or _is_open(text, separator):
                yield at + 1, lines[at], False
                at += 1
                continue
        yield at + 1, text, True
        at = end


def _is_open(text: str, separator: str) -> bool:
    """Whether a quoted cell at the end of the text waits for its closing quotation mark."""
    at = 0
    while at <= len(text):
        if text[at : at + 1] == '"':
            match = _QUOTED.match(text, at)
            if match is None:
                return True
            at = match.end()
        at = text.find(separator, at) + 1
        if at == 0:
            return False
    return False


_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')


def _cells(text: str, separator: str) -> list[str]:
    if '"' not in text:  # most rows there are
        return text.split(separator)
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return text.replace('"', "").split(separator)


_RULE = re.compile(r"[\s|:+=-]+")
"""What stands between header and rows of a table drawn with signs."""


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if re.match(r"'+[=+@\t\n-]", cell) else cell


def _from_ldif(lines: list[str]) -> TableRead:
    """LDIF (RFC 2849): each entry a row, each attribute a column; several values of one stand apart by " ::: "."""
    columns: dict[str, int] = {}
    entries: list[tuple[int, dict[str, list[str]]]] = []
    problems: list[Problem] = []
    entry: dict[str, list[str]] = {}
    for number, line in _unfolded(lines):
        name, colon, value = line.partition(":")
        key = name.strip().lower()
        if not line.strip():
            entry = {}
        elif not colon or not re.fullmatch(r"[a-z][\w;.-]*", key):
            if not line.startswith("#"):
                problems.append(Problem(number, excerpt(line), _("This is no line of an LDIF file.")))
        elif key not in _LDIF_OWN:
            if not entry:
                entries.append((number, entry))
            if value.startswith(":"):
                value = _from_base64(value[1:])
            columns.setdefault(key, len(columns))
            entry.setdefault(key, []).append(value.strip())
    rows = []
    for number, entry in entries:
        if "member" in entry and "mail" not in entry:
            many = len(entry["member"])
            why = plural("It is a list of {n} and no person.", "It is a list of {n} and no person.", many)
            problems.append(Problem(number, excerpt(" ".join(entry.get("cn", []))), why, False))
        else:
            rows.append(Row(number, tuple(" ::: ".join(entry.get(key, [])) for key in columns)))
    names = tuple(columns)
    return TableRead(names, tuple(rows), guessed_fields(names, [], named=True), tuple(problems))


_LDIF_OWN = frozenset({"dn", "objectclass", "version", "modifytimestamp", "changetype"})


def _unfolded(lines: list[str]) -> Iterator[tuple[int, str]]:
    held, number = "", 1
    for at, line in enumerate(lines, 1):
        if line.startswith(" ") and held:
            held += line[1:]
            continue
        yield number, held
        held, number = line, at
    yield number, held


def _from_base64(value: str) -> str:
    try:
        return decoded(base64.b64decode("".join(value.split()), validate=True))[0]
    except (binascii.Error, ValueError):
        return value.strip()
