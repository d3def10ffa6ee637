"""Any file that people come in: vCards, a table, a calendar's guests, an e-mail, lines, our JSON, a .zip of these.

What a file is, is told by its bytes and never by its name. What cannot be read is a sentence with its line, and the
rest is offered all the same. Pictures beyond a few megabytes wait in a temporary file, so that memory stays bounded.
"""

import os
import re
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mrtnet.domain.arrivals import Group, Incoming, Picture
from mrtnet.domain.charsets import decoded
from mrtnet.domain.files import KeptFile, picture_format
from mrtnet.domain.names import fold
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.domain.quick_paste import looks_like_signature, read_pasted
from mrtnet.domain.quick_reading import Unreadable
from mrtnet.exchange.columns import field_of
from mrtnet.exchange.csv_people import rows_of_people
from mrtnet.exchange.everything import BEGINS as JSON_BEGINS
from mrtnet.exchange.everything import Everything, read_everything
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.exchange.mail_senders import cards_in, message_in, person_of, sender_of
from mrtnet.exchange.photos import Photo
from mrtnet.exchange.qr import people_in_code
from mrtnet.exchange.tables import LIMIT as TABLE_LIMIT
from mrtnet.exchange.tables import TableRead, read_table
from mrtnet.exchange.vcard import MOST_CARDS, CardGroup, CardRead, read_cards
from mrtnet.exchange.zipped import BEGINS as ZIP_BEGINS
from mrtnet.exchange.zipped import damage_told, look_inside
from mrtnet.trouble import Trouble
from mrtnet.words import _

