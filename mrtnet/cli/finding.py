"""Who or what a word of the command line means; if it is not clear, a sentence that names the choices."""

from mrtnet.cli.verb import Call
from mrtnet.domain.names import fold
from mrtnet.domain.rows import EventRow, FollowUpRow, MeetingRow, PersonRow
from mrtnet.queries import events, follow_ups, people
from mrtnet.trouble import Trouble
from mrtnet.words import _


def person(call: Call, text: str) -> PersonRow:
    """The one person meant by an id, a uid, a name or the beginning of one."""
    if not text.strip():
        raise Trouble(_("Say who: a name, or the number that “mrtnet people” shows."))
    connection = call.book.read
    ids = people.ids_named(connection, text)
    if not ids:
        from mrtnet.queries.search import person_ids

        ids = person_ids(connection, text, call.today, limit=10)
    if not ids:
        raise Trouble(_("Nobody in the book is called “{text}”.").format(text=text))
    rows = people.rows(connection, ids)
    if len(rows) > 1:
        names = ", ".join(f"{row.name} ({row.id})" for row in rows[:8])
        raise Trouble(_("“{text}” may be {names}. Say which by the number.").format(text=text, names=names))
    return rows[0]


def event(call: Call, text: str) -> EventRow | None:
    """The one event meant by an id, a name or a short name; None if there is none of that name."""
    ids = events.ids_named(call.book.read, text)
    found = [row for row in (events.one(call.book.read, event_id) for event_id in ids) if row is not None]
    if len(found) > 1:
        names = ", ".join(f"{row.name} ({row.id})" for row in found[:8])
        raise Trouble(_("“{text}” may be {names}. Say which by the number.").format(text=text, names=names))
    return found[0] if found else None


def event_to_change(call: Call, text: str) -> EventRow | None:
    """The event of this whole name, short name or id: what is only begun like another one is a new event."""
    row = event(call, text) if text.isdigit() else None
    if row is not None:
        return row
    key = fold(text).strip()
    found = [row for row in events.listed(call.book.read) if key in (fold(row.name).strip(), fold(row.short).strip())]
    if len(found) > 1:
        return event(call, text)
    return found[0] if found else None


def known_event(call: Call, text: str) -> EventRow:
    """The one event meant, be it by words out of its name; Trouble if there is none, or several."""
    found = event(call, text) or _event_with(call, text)
    if found is None:
        raise Trouble(_("There is no event called “{text}”.").format(text=text))
    return found


def _event_with(call: Call, text: str) -> EventRow | None:
    """The one event whose name has words that begin like these."""
    wanted = fold(text).split()
    found = [
        row
        for row in events.listed(call.book.read)
        if wanted and all(any(word.startswith(each) for word in fold(row.name).split()) for each in wanted)
    ]
    if len(found) > 1:
        names = ", ".join(f"{row.name} ({row.id})" for row in found[:8])
        raise Trouble(_("“{text}” may be {names}. Say which by the number.").format(text=text, names=names))
    return found[0] if found else None


def follow_up(call: Call, text: str) -> FollowUpRow:
    """The follow-up of this number, or the next one of the person of this name."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        row = follow_ups.one(call.book.read, int(text))
        if row is None:
            raise Trouble(_("There is no follow-up {id}.").format(id=text))
        return row
    whom = person(call, text)
    waiting = follow_ups.of_person(call.book.read, whom.id)
    if not waiting:
        raise Trouble(_("{name} has no open follow-up.").format(name=whom.name))
    return waiting[0]


def meeting(call: Call, text: str) -> MeetingRow:
    """The meeting of this number, or the next one with the person of this name."""
    from mrtnet.queries import meetings

    connection = call.book.read
    if text.isascii() and text.isdigit() and len(text) < 19:
        found = meetings.row(connection, int(text))
        if found is None:
            raise Trouble(_("There is no meeting {id}.").format(id=text))
        return found
    row = person(call, text)
    rows = meetings.rows(connection, meetings.of_person(connection, row.id))
    live = [each for each in rows if each.dates.cancelled_on is None and each.dates.declined_on is None]
    coming = [each for each in live if each.dates.held_on is None]
    if not live:
        raise Trouble(_("There is no meeting with {name}.").format(name=row.name))
    return min(coming, key=lambda each: (each.starts is None, each.starts or 0, each.id)) if coming else live[0]
