"""Ways to an employer, read by index: who is there or was, whom she is in touch with, and what ties them.

However many people are on file, only some hundreds are read: those there, who introduced them, and the people she was
in touch with last or holds close, for one of these begins every way.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from mrtnet.domain import ways as domain
from mrtnet.domain.names import fold
from mrtnet.domain.ways import Acquaintance, Network, Place, Tie, Way
from mrtnet.queries.reading import Connection, all_rows, day, in_batches
from mrtnet.trouble import Trouble
from mrtnet.words import _

THERE, IN_TOUCH, NEAREST = 120, 400, 5
_CLOSE = ("core", "close")


class Employer(NamedTuple):
    """An employer on file; `people` counts who works there now or did."""

    id: int
    name: str
    city: str
    people: int


class Near(NamedTuple):
    """Somebody near an employer where she knows nobody: where, and why that is near."""

    person_id: int
    name: str
    organization: str
    why: str


class Ways(NamedTuple):
    """What leads to an employer: the chains, and what is missing, in words."""

    employer: Employer
    ways: tuple[Way, ...]
    nearest: tuple[Near, ...]
    gaps: tuple[str, ...]


def employers(connection: Connection, text: str, limit: int = 8) -> list[Employer]:
    """Employers of this name, or whose name has these words; the best fitting first."""
    key = fold(text).strip()
    if not key:
        return []
    words = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in key.split()]
    has = " AND ".join("' ' || name_key || ' ' || lower(short) LIKE ? ESCAPE '\\'" for _word in words)
    found = all_rows(
        connection,
        "SELECT o.id, o.name, o.city, (SELECT count(*) FROM job WHERE organization_id = o.id) FROM organization AS o"
        f" WHERE {has} ORDER BY o.name_key <> ?, o.name_key NOT LIKE ? ESCAPE '\\', 4 DESC, length(o.name), o.id"
        " LIMIT ?",
        [*(f"% {word}%" for word in words), key, f"{' '.join(words)}%", limit],
    )
    return [Employer._make(row) for row in found]


def employer_named(connection: Connection, text: str) -> Employer:
    """The one employer she means. Raises Trouble where there is none, or several and none of exactly this name."""
    found = employers(connection, text)
    if not found:
        raise Trouble(_("No employer “{name}” is on file. Log somebody who works there first.").format(name=text))
    exact = [each for each in found if fold(each.name).strip() == fold(text).strip()]
    if len(found) > 1 and not exact:
        names = ", ".join(each.name for each in found[:5])
        raise Trouble(_("Several employers fit: {names}. Give the whole name.").format(names=names))
    return (exact or found)[0]


def employer(connection: Connection, organization_id: int) -> Employer | None:
    """One employer."""
    sql = "SELECT o.id, o.name, o.city, (SELECT count(*) FROM job WHERE organization_id = o.id) FROM organization AS o"
    rows = all_rows(connection, f"{sql} WHERE o.id = ?", (organization_id,))
    return Employer._make(rows[0]) if rows else None


def ways_to(connection: Connection, organization_id: int, today: date) -> Ways:
    """The chains to this employer; where there are none, who is nearest, and what is missing."""
    goal = employer(connection, organization_id)
    if goal is None:
        raise Trouble(_("This employer is not in the book any more."))
    known = network(connection, organization_id)
    found = domain.ways(known, today)
    inside = any(place.kind in ("now", "part") for place in known.places)
    nearest = () if inside else tuple(_nearest(connection, organization_id))
    return Ways(goal, tuple(found), nearest, tuple(_gaps(found, known, nearest)))


def network(connection: Connection, organization_id: int) -> Network:
    """Who is at the employer, or at a part of it, whom she is in touch with, and what ties them."""
    places = _places(connection, organization_id)
    there = list(dict.fromkeys(place.person for place in places))
    ids = dict.fromkeys(there)
    ids.update(dict.fromkeys(_introducers(connection, there)))
    ids.update(dict.fromkeys(_in_touch(connection)))
    people = _people(connection, list(ids))
    inside = {place.person for place in places}
    ties = [*_introductions(connection, list(ids)), *_shared(connection, list(people), inside, organization_id)]
    return Network(people, ties, places)


def _places(connection: Connection, organization_id: int) -> list[Place]:
    of_it = "(SELECT ?1 UNION SELECT id FROM organization WHERE parent_id = ?1)"
    jobs = all_rows(
        connection,
        "SELECT j.person_id, j.until IS NULL, j.title FROM job AS j JOIN person AS p ON p.id = j.person_id"
        f" WHERE j.organization_id IN {of_it}"
        " ORDER BY j.until IS NOT NULL, p.last_contact IS NULL, p.last_contact DESC, p.id LIMIT ?2",
        (organization_id, THERE),
    )
    parts = all_rows(
        connection,
        "SELECT op.person_id, o.title FROM opportunity AS o JOIN opportunity_person AS op ON op.opportunity_id = o.id"
        f" WHERE o.organization_id IN {of_it} AND op.part IN ('insider', 'interviewer', 'employer', 'referrer')",
        (organization_id,),
    )
    events = all_rows(
        connection,
        "SELECT p.id, coalesce(nullif(e.short, ''), e.name) FROM event AS e JOIN person AS p ON p.met_event_id = e.id"
        f" WHERE e.organization_id IN {of_it} AND e.kind IN ('internship', 'ppe', 'volunteering')"
        " ORDER BY p.last_contact IS NULL, p.last_contact DESC, p.id LIMIT ?2",
        (organization_id, THERE),
    )
    return [
        *(Place(person, "now" if present else "before", title) for person, present, title in jobs),
        *(Place(person, "part", title) for person, title in parts),
        *(Place(person, "event", event) for person, event in events),
    ]


def _introducers(connection: Connection, there: Sequence[int]) -> list[int]:
    """Who brought her to those there, and those whom these introduced to her."""
    found: list[int] = []
    for marks, batch in in_batches(there):
        for sql in (
            f"SELECT met_through_id FROM person WHERE id IN ({marks}) AND met_through_id IS NOT NULL",
            f"SELECT id FROM person WHERE met_through_id IN ({marks})",
            f"SELECT introducer_id FROM introduction WHERE person_id IN ({marks})",
            f"SELECT person_id FROM introduction WHERE introducer_id IN ({marks}) AND person_id IS NOT NULL",
        ):
            found += [each for (each,) in all_rows(connection, f"{sql} LIMIT {THERE}", batch)]
    return found


def _in_touch(connection: Connection) -> list[int]:
    newest = all_rows(connection, "SELECT id FROM person WHERE last_contact IS NOT NULL ORDER BY last_contact DESC,"
                                  " id DESC LIMIT ?", (IN_TOUCH,))  # fmt: skip
    close = all_rows(connection, "SELECT id FROM person WHERE tier IN (?, ?) LIMIT ?", (*_CLOSE, IN_TOUCH))
    return [each for (each,) in (*newest, *close)]


def _people(connection: Connection, ids: Sequence[int]) -> dict[int, Acquaintance]:
    found: dict[int, Acquaintance] = {}
    for marks, batch in in_batches(ids):
        for row in all_rows(
            connection,
            "SELECT p.id, p.name, coalesce((SELECT o.name FROM job AS j JOIN organization AS o ON o.id ="
            " j.organization_id WHERE j.person_id = p.id AND j.until IS NULL ORDER BY j.position LIMIT 1), ''),"
            f" p.last_contact, p.tier, NOT (p.do_not_contact OR p.deceased) FROM person AS p WHERE p.id IN ({marks})",
            batch,
        ):
            found[row[0]] = Acquaintance(row[0], row[1], row[2], day(row[3]), row[4], bool(row[5]))
    return found


def _introductions(connection: Connection, ids: Sequence[int]) -> list[Tie]:
    found = []
    for marks, batch in in_batches(ids):
        found += all_rows(
            connection,
            f"SELECT met_through_id, id FROM person WHERE id IN ({marks}) AND met_through_id IS NOT NULL"
            f" UNION SELECT introducer_id, person_id FROM introduction WHERE person_id IN ({marks})",
            [*batch, *batch],
        )
    return [Tie(first, second, "introduced") for first, second in found]


def _shared(connection: Connection, ids: Sequence[int], inside: set[int], organization_id: int) -> Iterable[Tie]:
    """What those there share with others: an employer, a talk, an event. Among themselves they need no way."""
    jobs, talks, events = [], [], []
    for marks, batch in in_batches(ids):
        jobs += all_rows(
            connection,
            "SELECT j.organization_id, j.person_id, j.until IS NULL, o.name FROM job AS j JOIN organization AS o"
            f" ON o.id = j.organization_id WHERE j.person_id IN ({marks}) AND j.organization_id <> ?",
            [*batch, organization_id],
        )
        talks += all_rows(
            connection,
            "SELECT ip.interaction_id, ip.person_id, 1, '' FROM interaction_person AS ip JOIN interaction AS i"
            f" ON i.id = ip.interaction_id WHERE ip.person_id IN ({marks}) AND i.kind IN ('meeting', 'call')",
            batch,
        )
        events += all_rows(
            connection,
            "SELECT p.met_event_id, p.id, 1, coalesce(nullif(e.short, ''), e.name) FROM person AS p JOIN event AS e"
            f" ON e.id = p.met_event_id WHERE p.id IN ({marks})",
            batch,
        )
    yield from _tied(talks, inside, "together", "together")
    yield from _tied(jobs, inside, "colleague", "once-colleague")
    yield from _tied(events, inside, "event", "event")


def _tied(rows: Iterable[tuple[int, int, int, str]], inside: set[int], now: str, before: str) -> Iterable[Tie]:
    """Each of those there with each of the others of one employer, talk or event."""
    groups: dict[int, dict[int, tuple[bool, str]]] = {}
    for group, person, present, what in rows:
        known = groups.setdefault(group, {}).get(person, (False, what))
        groups[group][person] = (known[0] or bool(present), what)
    for members in groups.values():
        for there in members.keys() & inside:
            for other in members.keys() - inside:
                both = members[there][0] and members[other][0]
                yield Tie(other, there, now if both else before, members[there][1])


def _nearest(connection: Connection, organization_id: int) -> Iterable[Near]:
    """People at employers of the same group, else of the same kind in the same town, the newest contact first."""
    near = (
        (_("belongs to the same group"), "o.parent_id = g.parent_id OR o.id = g.parent_id"),
        (_("in the same town"), "g.city <> '' AND o.city = g.city"),
        (_("the same kind of employer"), "g.kind <> '' AND o.kind = g.kind"),
    )
    for why, how in near:
        rows = all_rows(
            connection,
            "SELECT p.id, p.name, o.name FROM organization AS g JOIN organization AS o ON o.id <> g.id"
            f" AND ({how}) JOIN job AS j ON j.organization_id = o.id AND j.until IS NULL JOIN person AS p"
            " ON p.id = j.person_id WHERE g.id = ? AND p.last_contact IS NOT NULL AND NOT (p.do_not_contact OR"
            " p.deceased) ORDER BY p.last_contact DESC LIMIT ?",
            (organization_id, NEAREST),
        )
        if rows:
            return [Near(person_id, name, there, why) for person_id, name, there in rows]
    return []


def _gaps(found: Sequence[Way], known: Network, nearest: Sequence[Near]) -> Iterable[str]:
    kinds = {place.kind for place in known.places}
    if not kinds:
        yield _("You know nobody there.")
        if nearest:
            yield _("Nearest: {people}.").format(
                people="; ".join(f"{each.name} ({each.organization})" for each in nearest)
            )
        else:
            yield _("Nobody near it is on file either: look for its people at the next event.")
    elif not kinds & {"now", "part"}:
        yield _("Nobody you know is there now.")
        if nearest:
            yield _("Nearest: {people}.").format(
                people="; ".join(f"{each.name} ({each.organization})" for each in nearest)
            )
    elif not found:
        yield _("Those you know there are not to be contacted.")
    elif all(way.strength == "cold" for way in found):
        yield _("You have not been in touch with any of them yet, and nobody you know leads to them.")
