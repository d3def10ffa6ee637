"""A .zip that people come in, as LinkedIn, iCloud and Google give it: which of its files are taken, and their bytes.

Nothing of it is ever written to disk, and only what is taken is unpacked. All of it is bounded: the list of files, the
bytes they say they have (what they really have is cut there and checked), how tightly they are packed.
"""

import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple, cast

from mrtnet.domain.problems import Problem, excerpt
from mrtnet.trouble import Trouble
from mrtnet.words import _

BEGINS = (b"PK\x03\x04", b"PK\x05\x06")
MOST_FILES = 20_000
LARGEST = 512 << 20
"""Bytes that what is taken may have when it is unpacked."""
TIGHTEST = 100
"""How many times larger a file may become; tables and cards become 3 to 30 times larger."""
_LOOSE = 1 << 20  # bytes up to which nobody asks how tightly a file is packed
_LARGEST_LIST = 16 << 20  # bytes of the list of files
_END = struct.Struct("<4s4H2LH")  # APPNOTE 4.3.16, end of central directory record
_FAR_LIST = struct.Struct("<4sQ2H2L4Q")  # APPNOTE 4.3.14, the same for very large ones
_FAR_END = 20  # bytes of the locator between the two
_LONGEST_COMMENT = 1 << 16
_HOW = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CARDS = (".vcf", ".vcard")
_TABLES = (".csv", ".tsv", ".tab", ".ldif", ".ldi", ".txt")
_ARCHIVES = (".zip", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz")
_LINKEDIN = "connections.csv"
_ALSO_LINKEDIN = frozenset({"messages.csv", "profile.csv", "invitations.csv", "registration.csv"})
_GOOGLE_ALL = "all contacts.csv"
_OFFICE = frozenset({"[content_types].xml", "mimetype"})


class Member(NamedTuple):
    """One file of a .zip: its name as it may be shown, and how many bytes it has when it is unpacked."""

    name: str
    size: int
    info: zipfile.ZipInfo


class Inside(NamedTuple):
    """What is taken of a .zip: cards of any number, or one table; and what is to be said about the rest."""

    archive: zipfile.ZipFile
    members: tuple[Member, ...]
    problems: tuple[Problem, ...]

    def opened(self, member: Member) -> BinaryIO:
        """Its bytes, unpacked as they are read. Reading them may raise what `damage_told` makes a sentence of."""
        try:
            return cast(BinaryIO, self.archive.open(member.info))
        except (ValueError, OverflowError, OSError):  # a place before the file, a name that is no text
            raise zipfile.BadZipFile from None


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """A sentence, as Trouble, for whatever the library says of a broken .zip."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error):
        raise Trouble(
            _("The archive “{name}” is damaged. Fetch it again and take the new one.").format(name=name)
        ) from None


def look_inside(stream: BinaryIO, name: str) -> Inside:
    """What of the .zip in this stream is taken. Raises Trouble, in a sentence with a way out, where nothing is."""
    with damage_told(name):
        if _list_size(stream) > _LARGEST_LIST:
            raise _too_many(name)
        try:
            archive = zipfile.ZipFile(stream)
        except (ValueError, OverflowError):  # names that are no text, places before the file
            raise zipfile.BadZipFile from None
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise _too_many(name)
    members, problems = _members(infos)
    taken = _taken(members, name)
    for member in taken:
        _refuse_what_is_a_trap(member, name)
    if sum(member.size for member in taken) > LARGEST:
        raise _too_large(name)
    return Inside(archive, taken, problems)


def _list_size(stream: BinaryIO) -> int:
    """The bytes of the list of files, which the library would read at once; 0 where there is none."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_COMMENT - _END.size - _FAR_END - _FAR_LIST.size))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if not 0 <= at <= len(tail) - _END.size:
        return 0
    listed = int(_END.unpack_from(tail, at)[5])
    far = at - _FAR_END - _FAR_LIST.size
    if far >= 0 and tail.startswith(b"PK\x06\x07", at - _FAR_END):
        listed = max(listed, int(_FAR_LIST.unpack_from(tail, far)[8]))
    return listed


def _members(infos: Sequence[zipfile.ZipInfo]) -> tuple[list[Member], tuple[Problem, ...]]:
    """The files, without folders and what systems put beside them; one whose name leads out of the .zip is told."""
    found, problems = [], []
    for info in infos:
        parts = info.filename.replace("\\", "/").split("/")
        if not parts[-1] or "__MACOSX" in parts or parts[-1].startswith("."):
            continue
        if ".." in parts or not parts[0] or parts[0].endswith(":"):
            why = _("Its name leads out of the archive; it was left out.")
            problems.append(Problem(1, excerpt(info.filename), why))
            continue
        found.append(Member(excerpt(info.filename), info.file_size, info))
    return found, tuple(problems)


def _taken(members: Sequence[Member], name: str) -> tuple[Member, ...]:
    """LinkedIn's connections, else all cards, else the one table there is."""
    by_name = {_last(member): member for member in reversed(members)}
    cards = tuple(member for member in members if _last(member).endswith(_CARDS))
    tables = tuple(member for member in members if _last(member).endswith(_TABLES))
    if not _OFFICE & by_name.keys():
        if only := by_name.get(_LINKEDIN):
            return (only,)
        if cards:
            return cards
        if not _ALSO_LINKEDIN & by_name.keys():
            if only := by_name.get(_GOOGLE_ALL):
                return (only,)
            if len(tables) == 1:
                return tables
    raise Trouble(_why_nothing(by_name.keys(), tables).format(name=name))


def _why_nothing(names: Collection[str], tables: Sequence[Member]) -> str:
    if not _OFFICE.isdisjoint(names):
        return _("“{name}” is an office document. Save it as CSV and take that file.")
    if not _ALSO_LINKEDIN.isdisjoint(names):
        return _(
            "“{name}” is LinkedIn's, but without Connections.csv. LinkedIn mails a second, larger one within a day;"
            " take that, or ask for Connections."
        )
    if tables:
        return _("“{name}” holds several tables. Unpack it and take those with your people.")
    if any(each.endswith(_ARCHIVES) for each in names):
        return _("In the archive “{name}” is another archive. Unpack it and take the files in it.")
    return _("In the archive “{name}” is no vCard and no table. Unpack it and take the file with your people.")


def _last(member: Member) -> str:
    return PurePosixPath(member.info.filename.replace("\\", "/")).name.casefold()


def _refuse_what_is_a_trap(member: Member, name: str) -> None:
    info = member.info
    if info.flag_bits & 0x1:
        raise Trouble(_("The archive “{name}” wants a password. Unpack it and take the file in it.").format(name=name))
    if info.compress_type not in _HOW or info.flag_bits & 0x60:
        raise Trouble(
            _("The archive “{name}” is packed in a way not known here. Unpack it and take the file in it.").format(
                name=name)
        )  # fmt: skip
    if info.file_size > max(_LOOSE, TIGHTEST * info.compress_size):
        raise Trouble(
            _("“{file}” in “{name}” would become {n} times larger than it is. No list of people does; it was not"
              " unpacked.").format(file=member.name, name=name, n=info.file_size // max(1, info.compress_size))
        )  # fmt: skip


def _too_many(name: str) -> Trouble:
    return Trouble(
        _("The archive “{name}” lists more than {n} files. Unpack it and take those with your people.").format(
            name=name, n=f"{MOST_FILES:,}")
    )  # fmt: skip


def _too_large(name: str) -> Trouble:
    return Trouble(
        _("What is in “{name}” is larger than {n} MB. Unpack it and take its files one after another.").format(
            name=name, n=LARGEST >> 20)
    )  # fmt: skip
