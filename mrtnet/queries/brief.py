"""What a brief says of a meeting: read from the book in one go."""

from collections.abc import Sequence
from datetime import date, datetime

from mrtnet.domain import agenda as agendas
from mrtnet.domain import zoned
from mrtnet.domain.about import About
from mrtnet.domain.agenda import Block
from mrtnet.domain.brief import AgendaPart, Brief, Common, Guest, Talk, how_met
from mrtnet.domain.kinds import INTERACTIONS, meeting_usage, title
from mrtnet.domain.rows import MeetingRow, PersonDetail, PromiseRow
from mrtnet.domain.when import say_date
from mrtnet.queries import introductions, meetings, person, planning
from mrtnet.queries.introductions import IntroductionRow
from mrtnet.queries.reading import Connection, all_rows, one_row
from mrtnet.trouble import Trouble
from mrtnet.words import _

GUESTS, COMMON, SETTLED, THANKS, PREFERENCES = 6, 6, 4, 6, 4  # the most that a page takes


def brief(connection: Connection, meeting_id: int, about: About, now: datetime) -> Brief | None:
    """The brief of a meeting, at an aware instant; None if it is not in the book."""
    row = meetings.row(connection, meeting_id)
    if row is None:
        return None
    my_zone = planning.my_zone(about)
    today = zoned.wall(now, my_zone).date()
    found = (person.detail(connection, each) for each in row.person_ids[:GUESTS])
    details = [each for each in found if each is not None]
    mine = _wall(row.starts, my_zone)
    theirs = _wall(row.starts, row.their_zone) if row.their_zone else None
    return Brief(
        row,
        tuple(_guest(each, today) for each in details),
        mine,
        theirs if theirs is not None else mine,
        my_zone,
        row.their_zone or my_zone,
        _change(row, my_zone, now, details),
        next((talk for each in details if (talk := _talk(connection, each.id, row.interaction_id))), None),
        tuple(_promises(connection, row.person_ids[:GUESTS])),
        tuple(_thanks(connection, row, today)[:THANKS]),
        tuple(_common(connection, row.person_ids)[:COMMON]),
        tuple(_preferences(connection, details)[:PREFERENCES]),
        tuple(meetings.questions(connection, meeting_id)),
        tuple(_agenda(connection, meeting_id, mine)),
    )


def meant(connection: Connection, now: datetime, meeting_id: int | None, person_ids: Sequence[int]) -> int | None:
    """The meeting that is meant: the one named, else the one running now or next with these people, else with anyone.

    `now` is aware. None if nothing is planned.
    """
    if meeting_id is not None:
        return meeting_id
    coming = meetings.meetings(connection, now, past=0)
    if not person_ids:
        return next(iter(coming.coming), None)
    with_her = {each for whom in person_ids for each in meetings.of_person(connection, whom)}
    return next((each for each in (*coming.coming, *coming.to_ask) if each in with_her), None)


def _wall(at: datetime | None, zone: str) -> datetime | None:
    try:
        return zoned.wall(at, zone) if at is not None else None
    except Trouble:  # a zone that the zone data has no more
        return None


def _change(row: MeetingRow, mine: str, now: datetime, details: Sequence[PersonDetail]) -> str:
    if row.starts is None or not row.their_zone or row.starts < now:
        return ""
    name = details[0].given or details[0].name if len(details) == 1 else ""
    try:
        return zoned.words_of_change(mine, row.their_zone, now, row.starts, name)
    except Trouble:
        return ""


def _guest(detail: PersonDetail, today: date) -> Guest:
    job = next((each for each in detail.jobs if each.until is None), None)
    return Guest(
        detail.id,
        detail.name,
        detail.given,
        ", ".join(detail.credentials),
        job.title if job else "",
        job.organization if job else "",
        detail.pronouns,
        detail.pronunciation,
        how_met(detail, today),
        detail.photo_id,
    )


