"""People as they leave the book: details, the unread lines of their cards, their photos, and the files of all that."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain.rows import PersonDetail
from mrtnet.exchange.csv_writing import Format, write_table
from mrtnet.exchange.everything import write_everything
from mrtnet.exchange.photos import Photo, read_photo
from mrtnet.exchange.vcard_writing import Version, write_card
from mrtnet.queries import everything, people
from mrtnet.queries.files import content
from mrtnet.queries.person import detail
from mrtnet.queries.reading import Connection, all_rows, in_batches
from mrtnet.store.schema import VERSION
from mrtnet.trouble import Trouble


class Leaving(NamedTuple):
    """One person, the lines that came with her cards and that nobody here understands, and the bytes of her photo."""

    detail: PersonDetail
    extra: tuple[str, ...]
    photo: bytes | None


def leaving(connection: Connection, ids: Sequence[int], *, photos: bool = False) -> Iterator[Leaving]:
    """These people in this order, one at a time."""
    for person_id in ids:
        found = detail(connection, person_id)
        if found is None:
            continue
        kept = all_rows(connection, "SELECT lines FROM kept_card WHERE person_id = ? ORDER BY id", (person_id,))
        extra = dict.fromkeys(line for (lines,) in kept for line in lines.split("\n") if line)
        photo = content(connection, found.photo_id) if photos and found.photo_id is not None else None
        yield Leaving(found, tuple(extra), photo)


class Wish(NamedTuple):
    """Which file people go into: `suffix` .vcf, .csv or .json, the details of it, and what goes along.

    `whole`: a .json file holds the whole book, with settings and what is about nobody.
    """

    suffix: str
    version: Version = "3.0"
    format: Format = "plain"
    photos: bool = False
    notes: bool = False
    whole: bool = False


def pieces(
    connection: Connection, ids: Sequence[int], wish: Wish, tell: Callable[[int], None] = lambda _done: None
) -> Iterable[bytes]:
    """The file of these people, bit by bit; `tell` hears how many of them are done."""
    if wish.suffix == ".json":
        chosen = None if wish.whole else everything.about_people(connection, ids)
        tables, files = everything.tables(connection, chosen), everything.files(connection, chosen)
        return write_everything(VERSION, clock.as_text(clock.now()), tables, files)
    if wish.suffix == ".csv":
        details = [person.detail for person in _told(leaving(connection, ids), tell)]
        return write_table(details, wish.format, notes=wish.notes)
    return _cards(_told(leaving(connection, ids, photos=wish.photos), tell), wish)


def _told(found: Iterable[Leaving], tell: Callable[[int], None]) -> Iterator[Leaving]:
    for number, person in enumerate(found, 1):
        tell(number)
        yield person


def _cards(found: Iterable[Leaving], wish: Wish) -> Iterator[bytes]:
    for person in found:
        photo = _photo(person.photo) if person.photo else None
        yield write_card(person.detail, version=wish.version, extra=person.extra, photo=photo, notes=wish.notes)


def _photo(content: bytes) -> Photo | None:
    try:
        return read_photo(content)
    except Trouble:  # kept by another way than a card, and larger than a card may carry
        return None


class OnPaper(NamedTuple):
    """One person as a printed list and a name card show her; `step_due` is a day."""

    name: str
    credentials: str
    title: str
    organization: str
    phone: str
    email: str
    step_kind: str
    step_title: str
    step_due: date | None
    pronouns: str


def on_paper(connection: Connection, ids: Sequence[int]) -> Iterator[OnPaper]:
    """These people in this order."""
    for marks, batch in in_batches(ids):
        first = "SELECT value FROM reach WHERE person_id = p.id AND property = '{0}' ORDER BY position, id LIMIT 1"
        sql = (
            f"SELECT p.id, p.pronouns, coalesce(({first.format('TEL')}), ''), coalesce(({first.format('EMAIL')}), '')"
            f" FROM person AS p WHERE p.id IN ({marks})"
        )
        reach = {row[0]: row[1:] for row in all_rows(connection, sql, batch)}
        for row in people.rows(connection, list(batch)):
            pronouns, phone, email = reach[row.id]
            yield OnPaper(
                row.name, row.credentials, row.title, row.organization, phone, email,
                row.step_kind, row.step_title, row.step_due, pronouns,
            )  # fmt: skip
