"""vCard files in: every card of any phone or program, one by one, and a sentence for each line that was lost.

No file is refused for its mistakes. Written by hand rather than through a library: those refuse a sixth of real files
(interop.md 0.2). What the lines mean is `domain.vcard_person`; here are files, pictures, limits and progress.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError

from mrtnet.domain.forms import PersonForm, problem_sentence
from mrtnet.domain.problems import Problem
from mrtnet.domain.vcard_cards import Card, cards
from mrtnet.domain.vcard_lines import Line, binary, unescaped
from mrtnet.domain.vcard_person import person
from mrtnet.exchange.photos import Photo, read_photo
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

__all__ = ["LIMIT", "MOST_CARDS", "CardGroup", "CardRead", "Photo", "Problem", "read_cards"]

LIMIT = 1 << 30
"""Bytes that a file may have. It is read in pieces: never more than one card is held."""
MOST_CARDS = 200_000
_PIECE = 1 << 18
_DATA_LINK = "data:"

Progress = Callable[[int], bool]
"""Told the bytes read so far; its answer False stops the reading."""


class CardRead(NamedTuple):
    """One person of a vCard file.

    `extra` are whole lines nobody here understands, for the way back: `vcard_writing` puts them out again. `line` is
    where the card begins, from 1. `kind` is RFC 6350 KIND ("individual", "org"). `rev` is an instant in UTC.
    """

    form: PersonForm
    extra: tuple[str, ...]
    photo: Photo | None
    uid: str
    rev: datetime | None
    problems: tuple[Problem, ...]
    line: int
    kind: str = "individual"


@dataclass(frozen=True)
class CardGroup(Problem):
    """A group of people (KIND:group, or Apple's): no person, so it is told; `members` are their UIDs or links."""

    name: str = ""
    uid: str = ""
    members: tuple[str, ...] = ()


def read_cards(
    data: bytes | BinaryIO, on_progress: Progress | None = None, limit: int = LIMIT
) -> Iterator[CardRead | Problem]:
    """Every card of a file, in its order; a Problem for what stands outside of cards or names nobody.

    `on_progress` is told the bytes read so far, and stops the reading by answering False. Reading also ends, with a
    Problem, behind `limit` bytes or `MOST_CARDS` cards. Memory holds one card at a time.
    """
    feed = _Feed(io.BytesIO(data) if isinstance(data, bytes) else data, on_progress, limit)
    count, line = 0, 1
    for card in cards(feed):
        if isinstance(card, Problem):
            yield card
            continue
        line, count = card.number, count + 1
        if count > MOST_CARDS:
            yield Problem(
                line, "", _("The file has more than {n} cards; the rest was left out.").format(n=f"{MOST_CARDS:,}")
            )
            return
        yield from _read(card)
    if feed.stopped:
        yield Problem(line, "", feed.stopped)
    elif not count:
        yield Problem(1, "", _("There is no vCard in this file. Choose a file that ends in .vcf."))


def _read(card: Card) -> Iterator[CardRead | Problem]:
    problems = list(card.problems)
    try:
        found = person(card.lines, card.number, clean=card.clean)
    except ValidationError as wrong:
        yield from problems
        yield Problem(card.number, "BEGIN:VCARD", problem_sentence(wrong))
        return
    problems += found.problems
    if found.form is not None and not (problems or found.pictures):  # most there are
        yield CardRead(found.form, found.kept, None, found.uid, found.rev, (), card.number, found.kind)
    elif found.kind == "group":
        yield from problems
        why = plural("It is a group of {n} and no person.", "It is a group of {n} and no person.", len(found.members))
        yield CardGroup(card.number, found.name, why, False, found.name, found.uid, found.members)
    elif found.form is None:
        yield from problems
    else:
        photo, told = _photo(found.pictures)
        yield CardRead(
            found.form, found.kept, photo, found.uid, found.rev, (*problems, *told), card.number, found.kind
        )  # fmt: skip


def _photo(lines: tuple[Line, ...]) -> tuple[Photo | None, list[Problem]]:
    """The first picture that is one; a sentence for each other."""
    found: Photo | None = None
    problems: list[Problem] = []
    for line in lines:
        if found is not None:
            problems.append(
                Problem(line.number, line.name, _("A person has one picture here; this other one was left out."))
            )
            continue
        try:
            found = read_photo(_picture(line))
        except Trouble as wrong:
            problems.append(Problem(line.number, line.name, str(wrong)))
    return found, problems


def _picture(line: Line) -> bytes:
    """The bytes of PHOTO: base64 by itself, or in a data: link (RFC 2397), which some escape."""
    value = line.value
    if value[:5].lower() == _DATA_LINK:
        head, comma, value = unescaped(value).partition(",")
        if not comma or "base64" not in (head + value[:7]).lower():
            raise Trouble(_("The picture is none of PNG, JPEG, GIF and WebP and was left out."))
    content = binary(value)
    if not content:
        raise Trouble(_("The picture is damaged and was left out."))
    return content


class _Feed:
    """The bytes of a file in pieces; `stopped` says why it ended before its end."""

    def __init__(self, stream: BinaryIO, on_progress: Progress | None, limit: int) -> None:
        self._stream, self._on_progress, self._limit = stream, on_progress, limit
        self.read = 0
        self.stopped = ""

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._stream.read(_PIECE):
            if self.read + len(piece) > self._limit:
                self.stopped = _("The file is larger than {n} MB; the rest was left out.").format(n=self._limit >> 20)
                yield piece[: self._limit - self.read]
                return
            self.read += len(piece)
            yield piece
            if self._on_progress is not None and not self._on_progress(self.read):
                self.stopped = _("Reading was stopped here. What comes after it was left out.")
                return