def _talk(connection: Connection, person_id: int, but: int | None) -> Talk | None:
    """The newest contact with her of which something was written down, else the newest; not the meeting's own."""
    row = one_row(
        connection,
        "SELECT i.day, coalesce(nullif(e.short, ''), e.name, nullif(i.title, ''), ''), i.kind, i.body"
        " FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        " LEFT JOIN event AS e ON e.id = i.event_id WHERE ip.person_id = ? AND i.id <> ?"
        " ORDER BY i.body = '', i.day DESC, i.id DESC LIMIT 1",
        (person_id, but or 0),
    )
    if row is None:
        return None
    on, where, kind, body = row
    return Talk(date.fromisoformat(on), where or (title("interaction", kind) if kind in INTERACTIONS else kind), body)


def _promises(connection: Connection, person_ids: Sequence[int]) -> list[PromiseRow]:
    """Open ones of all, hers before theirs; then a few that are settled, the newest first."""
    found = [each for whom in person_ids for each in meetings.promises(connection, person_id=whom)]
    open_ = [each for each in found if each.kept_on is None and each.dropped_on is None]
    settled = [each for each in found if each.kept_on is not None]
    open_.sort(key=lambda each: (each.side != "mine", each.due is None, each.due or date.max, each.id))
    settled.sort(key=lambda each: (each.kept_on or date.min, each.id), reverse=True)
    return [*open_, *settled[:SETTLED]]


def _thanks(connection: Connection, row: MeetingRow, today: date) -> list[str]:
    """What they did for her: talks not thanked for, promises kept, people they named, advice that she followed."""
    said = []
    for person_id in row.person_ids[:GUESTS]:
        for kind, held in all_rows(
            connection,
            "SELECT m.kind, m.held_on FROM meeting AS m JOIN meeting_person AS mp ON mp.meeting_id = m.id"
            " WHERE mp.person_id = ? AND m.id <> ? AND m.held_on IS NOT NULL"
            " AND (m.thanked_on IS NULL OR m.thanked_on < m.held_on) ORDER BY m.held_on DESC LIMIT 2",
            (person_id, row.id),
        ):
            if meeting_usage(kind).thanks:
                day = say_date(date.fromisoformat(held), today)
                said.append(_("The talk on {day}: not thanked for yet").format(day=day))
        kept = (each for each in meetings.promises(connection, person_id=person_id) if each.side == "theirs")
        said += [_("Kept the promise: {what}").format(what=each.text) for each in kept if each.kept_on is not None]
        made = [each for each in introductions.of_person(connection, person_id) if each.introducer_id == person_id]
        said += [_introduced(each) for each in made if each.direction == "to-me" and (each.made_on or not each.id)][:3]
        said += [
            (_("Refers you: {opening}") if part == "referrer" else _("Told you of: {opening}")).format(opening=title)
            for title, part in all_rows(
                connection,
                "SELECT o.title, op.part FROM opportunity_person AS op JOIN opportunity AS o ON o.id ="
                " op.opportunity_id WHERE op.person_id = ? AND op.told_on IS NULL"
                " AND op.part IN ('referrer', 'heard-from') ORDER BY o.id DESC LIMIT 3",
                (person_id,),
            )
        ]
        said += [
            _("Advice you followed: {what}").format(what=text)
            for (text,) in all_rows(
                connection,
                "SELECT t.text FROM takeaway AS t JOIN meeting_person AS mp ON mp.meeting_id = t.meeting_id"
                " JOIN follow_up AS f ON f.id = t.follow_up_id WHERE mp.person_id = ? AND t.kind = 'advice'"
                " AND f.state = 'done' ORDER BY f.closed_on DESC, t.id LIMIT 3",
                (person_id,),
            )
        ]
    return list(dict.fromkeys(said))


def _introduced(row: IntroductionRow) -> str:
    known = row.id is None or row.told_on is not None
    said = _("Introduced {name} to you") if known else _("Introduced {name} to you: tell how it went")
    return said.format(name=row.person)


