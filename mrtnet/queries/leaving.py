"""People as they leave the book in files: details, the unread lines of their cards, and their photos."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mrtnet.domain.rows import PersonDetail
from mrtnet.queries.files import content
from mrtnet.queries.person import detail
from mrtnet.queries.reading import Connection, all_rows


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
