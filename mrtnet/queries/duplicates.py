"""Doubles in the book: its people as cards to compare, and who on file may be the person just being typed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Any, NamedTuple

from mrtnet.domain.contact_points import normal
from mrtnet.domain.duplicates import HINT, PROPOSED, Card, Index, Likeness, clusters, find, like
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.names import Name, fold, sort_key, split_name
from mrtnet.domain.nicknames import called, letters
from mrtnet.domain.progress import Progress
from mrtnet.domain.rows import PersonRow
from mrtnet.queries import people
from mrtnet.queries.known import people_reached_by
from mrtnet.queries.reading import Connection, all_rows, in_batches

MOST_READ = 60
"""Cards compared with the one being typed; the indexes give the nearest first."""

# What is read of each table, and the order in which it was written down.
_PERSON = ("SELECT id, given, additional, family, suffix, nickname, name FROM person", "id")
_MARKS = ("SELECT person_id, mark FROM credential", "id")
_WORK = ("SELECT job.person_id, o.name FROM job JOIN organization AS o ON o.id = job.organization_id", "job.id")
_REACH = ("SELECT person_id, property, normal FROM reach", "id")
_TOWN = ("SELECT person_id, locality FROM address", "id")
_LIST = {"EMAIL": "emails", "TEL": "phones", "URL": "links"}


class Alike(NamedTuple):
    """Somebody on file who may be the one being typed."""

    likeness: Likeness
    row: PersonRow


def cards(connection: Connection, ids: Sequence[int] | None = None) -> list[Card]:
    """The people with these ids, or everybody, as cards to compare; past employers count too. Five statements."""
    found: dict[int, dict[str, Any]] = {}
    for row_id, given, additional, family, suffix, nickname, name in _rows(connection, _PERSON, "id", ids):
        told = {"id": row_id, "additional": additional, "suffix": suffix, "nickname": nickname}
        nameless = not (given or family) and "@" not in name
        found[row_id] = {**told, "given": name if nameless else given, "family": family}
    for field, part in (("marks", _MARKS), ("organizations", _WORK), ("city", _TOWN)):
        for person_id, value in _rows(connection, part, "person_id", ids):
            if person_id in found and value:
                found[person_id].setdefault(field, []).append(value)
    for person_id, kind, value in _rows(connection, _REACH, "person_id", ids):
        if person_id in found and value and kind in _LIST:
            found[person_id].setdefault(_LIST[kind], []).append(value)
    return [_card(parts) for parts in found.values()]


def like_form(connection: Connection, form: PersonForm, limit: int = 5, least: int = HINT) -> list[Alike]:
    """Who on file may be the person of the form, the likeliest first. By index only: a few ms at any size."""
    card = form_card(form)
    found = like(card, Index(cards(connection, near(connection, card))), least)[:limit]
    rows = {row.id: row for row in people.rows(connection, [one.second for one in found])}
    return [Alike(one, rows[one.second]) for one in found if one.second in rows]


class Cluster(NamedTuple):
    """People who are likely one: their ids, the smallest first, and what speaks for each pair, the surest first."""

    ids: tuple[int, ...]
    pairs: tuple[Likeness, ...]

    @property
    def score(self) -> int:
        """How sure the surest pair is, from 0 to 100."""
        return self.pairs[0].score


def doubles(connection: Connection, progress: Progress | None = None) -> list[Cluster]:
    """Everybody in the book who is likely there more than once, the surest first; never two said to be different."""
    return _gathered(find(cards(connection), progress), _apart(connection), PROPOSED)


def still(connection: Connection, found: Iterable[Cluster]) -> list[Cluster]:
    """What is left of clusters found before: without people who are gone meanwhile or were said to be different."""
    kept, asked = [], list(found)
    there = _there(connection, {person for cluster in asked for person in cluster.ids})
    apart = _apart(connection)
    for cluster in asked:
        if there.issuperset(cluster.ids) and not any(pair in apart for pair in combinations(sorted(cluster.ids), 2)):
            kept.append(cluster)
        else:
            here = [pair for pair in cluster.pairs if pair.first in there and pair.second in there]
            kept += _gathered(here, apart, 0)
    return kept


class Held(NamedTuple):
    """What a person has gathered: entries of her timeline, files, a photo."""

    entries: int
    files: int
    photo_id: int | None


def held(connection: Connection, ids: Collection[int]) -> dict[int, Held]:
    """What each of these people has gathered."""
    return {
        row[0]: Held(*row[1:])
        for marks, batch in in_batches(sorted(ids))
        for row in all_rows(
            connection,
            "SELECT p.id, (SELECT count(*) FROM interaction_person WHERE person_id = p.id),"
            f" (SELECT count(*) FROM file WHERE person_id = p.id), p.photo_id FROM person AS p WHERE p.id IN ({marks})",
            batch,
        )
    }


def _there(connection: Connection, ids: Iterable[int]) -> set[int]:
    return {
        row[0]
        for marks, batch in in_batches(sorted(ids))
        for row in all_rows(connection, f"SELECT id FROM person WHERE id IN ({marks})", batch)
    }


def _apart(connection: Connection) -> frozenset[tuple[int, int]]:
    return frozenset((row[0], row[1]) for row in all_rows(connection, "SELECT person_id, other_id FROM not_same"))


def _gathered(all_pairs: Iterable[Likeness], apart: frozenset[tuple[int, int]], least: int) -> list[Cluster]:
    """The pairs in clusters, the surest first; none holds two who were said to be different."""
    pairs = [pair for pair in all_pairs if (pair.first, pair.second) not in apart]
    groups = clusters(pairs, least, apart)
    of = {person: at for at, group in enumerate(groups) for person in group}
    inside: list[list[Likeness]] = [[] for _group in groups]
    for pair in pairs:
        if of.get(pair.first) == of.get(pair.second, -1):
            inside[of[pair.first]].append(pair)
    found = [Cluster(group, tuple(told)) for group, told in zip(groups, inside, strict=True)]
    return sorted(found, key=lambda each: (-each.score, each.ids))


def near(connection: Connection, card: Card) -> list[int]:
    """Who on file may be meant by a card, by index only; at most MOST_READ."""
    return list(islice(_near(connection, card), MOST_READ))


def form_card(form: PersonForm) -> Card:
    """The form as a card, with id 0."""
    name: PersonForm | Name = form
    if not (form.given or form.family) and form.name:
        name = split_name(form.name)
    found: dict[str, list[str]] = {"EMAIL": [], "TEL": [], "URL": [], "IMPP": []}
    for reach in form.reaches:
        found[reach.property].append(normal(reach) if reach.property != "IMPP" else "")
    return Card(
        0, name.given, name.additional, name.family, name.suffix, name.nickname, tuple(form.credentials),
        tuple([job.organization for job in form.jobs if job.organization]), tuple(found["EMAIL"]),
        tuple(found["TEL"]), tuple(found["URL"]), form.addresses[0].locality if form.addresses else "",
    )  # fmt: skip


def _card(parts: dict[str, Any]) -> Card:
    towns = parts.pop("city", None)
    lists: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in parts.items()
    }
    return Card(**lists, city=towns[0] if towns else "")


def _rows(
    connection: Connection, part: tuple[str, str], key: str, ids: Sequence[int] | None
) -> Iterator[tuple[Any, ...]]:
    sql, order = part
    if ids is None:
        yield from all_rows(connection, f"{sql} ORDER BY {order}")
        return
    for marks, batch in in_batches(ids):
        yield from all_rows(connection, f"{sql} WHERE {key} IN ({marks}) ORDER BY {order}", batch)


def _near(connection: Connection, card: Card) -> Iterator[int]:
    """Who may be meant, the surest signs first, each once."""
    seen: set[int] = set()
    for ask in (_by_reach, _by_whole_name, _by_family_name, _by_given_name):
        for person_id in ask(connection, card):
            if person_id not in seen:
                seen.add(person_id)
                yield person_id


def _by_reach(connection: Connection, card: Card) -> list[int]:
    return people_reached_by(connection, [*card.emails, *card.phones, *card.links])


def _by_whole_name(connection: Connection, card: Card) -> Iterator[int]:
    """The name, swapped too, with all that the given name may stand for."""
    if not (card.given and card.family):
        return
    for given in sorted(called(card.given) | called(card.nickname) | {fold(card.given)}):
        yield from _beginning(connection, sort_key(Name(given=given, family=card.family)))
    yield from _beginning(connection, sort_key(Name(given=card.family, family=card.given)))
    if len(card.additional) > 1:
        whole = f"{card.additional} {card.family}"
        yield from _beginning(connection, sort_key(Name(given=card.given, family=whole)))


def _by_family_name(connection: Connection, card: Card) -> Iterator[int]:
    """The family name, whole or begun alike, with a given name that begins alike or is not known."""
    key = sort_key(Name(family=card.family)) if card.family else ""
    if not key:
        return
    starts = {name[:1] for name in (*called(card.given), *called(card.nickname))}
    yield from _beginning(connection, key, lambda _family, given: not given or not starts or given[:1] in starts)
    if len(key) > 4:
        mine = letters(card.given)
        yield from _beginning(connection, key[:4], lambda _family, given: not mine or given[:3] == mine[:3])


def _by_given_name(connection: Connection, card: Card) -> Iterator[int]:
    """One name only: whoever is on file with nothing else, or with this as the given name."""
    alone = card.given if not card.family else card.family if not card.given else ""
    if alone:
        yield from _beginning(connection, sort_key(Name(given=alone)))
    elif card.given:
        yield from _whole(connection, fold(card.given).strip())


def _beginning(
    connection: Connection, key: str, fits: Callable[[str, str], bool] = lambda _family, _given: True
) -> Iterable[int]:
    """The first people whose key in the list begins so and whose names fit."""
    found = all_rows(
        connection,
        "SELECT id, family, given FROM person WHERE sort_key BETWEEN ? AND ? ORDER BY sort_key LIMIT 200",
        (key, key + "\U0010ffff"),
    )
    return [row_id for row_id, family, given in found if fits(letters(family), letters(given))][:MOST_READ]


def _whole(connection: Connection, key: str) -> list[int]:
    found = all_rows(connection, "SELECT id FROM person WHERE name_key = ? LIMIT 20", (key,))
    return [row[0] for row in found]
