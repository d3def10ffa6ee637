"""Everything in a book as one JSON file, for leaving, for another machine, for looking into: written and read.

    {"mrtnet": "everything", "version": 2, "written": "2026-10-15T21:30:00Z",
     "tables": {"person": [{"id": 1, "uid": "…", "name": "Rosa Delgado-Ruiz", …}, …], "job": […], …},
     "files": {"<sha256>": "<base64>", …}}

One object a row, one row a line, every column by its name. `id` is a number within its table; a column that ends in
`_id` holds the id of a row of another one (`person_id` of "person"; `other_id` too). Days are YYYY-MM-DD and times of
day HH:MM in her zone, instants ISO 8601 in UTC; yes is 1 and no is 0; a missing value is null. The history of changes
is no part of it. `version` is that of the book's tables. Read into an empty book it gives an equal one.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

from mrtnet.domain.problems import Problem, excerpt
from mrtnet.trouble import Trouble
from mrtnet.words import _

Row = Mapping[str, Any]
BEGINS = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"mrtnet"\s*:')
LIMIT = 1 << 30
"""Bytes that a file may have: it is held in memory."""
_TEXT = re.compile("[\ud800-\udfff]")


class Everything(NamedTuple):
    """What a file holds. `files` are contents by the SHA-256 of their bytes."""

    version: int
    tables: dict[str, list[dict[str, Any]]]
    files: dict[str, bytes]
    problems: tuple[Problem, ...] = ()

    @property
    def people(self) -> list[dict[str, Any]]:
        """The rows of people."""
        return self.tables.get("person", [])


def write_everything(
    version: int, written: str, tables: Iterable[tuple[str, Iterable[Row]]], files: Iterable[tuple[str, bytes]]
) -> Iterator[bytes]:
    """The file in pieces; `written` is an instant in ISO 8601. Tables and files are taken as they come."""
    yield f'{{"mrtnet": "everything", "version": {version}, "written": {json.dumps(written)},\n"tables": {{'.encode()
    for number, (table, rows) in enumerate(tables):
        yield f"{',' if number else ''}\n{json.dumps(table)}: [".encode()
        for place, row in enumerate(rows):
            yield f"{',' if place else ''}\n{json.dumps(row, ensure_ascii=False)}".encode("utf-8", "replace")
        yield b"]"
    yield b'},\n"files": {'
    for number, (sha, data) in enumerate(files):
        yield f"{',' if number else ''}\n{json.dumps(sha)}: ".encode() + b'"' + base64.b64encode(data) + b'"'
    yield b"}}\n"


def read_everything(stream: BinaryIO, limit: int = LIMIT) -> Everything:
    """What such a file holds, row by row what can be used. Raises Trouble for anything else."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise Trouble(_("The file is larger than {n} MB. Split it into smaller ones.").format(n=limit >> 20))
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Trouble(_("The file is damaged: it is not UTF-8.")) from None
    except json.JSONDecodeError as wrong:
        raise Trouble(_("The file is damaged at line {line}: it is no JSON.").format(line=wrong.lineno)) from None
    except (RecursionError, ValueError):
        raise Trouble(_("The file is damaged: it is no JSON that anything here has written.")) from None
    if not isinstance(found, dict) or found.get("mrtnet") != "everything" or not isinstance(found.get("tables"), dict):
        raise Trouble(_("This JSON file was not written by this program."))
    version = found.get("version")
    if not isinstance(version, int):
        raise Trouble(_("The file does not say of which version it is."))
    problems: list[Problem] = []
    tables = {str(name): _rows(str(name), rows, problems) for name, rows in found["tables"].items()}
    files = dict(_files(found.get("files"), problems))
    return Everything(version, tables, files, tuple(problems))


def _rows(table: str, rows: object, problems: list[Problem]) -> list[dict[str, Any]]:
    if not isinstance(rows, list):
        problems.append(Problem(0, excerpt(table), _("This is no list of rows and was left out.")))
        return []
    good = [_cleaned(row) for row in rows if _is_row(row)]
    if len(good) < len(rows):
        why = _("{n} rows of it cannot be used and were left out.").format(n=len(rows) - len(good))
        problems.append(Problem(0, excerpt(table), why))
    return good


def _is_row(row: object) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("id"), int)
        and 0 < row["id"] < 1 << 53
        and all(value is None or isinstance(value, str | int | float) for value in row.values())
    )


def _cleaned(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _TEXT.sub("", value) if isinstance(value, str) else value for name, value in row.items()}


def _files(files: object, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    for sha, text in files.items() if isinstance(files, dict) else ():
        try:
            data = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
        except (binascii.Error, ValueError):
            data = b""
        if hashlib.sha256(data).hexdigest() == sha:
            yield sha, data
        else:
            problems.append(Problem(0, excerpt(str(sha)), _("This file is damaged and was left out.")))
