"""A person's and an event's page for paper: what she wants at hand, not all that is on file (that is the archive)."""

from datetime import date

from mrtnet.domain import kinds
from mrtnet.domain.insights import AGAIN, brought_words
from mrtnet.domain.rhythm import say_rhythm
from mrtnet.domain.rows import FollowUpRow, PersonDetail
from mrtnet.domain.when import say_date, say_day
from mrtnet.exchange.archive import Archive, Held, Part
from mrtnet.queries import event_page, events, follow_ups, meetings, person
from mrtnet.queries.about import about as read_about
from mrtnet.queries.insights import brought_by
from mrtnet.queries.reading import Connection, one_row
from mrtnet.queries.rhythms import rhythm_sql
from mrtnet.words import _

TOLD = 12  # of what happened last
Facts = tuple[tuple[str, str], ...]


def person_sheet(connection: Connection, person_id: int, today: date) -> Archive | None:
    """One person: how to reach them, the next steps, promises, notes, and what happened last; None if there is none."""
    found = person.detail(connection, person_id)
    if found is None:
        return None
    job = next((job for job in found.jobs if job.until is None), None)
    about = ", ".join(part for part in (*found.credentials, job.title if job else "",
                                        job.organization if job else "") if part)  # fmt: skip
    steps = tuple(_step(row, today) for row in follow_ups.of_person(connection, person_id))
    promises = tuple(
        Held(each.text, _facts((_("Who promised"), _("I did") if each.side == "mine" else each.person),
                               (_("By"), say_day(each.due, today) if each.due else "")))
        for each in meetings.promises(connection, person_id=person_id)
        if each.kept_on is None and each.dropped_on is None
    )  # fmt: skip
    told = tuple(
        Held(f"{say_date(row.day, today)}: {row.title or kinds.title('interaction', row.kind)}",
             _facts(("", row.body), (_("With"), row.others)))
        for row in person.timeline(connection, person_id, TOLD)
    )  # fmt: skip
    return _sheet(
        found.name, about, found.photo_id, today,
        (_("How to reach them"), (Held("", _reaches(found)),) if _reaches(found) else ()),
        (_("How you know each other"), (Held("", _known(connection, found, today)),)),
        (_("Next steps"), steps), (_("Promises"), promises),
        (_("Notes"), (Held("", (("", found.note),)),) if found.note else ()), (_("What happened last"), told),
    )  # fmt: skip


def event_sheet(connection: Connection, event_id: int, today: date) -> Archive | None:
    """One event: what it was and brought, whom she met there with the next step, sessions, notes."""
    event = events.one(connection, event_id)
    if event is None:
        return None
    days = [say_date(day, today) for day in dict.fromkeys((event.first_day, event.last_day)) if day]
    about = ", ".join(part for part in (" – ".join(days), event.place, event.city) if part)
    looked = brought_by(connection, event_id)
    again = _(AGAIN[looked.again]) if looked and looked.again in AGAIN else ""
    facts = _facts(
        (_("Kind"), kinds.title("event", event.kind)), (_("CEUs"), f"{event.ceus:g}" if event.ceus else ""),
        (_("It brought"), brought_words(looked) if looked else ""), (_("Worth going again"), again),
        (_("Web"), event.url),
    )  # fmt: skip
    met = tuple(
        Held(", ".join(part for part in (row.name, row.credentials) if part),
             _facts((_("Works"), ", ".join(part for part in (row.title, row.organization) if part)),
                    (_("Reach"), row.reach), (_("Talked about"), row.talked),
                    (_("Next step"), _due(row.step or kinds.title("follow-up", row.kind), row.due, today)
                     if row.due else "")))
        for row in event_page.people_met(connection, event_id)
    )  # fmt: skip
    sessions = tuple(
        Held(row.title, _facts((_("When"), say_date(row.day, today) if row.day else ""), (_("Speaker"), row.speaker),
                               (_("CEUs"), f"{row.ceus:g}" if row.ceus else ""), (_("Notes"), row.note)))
        for row in events.sessions(connection, event_id)
    )  # fmt: skip
    return _sheet(
        event.name, about, None, today, ("", (Held("", facts),)), (_("People met"), met), (_("Sessions"), sessions),
        (_("Notes"), (Held("", (("", event.note),)),) if event.note else ()),
    )  # fmt: skip


def _sheet(name: str, about: str, photo: int | None, today: date, *parts: tuple[str, tuple[Held, ...]]) -> Archive:
    written = _("Printed on {day}").format(day=say_date(today, date.min))
    shown = tuple(Part(title, things) for title, things in parts if any(each.title or each.facts for each in things))
    return Archive(name, about, written, photo, shown, (), ())


def _facts(*pairs: tuple[str, str]) -> Facts:
    return tuple((label, value) for label, value in pairs if value)


def _due(what: str, due: date, today: date) -> str:
    return f"{what}, {say_day(due, today)}"


def _step(row: FollowUpRow, today: date) -> Held:
    title = row.title or kinds.title("follow-up", row.kind)
    return Held(_due(title, row.due, today), _facts((_("Why"), row.reason), (_("Notes"), row.note)))


def _reaches(found: PersonDetail) -> Facts:
    labels = {"EMAIL": _("Email"), "TEL": _("Phone"), "URL": _("Web"), "IMPP": _("Chat")}
    told = [(each.label or labels.get(each.property, each.property), each.value) for each in found.reaches]
    places = [(_("Address"), ", ".join(part for part in (each.street, each.locality, each.region, each.code) if part))
              for each in found.addresses]  # fmt: skip
    return _facts(*told, *places)


def _known(connection: Connection, found: PersonDetail, today: date) -> Facts:
    row = one_row(connection, f"SELECT {rhythm_sql(read_about(connection))} FROM person AS p WHERE p.id = ?",
                  (found.id,))  # fmt: skip
    day = say_date(found.met_on, today) if found.met_on else ""
    return _facts(
        (_("Met"), ", ".join(part for part in (day, found.met_event or found.met_where or found.met_how) if part)),
        (_("Met through"), found.met_through), (_("Keep in touch"), say_rhythm(row[0] if row else None)),
        (_("Last contact"), say_date(found.last_contact, today) if found.last_contact else ""),
        (_("Tags"), ", ".join(found.tags)), (_("Pronouns"), found.pronouns),
        (_("Say the name"), found.pronunciation),
    )  # fmt: skip
