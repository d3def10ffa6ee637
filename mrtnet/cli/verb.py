"""What a verb of the command line is, and what it is called with."""

import argparse
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Self

from mrtnet import clock
from mrtnet.cli.lines import as_json, plain, table
from mrtnet.domain.about import About
from mrtnet.domain.when import When, parse_when
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import Book
from mrtnet.store.connection import BUSY_SECONDS
from mrtnet.trouble import Trouble
from mrtnet.words import _

__all__ = ["BACKUP_EVERY", "Call", "Verb", "json_option", "table"]

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
            if not self._book.read_only and self._book.newest_step() != self._first_step:
                # A verb that changed the book and then could not print, say into a closed pipe, has changed it.
                with suppress(*([] if wrong is None else [Trouble])):
                    self._after_a_change(self._book)
        finally:
            self._book.close()

    @property
    def book(self) -> Book:
        """The book."""
        if self._book is None:
            if self.path is None:
                raise Trouble(_("This verb has no book."))
            self._book = Book.open(self.path, origin="command line", busy_seconds=BUSY_SECONDS)
            if self._book.read_only:
                self.warn(_("This book can only be read here."))
            self._first_step = self._book.newest_step()
        return self._book

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

    def say(self, text: str = "") -> None:
        """Lines on standard output, for a person."""
        sys.stdout.write("".join(plain(line) + "\n" for line in text.split("\n")))

    def warn(self, sentence: str) -> None:
        """One sentence on standard error."""
        sys.stdout.flush()
        sys.stderr.write(f"mrtnet: {plain(' '.join(sentence.split()))}\n")

    def say_json(self, value: object) -> None:
        """The value as JSON on standard output; days and times in ISO 8601."""
        sys.stdout.write(as_json(value) + "\n")

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