_SHARED = (
    (  # one of them brought the other and her together
        "SELECT o.id, o.name, 'introduced you' FROM person AS p JOIN person AS o ON o.id = p.met_through_id"
        " WHERE p.id = ?1"
    ),
    "SELECT o.id, o.name, 'named' FROM person AS o WHERE o.met_through_id = ?1",
    (
        "SELECT o.id, o.name, 'introduced you' FROM introduction AS n JOIN person AS o ON o.id = n.introducer_id"
        " WHERE n.person_id = ?1 AND n.direction = 'to-me' AND n.made_on IS NOT NULL"
    ),
    (
        "SELECT o.id, o.name, 'through ' || t.name FROM person AS p JOIN person AS o"
        " ON o.met_through_id = p.met_through_id JOIN person AS t ON t.id = p.met_through_id WHERE p.id = ?1"
    ),
    (
        "SELECT o.id, o.name, 'together' FROM interaction_person AS a JOIN interaction_person AS b"
        " ON b.interaction_id = a.interaction_id JOIN interaction AS i ON i.id = a.interaction_id"
        " JOIN person AS o ON o.id = b.person_id WHERE a.person_id = ?1 ORDER BY i.day DESC"
    ),
    (
        "SELECT o.id, o.name, 'at work ' || g.name FROM job AS a JOIN job AS b ON b.organization_id = a.organization_id"
        " JOIN organization AS g ON g.id = a.organization_id JOIN person AS o ON o.id = b.person_id"
        " WHERE a.person_id = ?1 AND a.until IS NULL AND b.until IS NULL ORDER BY o.last_contact DESC"
    ),
    (
        "SELECT o.id, o.name, 'at event ' || coalesce(nullif(e.short, ''), e.name) FROM person AS p"
        " JOIN event AS e ON e.id = p.met_event_id JOIN person AS o ON o.met_event_id = p.met_event_id"
        " WHERE p.id = ?1 ORDER BY o.last_contact DESC"
    ),
)
"""Who else knows her, the closest reason first: (id, name, a mark and what it is about)."""


def _common(connection: Connection, person_ids: Sequence[int]) -> list[Common]:
    guests, found = set(person_ids), dict[int, Common]()
    for sql in _SHARED:
        for whom in person_ids[:GUESTS]:
            for key, name, mark in all_rows(connection, f"{sql} LIMIT 30", (whom,)):
                if key not in guests:
                    found.setdefault(key, Common(key, name, _why(mark)))
    return list(found.values())


def _why(mark: str) -> str:
    """The reason in words; a name stands after the mark."""
    for start, form in (
        ("at work ", _("works at {what} too")),
        ("at event ", _("met at {what} too")),
        ("through ", _("also met through {what}")),
    ):
        if mark.startswith(start):
            return form.format(what=mark.removeprefix(start))
    return {"introduced you": _("introduced you"), "named": _("named in your talks")}.get(mark, _("you met together"))


def _preferences(connection: Connection, details: Sequence[PersonDetail]) -> list[str]:
    said = []
    for detail in details:
        if detail.preferred_channel:
            said.append(_("Likes best: {channel}").format(channel=title("channel", detail.preferred_channel)))
        said += [
            text
            for (text,) in all_rows(
                connection,
                "SELECT t.text FROM takeaway AS t JOIN meeting_person AS mp ON mp.meeting_id = t.meeting_id"
                " WHERE mp.person_id = ? AND t.kind = 'preference' ORDER BY t.id DESC LIMIT 3",
                (detail.id,),
            )
        ]
    return list(dict.fromkeys(said))


def _agenda(connection: Connection, meeting_id: int, start: datetime | None) -> list[AgendaPart]:
    blocks = [Block(each.title, each.minutes) for each in meetings.agenda(connection, meeting_id)]
    if start is None or not any(each.minutes for each in blocks):
        return [AgendaPart(None, each.title, each.minutes) for each in blocks]
    begins = agendas.starts(blocks, start)
    return [AgendaPart(at.time(), each.title, each.minutes) for at, each in zip(begins, blocks, strict=True)]
