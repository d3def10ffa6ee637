"""One person: everything about her, and her timeline."""

from typing import Any

from mrtnet.domain.rows import AddressRow, FileRow, JobRow, PersonDetail, ReachRow, RunRow, TimelineRow
from mrtnet.queries.reading import Connection, all_rows, clock_time, day, one_row

_PERSON = """
SELECT p.id, p.uid, p.name, p.prefix, p.given, p.additional, p.family, p.suffix, p.nickname, p.family_first,
  p.pronouns, p.pronunciation, p.rank, p.met_on, p.met_how, p.met_where, p.met_event_id, coalesce(e.name, ''),
  p.met_through_id, coalesce(t.name, p.met_through), p.tier, p.rhythm_days, p.last_contact, p.next_touch,
  p.preferred_channel, p.time_zone, p.languages, p.birthday, p.photo_id, p.note, p.do_not_contact, p.deceased, p.sample
FROM person AS p LEFT JOIN event AS e ON e.id = p.met_event_id LEFT JOIN person AS t ON t.id = p.met_through_id
WHERE p.id = ?
"""


def detail(connection: Connection, person_id: int) -> PersonDetail | None:
    """Everything about her but the timeline; None if there is no such person."""
    row = one_row(connection, _PERSON, (person_id,))
    if row is None:
        return None

    def own(sql: str) -> list[tuple[Any, ...]]:
        return all_rows(connection, sql, (person_id,))

    names = own("SELECT mark FROM credential WHERE person_id = ? ORDER BY position, id")
    tags = own(
        "SELECT t.name FROM person_tag AS pt JOIN tag AS t ON t.id = pt.tag_id WHERE pt.person_id = ? ORDER BY pt.id"
    )
    roles = own("SELECT role FROM person_role WHERE person_id = ? ORDER BY id")
    reaches = own("SELECT id, property, value, type, label FROM reach WHERE person_id = ? ORDER BY position, id")
    addresses = own(
        "SELECT id, street, locality, region, code, country, type FROM address WHERE person_id = ?"
        " ORDER BY position, id"
    )
    files = own("SELECT id, name, media_type, size, sha256 FROM file WHERE person_id = ? ORDER BY id")
    return PersonDetail._make(
        [
            *row[:9],
            bool(row[9]),
            tuple(mark for (mark,) in names),
            *row[10:13],
            day(row[13]),
            *row[14:22],
            day(row[22]),
            day(row[23]),
            *row[24:26],
            tuple(part for part in row[26].split(", ") if part),
            *row[27:30],
            *(bool(value) for value in row[30:33]),
            jobs(connection, person_id),
            tuple(ReachRow._make(reach) for reach in reaches),
            tuple(AddressRow._make(address) for address in addresses),
            tuple(tag for (tag,) in tags),
            tuple(role for (role,) in roles),
            tuple(FileRow._make(file) for file in files),
        ]
    )


def jobs(connection: Connection, person_id: int) -> tuple[JobRow, ...]:
    """Her jobs: present ones first, then the past, newest first."""
    found = all_rows(
        connection,
        "SELECT j.id, j.organization_id, coalesce(o.name, ''), j.title, j.department, j.since, j.until FROM job AS j"
        " LEFT JOIN organization AS o ON o.id = j.organization_id WHERE j.person_id = ?"
        " ORDER BY j.until IS NOT NULL, j.until DESC, j.position, j.id",
        (person_id,),
    )
    return tuple(JobRow._make([*row[:5], day(row[5]), day(row[6])]) for row in found)


def timeline(connection: Connection, person_id: int, limit: int = 200) -> list[TimelineRow]:
    """What happened with her, newest first; all of it with a `limit` of −1."""
    found = all_rows(
        connection,
        "SELECT i.id, i.kind, i.day, i.at, i.direction, i.title, i.body, i.event_id,"
        " coalesce((SELECT name FROM event WHERE id = i.event_id), ''),"
        " coalesce((SELECT group_concat(p.name, ', ') FROM interaction_person AS other JOIN person AS p"
        "   ON p.id = other.person_id WHERE other.interaction_id = i.id AND other.person_id <> ip.person_id), '')"
        " FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id WHERE ip.person_id = ?"
        " ORDER BY i.day DESC, coalesce(i.at, '') DESC, i.id DESC LIMIT ?",
        (person_id, limit),
    )
    return [TimelineRow._make([row[0], row[1], day(row[2]), clock_time(row[3]), *row[4:]]) for row in found]


def runs(connection: Connection, person_id: int) -> list[RunRow]:
    """The playbooks that are at work for her."""
    found = all_rows(
        connection,
        "SELECT id, playbook, person_id, event_id, anchor, length_days, place, position, moved_on, state, started_on,"
        " meeting_id"
        " FROM run WHERE person_id = ? AND state = 'running' ORDER BY id",
        (person_id,),
    )
    return [run_row(row) for row in found]


def run(connection: Connection, run_id: int) -> RunRow | None:
    """One run of a playbook."""
    row = one_row(
        connection,
        "SELECT id, playbook, person_id, event_id, anchor, length_days, place, position, moved_on, state, started_on,"
        " meeting_id"
        " FROM run WHERE id = ?",
        (run_id,),
    )
    return run_row(row) if row else None


def run_row(row: tuple[Any, ...]) -> RunRow:
    """A row of the SELECTs above with its days typed."""
    typed = list(row)
    for index in (4, 8, 10):
        typed[index] = day(row[index])
    return RunRow._make(typed)
