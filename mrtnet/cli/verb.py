"""What a verb of the command line is, and what it is called with."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Self

from mrtnet import clock
from mrtnet.domain.about import About
from mrtnet.domain.when import When, parse_when
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.words import _

BACKUP_EVERY = timedelta(days=1)


class Call:
    """One call of a verb: its arguments, the book (opened on first use), and the day it is for her.

    Leaving it brings the calendar file in step and makes the day's backup, if the book was changed.
    """

    def __init__(self, told: argparse.Namespace, path: Path | None) -> None:
        self.told = told
        self.path = path
        self._book: Book | None = None
        self._first_step = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, wrong: type[BaseException] | None, *_rest: object) -> None:
        if self._book is None:
            return
        try:
            if wrong is None and not self._book.read_only and self._book.newest_step() != self._first_step:
                self._after_a_change(self._book)
        finally:
            self._book.close()

    @property
    def book(self) -> Book:
        """The book."""
        if self._book is None:
            if self.path is None:
                raise Trouble(_("This verb has no book."))
            self._book = Book.open(self.path, origin="command line")
            self._first_step = self._book.newest_step()
        return self._book

    def leave_book(self) -> None:
        """Close the book before its file is replaced."""
        if self._book is not None:
            self._book.close()
            self._book = None

    @property
    def about(self) -> About:
        """Her settings."""
        return read_about(self.book.read)

    @property
    def today(self) -> date:
        """The day it is in her zone."""
        return clock.today(self.about.time_zone)

    def when(self, text: str) -> When:
        """The day, and maybe time, that she wrote in words. Raises Trouble if it is not understood."""
        about = self.about
        found = parse_when(text, self.today, days=about.days, day_first=about.day_first)
        if found is None:
            raise Trouble(_("“{text}” is not a date. Try “thu”, “in 3 days” or “2026-12-03”.").format(text=text))
        return found

    def day(self, text: str) -> date:
        """The day that she wrote in words."""
        day = self.when(text).day
        if day is None:
            raise Trouble(_("A day is needed here, such as “thu” or “2026-12-03”."))
        return day

    def say(self, line: str = "") -> None:
        """One line on standard output."""
        sys.stdout.write(line + "\n")

    def say_json(self, value: object) -> None:
        """The value as JSON on standard output; days and times in ISO 8601."""
        self.say(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))

    def _after_a_change(self, book: Book) -> None:
        from mrtnet.sync import feed

        feed.bring_in_step(book)
        book.backup_if_due(BACKUP_EVERY)


@dataclass(frozen=True)
class Verb:
    """A verb: one sentence of help, examples, its arguments, and what it does."""

    help: str
    examples: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Call], int | None]
    needs_book: bool = True


def json_option(parser: argparse.ArgumentParser) -> None:
    """`--json`: the listing for other programs."""
    parser.add_argument("--json", action="store_true", help=_("print JSON for other programs"))


def table(rows: Iterable[Iterable[str]]) -> list[str]:
    """Lines with the columns aligned, for a person to read."""
    lines = [[_one_line(cell) for cell in row] for row in rows]
    if not lines:
        return []
    widths = [max(_width(row[column]) for row in lines) for column in range(len(lines[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in lines
    ]


def _one_line(cell: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in cell)


def _width(text: str) -> int:
    import unicodedata

    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
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
        case _other:
            return str(value)