Progress = Callable[[int], bool]
"""Told the bytes read so far; its answer False stops the reading."""
PICTURES_IN_MEMORY = 32 << 20  # bytes
LARGEST_MESSAGE = 30 << 20  # bytes of an e-mail or of plain lines
MOST_PROBLEMS = 2_000
MOST_LINES = 2_000  # of a text that is no table
_SIGNATURE_LINES = 40
ROWS_A_WORD = 200  # of a table, between two words about how far the reading is
_START = 1 << 16
_CARD = re.compile(rb"BEGIN[ \t]*:[ \t]*VCARD", re.I)
_CALENDAR = re.compile(rb"\A\s*BEGIN:VCALENDAR", re.I)
_CODES = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:ME|BIZ)CARD:", re.I)
_CODE = re.compile(r"^[ \t]*(?=(?:ME|BIZ)CARD:)", re.I | re.M)
_MESSAGE = re.compile(rb"\A(?:From |(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,})")
_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{"\d])')
_NO_LETTERS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Bytes that no text has; zeros are in UTF-16."""
_MARKUP = re.compile(rb"\s*<(?:!DOCTYPE|!--|\?xml|(?:html|head|body|svg|div|table|ul|ol|p|span|section)[\s>])", re.I)
_HEADS = re.compile(rb"^(?:From|Subject|Message-ID|MIME-Version|Received|Date):", re.I | re.M)


@dataclass
class PeopleRead:
    """What a file holds. `table` is there for a table, so that its columns can be mapped otherwise and read again."""

    file: str
    people: list[Incoming] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    table: TableRead | None = None
    everything: Everything | None = None

    def tell(self, problem: Problem) -> None:
        """One more problem; of very many the rest is one sentence."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        elif len(self.problems) == MOST_PROBLEMS:
            why = _("More of this file could not be read; it is not listed.")
            self.problems.append(Problem(problem.line, "", why))


class _Store:
    """A temporary file that goes with the last picture in it."""

    def __init__(self) -> None:
        self.file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115

    def __del__(self) -> None:
        self.file.close()


class _Spilled(NamedTuple):
    """A picture that waits in a temporary file."""

    name: str
    media_type: str
    store: _Store
    start: int
    size: int

    @property
    def data(self) -> bytes:
        self.store.file.seek(self.start)
        return self.store.file.read(self.size)


class _Pictures:
    """The pictures of one reading: the first megabytes in memory, the others in a file that goes with the last one."""

    def __init__(self) -> None:
        self._room = PICTURES_IN_MEMORY
        self._store: _Store | None = None

    def kept(self, photo: Photo | None, name: str) -> Picture | None:
        if photo is None:
            return None
        title = f"{name or _('Photo')}.{photo.media_type.partition('/')[2].replace('jpeg', 'jpg')}"
        self._room -= len(photo.content)
        if self._room >= 0:
            return KeptFile(title, photo.media_type, photo.content)
        if self._store is None:
            self._store = _Store()
        start = self._store.file.seek(0, os.SEEK_END)
        self._store.file.write(photo.content)
        return _Spilled(title, photo.media_type, self._store, start, len(photo.content))


def read_people_file(
    path: Path, *, today: date, on_progress: Progress | None = None, mapping: Mapping[int, str] | None = None
) -> PeopleRead:
    """The people in a file. `mapping` is for a table (place of the column -> `columns.FIELDS`).

    Raises Trouble, in one sentence, for what is no file that people can be in.
    """
    _refuse_what_is_no_file(path)
    try:
        with path.open("rb") as stream:
            return read_people(stream, path.name, today=today, on_progress=on_progress, mapping=mapping)
    except OSError as wrong:
        raise _unreadable(path, wrong) from None


def read_people(
    data: bytes | BinaryIO,
    name: str,
    *,
    today: date,
    on_progress: Progress | None = None,
    mapping: Mapping[int, str] | None = None,
) -> PeopleRead:
    """As `read_people_file`, for bytes or an open file that can be read from its beginning again."""
    stream = BytesIO(data) if isinstance(data, bytes) else data
    found = PeopleRead(name)
    is_zip = stream.read(4) in ZIP_BEGINS
    stream.seek(0)
    if is_zip:
        _zip(found, stream, today, mapping, on_progress)
    else:
        _take(found, stream, today, mapping, on_progress, _Pictures())
    return found


def _take(
    found: PeopleRead,
    stream: BinaryIO,
    today: date,
    mapping: Mapping[int, str] | None,
    on_progress: Progress | None,
    pictures: _Pictures,
) -> None:
    """The people of one file that is no .zip."""
    start, name = stream.read(_START), found.file
    stream.seek(0)
    if not start.strip(b" \t\r\n\0"):
        raise Trouble(_("“{name}” is empty.").format(name=name))
    plain = start.replace(b"\0", b"")
    if _MESSAGE.match(start) and _HEADS.search(start) and not _CARD.match(start):
        _message(found, _whole(stream, name), today, pictures)
    elif _CARD.search(plain):
        _cards(found, stream, on_progress, pictures)
    elif _CALENDAR.search(plain.removeprefix(b"\xef\xbb\xbf")):
        _calendar(found, stream, on_progress)
    elif _CODES.match(plain):
        _codes(found, decoded(_whole(stream, name))[0].lstrip("\ufeff"), today)
    elif JSON_BEGINS.match(start):
        found.everything = read_everything(stream)
    elif refused := _foreign(start):
        raise Trouble(refused.format(name=name))
    else:
        _table(found, stream, today, mapping, on_progress)


def _zip(
    found: PeopleRead, stream: BinaryIO, today: date, mapping: Mapping[int, str] | None, on_progress: Progress | None
) -> None:
    """What of a .zip is taken, one file after another; one that cannot be read costs only itself.

    `on_progress` is told bytes of the .zip, as if all of it were packed alike.
    """
    packed = stream.seek(0, os.SEEK_END)
    inside, pictures = look_inside(stream, found.file), _Pictures()
    total, before, goes_on = max(1, sum(member.size for member in inside.members)), 0, True
    for problem in inside.problems:
        found.tell(problem)

    def told(done: int) -> bool:
        nonlocal goes_on
        goes_on = on_progress is None or on_progress(packed * min(before + done, total) // total)
        return goes_on

    for member in inside.members:
        one = PeopleRead(f"{found.file}/{member.name}")
        try:
            with damage_told(one.file), inside.opened(member) as content:
                _take(one, content, today, mapping, told, pictures)
        except Trouble as wrong:
            if len(inside.members) == 1 and not one.people:
                raise
            one.tell(Problem(1, "", str(wrong)))
        _add(found, one, member.name)
        before += member.size
        if len(found.people) > MOST_CARDS:
            why = _("The archive has more than {n} cards; the rest was left out.").format(n=f"{MOST_CARDS:,}")
            found.tell(Problem(1, member.name, why))
        if not goes_on or len(found.people) > MOST_CARDS:
            return


def _add(found: PeopleRead, one: PeopleRead, name: str) -> None:
    """What one file of a .zip brought."""
    found.people += one.people
    found.groups += one.groups
    found.table, found.everything = one.table, one.everything
    for problem in one.problems:
        found.tell(replace(problem, what=": ".join(filter(None, (name, problem.what)))))


def _foreign(start: bytes) -> str:
    """A sentence for what is surely no file of people, by its first bytes."""
    if start.startswith((*ZIP_BEGINS, b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")):
        return _("“{name}” is an archive. Unpack it and take the file in it.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _("“{name}” is an office document. Save it as CSV and take that file.")
    if start.startswith(b"SQLite format 3\0"):
        return _("“{name}” is a database. If it is a book of yours, open it instead.")
    if start.startswith(b"%PDF-"):
        return _("“{name}” is a PDF. Take a vCard or a table (CSV).")
    if _JSON.match(start):
        return _("“{name}” is a JSON file of another program. Take a vCard or a table (CSV) of it.")
    if _MARKUP.match(start):
        return _("“{name}” is a web page or XML. Copy its text, or take a vCard or a table (CSV).")
    if picture_format(start[:16]) or start.startswith((b"BM", b"II*\0", b"MM\0*")) or b"ftypheic" in start[:32]:
        return _("“{name}” is a picture. Read a business card or a code with “mrtnet card” or “mrtnet read-qr”.")
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and len(_NO_LETTERS.findall(start)) * 50 > len(start):
        return _("“{name}” is no text. Take a vCard, a table (CSV) or a list of names.")
    return ""


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise Trouble(_("There is no file “{name}”.").format(name=path)) from None
    except (OSError, ValueError) as wrong:
        raise _unreadable(path, wrong) from None
    if stat.S_ISDIR(mode):
        raise Trouble(_("“{name}” is a folder. Choose the files in it.").format(name=path))
    if not stat.S_ISREG(mode):
        raise Trouble(_("“{name}” is no file but a pipe or a device. Save what it gives as a file.").format(name=path))


def _unreadable(path: Path, wrong: Exception) -> Trouble:
    why = os.strerror(wrong.errno) if isinstance(wrong, OSError) and wrong.errno else _("it is not a possible name")
    return Trouble(_("“{name}” cannot be read: {why}.").format(name=path, why=why))


def _whole(stream: BinaryIO, name: str) -> bytes:
    content = stream.read(LARGEST_MESSAGE + 1)
    if len(content) > LARGEST_MESSAGE:
        raise Trouble(_("“{name}” is too large to be read as text.").format(name=name))
    return content


def _cards(found: PeopleRead, stream: BinaryIO, on_progress: Progress | None, pictures: _Pictures) -> None:
    for card in read_cards(stream, on_progress):
        match card:
            case CardRead():
                rev = f"{card.rev:%Y-%m-%dT%H:%M:%SZ}" if card.rev else ""
                photo = pictures.kept(card.photo, card.form.name)
                found.people.append(Incoming(card.form, found.file, card.line, card.uid, rev, card.extra, photo))
                for problem in card.problems:
                    found.tell(problem)
            case CardGroup():
                found.groups.append(Group(card.name, card.members))
            case problem:
                found.tell(problem)


def _message(found: PeopleRead, content: bytes, today: date, pictures: _Pictures) -> None:
    """Who sent a message, and the vCards attached to it; her own card gets the address it came from."""
    message = message_in(content)
    for card in cards_in(message):
        _cards(found, BytesIO(card), None, pictures)
    sender = sender_of(message, found.file, today)
    for each in found.people:
        if fold(each.form.name) == fold(sender.name):
            there = {reach.value.casefold() for reach in each.form.reaches}
            each.form.reaches += [reach for reach in sender.reaches if reach.value.casefold() not in there]
            return
    found.people.append(Incoming(sender, found.file, 1))


def _table(
    found: PeopleRead, stream: BinaryIO, today: date, mapping: Mapping[int, str] | None, on_progress: Progress | None
) -> None:
    try:
        found.table = read_table(stream, TABLE_LIMIT, on_progress)
    except Trouble:
        stream.seek(0)
        content = stream.read(LARGEST_MESSAGE + 1)
        if len(content) > LARGEST_MESSAGE or b"\0" in content[:_START]:
            raise
        _plain_lines(found, content, today)
        if not found.people:
            raise
        return
    if mapping is None and _are_lines(found.table):
        table, found.table = found.table, None
        stream.seek(0)
        _plain_lines(found, stream.read(LARGEST_MESSAGE), today)
        if found.people:
            return
        found.table, found.problems = table, []
    count, half = max(len(found.table.rows), 1), stream.tell() // 2
    _rows_of(
        found, found.table, mapping, on_progress and (lambda rows: on_progress(half + half * min(rows, count) // count))
    )


def mapped(found: PeopleRead, mapping: Mapping[int, str], on_progress: Progress | None = None) -> PeopleRead:
    """The people of a table that was read, its columns taken otherwise. `on_progress` is told the rows."""
    anew = PeopleRead(found.file, table=found.table)
    if found.table is not None:
        _rows_of(anew, found.table, mapping, on_progress)
    return anew


def _rows_of(
    found: PeopleRead, table: TableRead, mapping: Mapping[int, str] | None, on_progress: Progress | None
) -> None:
    """The people of the rows; `on_progress` is told how many rows are done."""
    for problem in table.problems:
        found.tell(problem)
    count = len(table.rows)
    for at, row in enumerate(rows_of_people(table, mapping), 1):
        if isinstance(row, Problem):
            found.tell(row)
        else:
            found.people.append(Incoming(row[1], found.file, row[0]))
        if on_progress is not None and at % ROWS_A_WORD == 0 and not on_progress(min(at, count)):
            why = _("Reading was stopped here. What comes after it was left out.")
            found.tell(Problem(table.rows[min(at, count) - 1].line, "", why))
            return


def _are_lines(table: TableRead) -> bool:
    """Whether what could be a table without a header is a signature, or people as they are typed, one a line."""
    if table.is_headed or len(table.rows) > MOST_LINES:
        return False
    if len(table.mapping) == len(table.columns) and set(table.mapping.values()) == {"EMAIL"}:
        return True
    ragged = len({len(row.cells) for row in table.rows}) > 1
    if ragged or all(cell.startswith(" ") for row in table.rows for cell in row.cells[1:]):
        return True  # commas of plain writing
    text = "\n".join(", ".join(filter(None, row.cells)) for row in table.rows[:_SIGNATURE_LINES])
    if len(table.rows) <= _SIGNATURE_LINES and looks_like_signature(text):
        return True
    named = sum(len(words) > 1 and "@" not in words[0] for row in table.rows if (words := row.cells[0].split()))
    return named * 10 >= len(table.rows) * 9


def _plain_lines(found: PeopleRead, content: bytes, today: date) -> None:
    """Lines as they are copied from a web page or typed: "Rosa Delgado, RHIT, Lakeshore Medical Center"."""
    text = decoded(content)[0]
    if sum(not (letter.isprintable() or letter.isspace()) for letter in text[:4000]) > 40:
        return
    head, _line_end, rest = text.lstrip("\ufeff").partition("\n")
    if field_of(head) and rest.strip():
        text = "\n" + rest  # a list of one column, with its name above it
    for each in read_pasted(text, today=today):
        if isinstance(each, Unreadable):
            found.tell(Problem(each.line_number, excerpt(each.text), each.reason))
        else:
            found.people.append(Incoming(each.form, found.file, each.line_number))


def _codes(found: PeopleRead, text: str, today: date) -> None:
    """What codes of business cards said, kept as text: "MECARD:N:Delgado,Rosa;TEL:3125550148;;", one below another."""
    begins = [match.start() for match in _CODE.finditer(text)]
    for start, end in pairwise([*begins, len(text)]):
        line = text.count("\n", 0, start) + 1
        each = people_in_code(text[start:end], today=today)
        if isinstance(each, Problem):
            found.tell(replace(each, line=line))
        else:
            found.people.append(each._replace(file=found.file, line=line))


def _calendar(found: PeopleRead, stream: BinaryIO, on_progress: Progress | None) -> None:
    """Everybody who is invited or invites, once each; rooms and lists are left out."""
    read = read_calendar(stream, on_progress=on_progress)
    seen: set[str] = set()
    for entry in read.entries:
        for who in (*entry.attendees, *([entry.organizer] if entry.organizer else [])):
            address = who.email.casefold()
            if not who.email or who.kind not in ("INDIVIDUAL", "UNKNOWN", "") or address in seen:
                continue
            seen.add(address)
            name = "" if "@" in who.name else who.name
            found.people.append(Incoming(person_of(name, who.email), found.file, entry.line))
    for problem in read.problems:
        if problem.lost:
            found.tell(Problem(problem.line, problem.what, problem.reason, problem.lost))
    if not found.people:
        raise Trouble(_("The calendar “{name}” names nobody who is invited.").format(name=found.file))
