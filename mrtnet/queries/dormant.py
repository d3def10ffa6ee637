"""Who went quiet and is worth writing to: those past their rhythm by a quarter, the most useful first."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mrtnet.domain import kinds
from mrtnet.domain.about import About
from mrtnet.domain.dormant import WITHOUT_RHYTHM, Tie, usefulness
from mrtnet.domain.rhythm import GONE_QUIET
from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, in_batches, one_row
from mrtnet.queries.rhythms import julian, rhythm_sql

MOST = 200  # who is shown
LOOKED_AT = 3_000  # whose notes and employers are read


def ties(connection: Connection, about: About, today: date, limit: int = MOST) -> list[Tie]:
    """The quiet ties, the most useful first. Whoever is not to be contacted or has a step open is left out."""
    found = [_tie(row) for row in all_rows(connection, *_quiet(about, today))]
    if not found:
        return []
    ids = [tie.id for tie in found]
    roles, counts = _roles(connection, ids), _counts(connection, ids)
    nothing: dict[str, int] = {}
    known = []
    for tie in found:
        did = counts.get(tie.id, nothing).get
        known.append(tie._replace(
            roles=tuple(roles.get(tie.id, ())), introduced=did("introduced", 0), kept=did("kept", 0),
            answered=did("answered", 0),
        ))  # fmt: skip
    known.sort(key=lambda tie: (-usefulness(tie, today), tie.last_contact, tie.id))
    known = _settings(connection, known[:LOOKED_AT], today)
    known = _marks(connection, known, about)
    known = [tie._replace(passage=_passage(connection, tie.id)) for tie in known[: 2 * limit]]
    return sorted(known, key=lambda tie: (-usefulness(tie, today), tie.last_contact, tie.id))[:limit]


def _quiet(about: About, today: date) -> tuple[str, tuple[object, ...]]:
    days = rhythm_sql(about)
    return (
        f"SELECT p.id, p.name, {CREDENTIALS}, coalesce(j.title, ''), coalesce(o.name, ''), p.last_contact, p.rank"
        " FROM person AS p"
        " LEFT JOIN job AS j ON j.id = (SELECT id FROM job WHERE person_id = p.id AND until IS NULL"
        " ORDER BY position LIMIT 1) LEFT JOIN organization AS o ON o.id = j.organization_id"
        " WHERE p.last_contact IS NOT NULL AND p.do_not_contact = 0 AND p.deceased = 0"
        f" AND (? - julianday(p.last_contact)) > coalesce({GONE_QUIET} * ({days}), ?)"
        " AND NOT EXISTS (SELECT 1 FROM follow_up AS f WHERE f.person_id = p.id AND f.state = 'open'"
        " AND f.kind <> 'revive' AND f.step <> 'rhythm')"
        " ORDER BY p.rank = '', p.rank, p.last_contact DESC LIMIT ?",
        (julian(today), WITHOUT_RHYTHM, 20 * LOOKED_AT),
    )


def _tie(row: Sequence[object]) -> Tie:
    number, name, marks, title, place, last, rank = row
    return Tie(int(str(number)), str(name), str(marks), str(title), str(place), date.fromisoformat(str(last)),
               rank=str(rank))  # fmt: skip


def _roles(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    wanted = set(ids)
    for person_id, role in all_rows(connection, "SELECT person_id, role FROM person_role"):
        if person_id in wanted:
            found.setdefault(person_id, []).append(role)
    return found


def _counts(connection: Connection, ids: Sequence[int]) -> Mapping[int, dict[str, int]]:
    """What each of them did for her; one pass over each table, however many they are."""
    wanted, found = set(ids), dict[int, dict[str, int]]()
    for key, sql in (
        ("introduced", "SELECT introducer_id, count(*) FROM introduction WHERE made_on IS NOT NULL"
                       " AND direction = 'to-me' GROUP BY 1"),
        ("introduced", "SELECT met_through_id, count(*) FROM person WHERE met_through_id IS NOT NULL GROUP BY 1"),
        ("kept", "SELECT person_id, count(*) FROM promise WHERE side = 'theirs' AND kept_on IS NOT NULL GROUP BY 1"),
        ("answered", "SELECT ip.person_id, count(*) FROM interaction AS i JOIN interaction_person AS ip"
                     " ON ip.interaction_id = i.id WHERE i.direction = 'in' GROUP BY 1"),
    ):  # fmt: skip
        for person_id, number in all_rows(connection, sql):
            if person_id in wanted:
                counts = found.setdefault(person_id, {})
                counts[key] = counts.get(key, 0) + number
    return found


def _settings(connection: Connection, found: Sequence[Tie], today: date) -> list[Tie]:
    """Which of them work where, or in a kind of place where, nobody she is in touch with works."""
    since = (today - timedelta(days=WITHOUT_RHYTHM)).isoformat()
    places = all_rows(
        connection,
        "SELECT DISTINCT j.organization_id, o.kind FROM person AS p JOIN job AS j ON j.person_id = p.id"
        " JOIN organization AS o ON o.id = j.organization_id WHERE p.last_contact >= ? AND j.until IS NULL",
        (since,),
    )
    at, sorts = {row[0] for row in places}, {row[1] for row in places if row[1]}
    where: dict[int, tuple[int, str]] = {}
    for marks, batch in in_batches([tie.id for tie in found]):
        sql = (
            "SELECT j.person_id, j.organization_id, o.kind FROM job AS j JOIN organization AS o"
            f" ON o.id = j.organization_id WHERE j.until IS NULL AND j.person_id IN ({marks}) ORDER BY j.position DESC"
        )
        where |= {row[0]: (row[1], row[2]) for row in all_rows(connection, sql, batch)}
    told = []
    for tie in found:
        place, kind = where.get(tie.id, (0, ""))
        new_kind = kinds.title("organization", kind) if kind and kind not in sorts else ""
        told.append(tie._replace(only_at=bool(place) and place not in at, only_kind=new_kind))
    return told


def _marks(connection: Connection, found: Sequence[Tie], about: About) -> list[Tie]:
    """Who holds a credential that she works towards."""
    sql = "SELECT mark FROM own_credential WHERE state IN ('wanted', 'studying') ORDER BY id"
    wanted = [row[0] for row in all_rows(connection, sql)]
    wanted += [mark for mark in about.working_towards.replace(",", " ").split() if mark.isupper()]
    told = []
    for tie in found:
        held = {mark.strip() for mark in tie.credentials.split(",")}
        told.append(tie._replace(wanted=next((mark for mark in wanted if mark in held), "")))
    return told


def _passage(connection: Connection, person_id: int) -> str:
    """Words to take up: of the last talk that was noted, else of the notes about the person."""
    row = one_row(
        connection,
        "SELECT i.body FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        " WHERE ip.person_id = ? AND i.body <> '' AND i.direction <> 'out' ORDER BY i.day DESC, i.id DESC LIMIT 1",
        (person_id,),
    ) or one_row(connection, "SELECT note FROM person WHERE id = ?", (person_id,))
    return str(row[0]) if row else ""
