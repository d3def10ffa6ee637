"""The sample network: 24 invented people with events, contacts and follow-ups around today; loaded and removed at once.

The data is resources/sample/*.toml; its days are counted from the day it is loaded.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session as Db

from mrtnet import clock, paths
from mrtnet.domain import rhythm, zoned
from mrtnet.domain.about import About
from mrtnet.domain.agenda import default_agenda
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import Address, EventForm, Job, PersonForm, Reach, SessionForm
from mrtnet.domain.kinds import meeting_usage
from mrtnet.domain.kinds import title as kind_title
from mrtnet.domain.questions import built_in
from mrtnet.edits import career_sample, events, openings_sample, people
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import settle
from mrtnet.edits.organizations import organization_named
from mrtnet.edits.prompts import RHYTHM
from mrtnet.queries import planning, playbooks, sample
from mrtnet.queries.about import about as read_about
from mrtnet.queries.contact import last_contact
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import (
    AgendaBlock,
    Event,
    FollowUp,
    Interaction,
    InteractionPerson,
    Meeting,
    MeetingPerson,
    MeetingQuestion,
    Organization,
    Person,
    Run,
    SavedList,
)
from mrtnet.trouble import Trouble
from mrtnet.words import _

Data = Mapping[str, Any]


def load_sample(session: Db, today: date) -> None:
    """Put the sample network into the book, with all days around `today`. Raises Trouble if it is in there already."""
    if sample.is_loaded(driver_connection(session)):
        raise Trouble(_("The sample network is in the book already. Remove it first to load it anew."))
    about = read_about(driver_connection(session))
    _Loading(session, today, about).all()
    titled(session, _("Loaded the sample network"))


def remove_sample(session: Db) -> None:
    """Take the sample network out again, and nothing else.

    Her own records stay as they are. An event, employer or tag of the sample that one of her own people meanwhile uses
    becomes her own. Raises Trouble if there is no sample in the book.
    """
    connection = driver_connection(session)
    if not sample.is_loaded(connection):
        raise Trouble(_("There is no sample network in the book."))
    session.flush()
    for statement in _KEPT + _REMOVED:
        connection.execute(statement)
    session.expire_all()
    titled(session, _("Removed the sample network"))


_OWN = "(SELECT id FROM person WHERE sample = 0)"
_OWN_THINGS_HAPPENED = f"(SELECT interaction_id FROM interaction_person WHERE person_id IN {_OWN})"
_KEPT = (
    # whoever introduced one of her own people is remembered by name
    "UPDATE person SET met_through = (SELECT name FROM person AS p WHERE p.id = person.met_through_id)"
    " WHERE sample = 0 AND met_through = '' AND met_through_id IN (SELECT id FROM person WHERE sample = 1)",
    "UPDATE event SET sample = 0 WHERE sample = 1 AND ("
    "  id IN (SELECT met_event_id FROM person WHERE sample = 0)"
    f" OR id IN (SELECT event_id FROM interaction WHERE id IN {_OWN_THINGS_HAPPENED})"
    f" OR id IN (SELECT event_id FROM follow_up WHERE person_id IN {_OWN} OR person_id IS NULL)"
    f" OR id IN (SELECT event_id FROM run WHERE person_id IN {_OWN})"
    " OR id IN (SELECT event_id FROM file) OR " + " OR ".join(career_sample.KEPT) + ")",
    "UPDATE opportunity SET sample = 0 WHERE sample = 1 AND"
    f" id IN (SELECT opportunity_id FROM opportunity_person WHERE person_id IN {_OWN})",
    "UPDATE meeting SET sample = 0 WHERE sample = 1 AND"
    f" id IN (SELECT meeting_id FROM meeting_person WHERE person_id IN {_OWN})",
    f"UPDATE tag SET sample = 0 WHERE sample = 1 AND id IN (SELECT tag_id FROM person_tag WHERE person_id IN {_OWN})",
    "UPDATE organization SET sample = 0 WHERE sample = 1 AND ("
    f"  id IN (SELECT organization_id FROM job WHERE person_id IN {_OWN})"
    "  OR id IN (SELECT organization_id FROM event WHERE sample = 0)"
    "  OR id IN (SELECT organization_id FROM opportunity WHERE sample = 0)"
    "  OR id IN (SELECT parent_id FROM organization WHERE sample = 0))",
)
_REMOVED = (
    *career_sample.REMOVED,
    "DELETE FROM interaction WHERE id IN (SELECT interaction_id FROM interaction_person WHERE person_id IN"
    f" (SELECT id FROM person WHERE sample = 1)) AND id NOT IN {_OWN_THINGS_HAPPENED}",
    # a meeting of hers with nobody but people of the sample would be one with nobody
    "DELETE FROM meeting WHERE sample = 1 OR (id IN (SELECT meeting_id FROM meeting_person) AND id NOT IN"
    f" (SELECT meeting_id FROM meeting_person WHERE person_id IN {_OWN}))",
    "DELETE FROM setting WHERE key IN (SELECT 'opening ' || uid FROM opportunity WHERE sample = 1)",
    "DELETE FROM opportunity WHERE sample = 1",
    "DELETE FROM person WHERE sample = 1",
    "DELETE FROM event WHERE sample = 1",
    "DELETE FROM tag WHERE sample = 1",
    "DELETE FROM organization WHERE sample = 1",
    "DELETE FROM saved_list WHERE sample = 1",
)


class _Loading:
    """One loading of the sample: the day it is counted from, and the rows made so far by name."""

    def __init__(self, session: Db, today: date, about: About) -> None:
        self.session = session
        self.today = today
        self.about = about
        self.days: WorkingDays = about.days
        self.events: dict[str, Event] = {}
        self.people: dict[str, Person] = {}

    def all(self) -> None:
        """Everything, in the order in which it refers to each other."""
        told = _read("events.toml", "00")
        year = f"{self._day(told['event'][0]['last']).year}"
        told, persons = _read("events.toml", year), _read("people.toml", year)["person"]
        for organization in told["organization"]:
            self._organization(organization)
        for event in told["event"]:
            self._event(event)
        for position, saved in enumerate(told["list"]):
            self.session.add(SavedList(position=position, sample=True, **saved))
        for person in persons:
            self._person(person)
        for person in persons:
            self._happened(person)
        for person in persons:
            self._next_steps(person)
        for meeting in _read("meetings.toml", year)["meeting"]:
            self._meeting(meeting)
        ids = {name: person.id or 0 for name, person in self.people.items()}
        openings_sample.load(self.session, _read("openings.toml", year), ids, self._day, self.today)
        career_sample.load(self.session, _read("career.toml", year), self._day, self.events)

    def _meeting(self, told: Data) -> None:
        """A meeting with what its kind brings; its follow-ups are those that the people have already."""
        usage, zone = meeting_usage(told["kind"]), told.get("zone") or planning.my_zone(self.about)
        who = [self.people[name] for name in told["with"]]
        row = Meeting(
            kind=told["kind"],
            minutes=usage.minutes,
            zone=zone,
            their_zone=who[0].time_zone,
            alarms=" ".join(str(minutes) for minutes in usage.alarms),
            sample=True,
            created_at=clock.now(),
        )
        row.sqlmodel_update({key: told[key] for key in ("place", "url", "phone", "purpose") if key in told})
        reached = [key for key in ("asked", "agreed", "prepared") if key in told]
        row.sqlmodel_update({f"{key}_on": self._day(told[key]) for key in reached})
        if "day" in told:
            row.day, row.at = self._day(told["day"]), time.fromisoformat(told["at"])
            row.starts_utc = zoned.instant(datetime.combine(row.day, row.at), zone)
        self.session.add(row)
        self.session.flush()
        meeting_id = row.id or 0
        for position, person in enumerate(who):
            self.session.add(MeetingPerson(meeting_id=meeting_id, person_id=person.id or 0, position=position))
        for position, block in enumerate(default_agenda(row.kind, row.minutes)):
            self.session.add(AgendaBlock(meeting_id=meeting_id, position=position, **block._asdict()))
        for position, key in enumerate(told.get("questions", ())):
            found = built_in().find(key)
            text = found.text if found else key
            self.session.add(MeetingQuestion(meeting_id=meeting_id, position=position, question=key, text=text))
        self.session.flush()

    def _day(self, text: str) -> date:
        """ "today"; "-2w" and "+3w" in working days; "-45" the working day on or before, "+4" on or after."""
        if text == "today":
            return self.today
        number = int(text.rstrip("w"))
        if text.endswith("w"):
            return self.days.after(self.today, number) if number > 0 else self.days.before(self.today, -number)
        day = self.today + timedelta(days=number)
        return self.days.on_or_after(day) if number > 0 else self.days.on_or_before(day)

    def _organization(self, told: Data) -> None:
        row = self.session.get_one(Organization, organization_named(self.session, told["name"], sample=True))
        if row.sample:
            row.sqlmodel_update({**told, "name": row.name})
            self.session.add(row)

    def _event(self, told: Data) -> None:
        last = self._day(told["last"])
        first = self._day(told["first"]) if "first" in told else last - timedelta(days=told["days"] - 1)
        form = EventForm(
            first_day=first,
            last_day=last,
            time_zone=told.get("zone", ""),
            **{key: value for key, value in told.items() if key not in ("first", "last", "days", "zone", "session")},
        )
        event_id = events.add_event(self.session, form, sample=True)
        for each in told.get("session", ()):
            day = first + timedelta(days=each["day"] - 1)
            events.add_session(self.session, event_id, SessionForm(**{**each, "day": day}))
        self.events[form.short] = self.session.get_one(Event, event_id)

    def _person(self, told: Data) -> None:
        event = self.events.get(told.get("event", ""))
        met = self._day(told["met"]) if "met" in told else event.last_day if event else None
        row_id = people.add_person(self.session, self._form(told, met), today=self.today, sample=True)
        person = self.session.get_one(Person, row_id)
        person.tier, person.rhythm_days = told.get("tier", ""), told.get("rhythm_days")
        person.met_event_id = event.id if event else None
        self.people[told["name"]] = person
        self.session.add(person)
        self.session.flush()
        if met is not None:
            self._log([person], "met", met, {"body": told["talked"], "direction": "both"}, person.met_event_id)

    def _form(self, told: Data, met: date | None) -> PersonForm:
        """The person without tier and next step, which would start prompts of their own."""
        present = Job(organization=told["at"], title=told["title"], since=self._maybe(told, "since"))
        past = [
            Job(
                organization=each["at"],
                title=each["title"],
                since=self._day(each["since"]),
                until=self._day(each["until"]),
            )
            for each in told.get("past", ())
        ]
        reaches = [
            Reach(property=kind, value=told[key], type="" if kind == "URL" else "work", label=label)
            for key, kind, label in (("email", "EMAIL", ""), ("phone", "TEL", ""), ("link", "URL", "LinkedIn"))
            if key in told
        ]
        as_told = (
            "name",
            "credentials",
            "pronouns",
            "pronunciation",
            "languages",
            "rank",
            "roles",
            "tags",
            "birthday",
            "note",
        )
        return PersonForm(
            jobs=[present, *past],
            reaches=reaches,
            addresses=[Address(locality=told["city"], region=told["region"], type="work")],
            met_on=met,
            met_how=told.get("how", ""),
            met_where=told.get("where", ""),
            time_zone=told.get("zone", ""),
            preferred_channel=told.get("preferred", ""),
            **{key: told[key] for key in as_told if key in told},
        )

    def _maybe(self, told: Data, key: str) -> date | None:
        return self._day(told[key]) if key in told else None

    def _happened(self, told: Data) -> None:
        person = self.people[told["name"]]
        if "through" in told:
            person.met_through, person.met_through_id = told["through"], self.people[told["through"]].id
            self.session.add(person)
        for each in told.get("happened", ()):
            others = [self.people[name] for name in each.get("with", ())]
            self._log([person, *others], each["kind"], self._day(each["on"]), each)

    def _log(self, whom: list[Person], kind: str, day: date, told: Data, event_id: int | None = None) -> int:
        row = Interaction(
            kind=kind,
            day=day,
            direction=told.get("direction", ""),
            title=told.get("title", ""),
            body=told.get("body", ""),
            event_id=event_id,
            created_at=clock.now(),
        )
        self.session.add(row)
        self.session.flush()
        for person in whom:
            self.session.add(InteractionPerson(interaction_id=row.id or 0, person_id=person.id or 0))
        self.session.flush()
        return row.id or 0

    def _next_steps(self, told: Data) -> None:
        """What was done and what is next; where the data names no next step, playbook or rhythm ask by themselves."""
        person = self.people[told["name"]]
        event = self.events.get(told.get("event", ""))
        run = self._run(told, person, event)
        for each in told.get("done", ()):
            self._done(person, self._step(each["step"], run), self._day(each["on"]), run)
        for each in told.get("closed", ()):
            self._done(person, {key: each[key] for key in ("kind", "title", "channel")}, self._day(each["on"]), None)
        if "next" in told:
            self._open(person, told["next"], run, event)
        self.session.flush()
        settle(self.session, person.id or 0, self.today)

    def _run(self, told: Data, person: Person, event: Event | None) -> Run | None:
        if event is None or not event.playbook or event.last_day is None:
            return None
        place = sum(
            1 for other in self.people.values() if other.rank == person.rank and (other.id or 0) < (person.id or 0)
        )
        run = Run(
            playbook=event.playbook,
            person_id=person.id,
            event_id=event.id,
            anchor=event.last_day,
            place=place,
            position=told.get("after", ""),
            moved_on=self._day("-1w") if "after" in told else None,
            started_on=event.last_day,
        )
        self.session.add(run)
        self.session.flush()
        return run

    def _step(self, key: str, run: Run | None) -> dict[str, Any]:
        """Kind, title, channel and template of a step of the playbook."""
        known = playbooks.playbook_named(driver_connection(self.session), run.playbook) if run else None
        step = next((step for step in known.steps if step.key == key), None) if known else None
        if step is None:
            return {"kind": "other", "title": kind_title("follow-up", "other")}
        return {
            "step": key,
            "kind": step.kind,
            "title": _(step.title),
            "channel": step.channel,
            "template": step.template,
        }

    def _done(self, person: Person, parts: Data, day: date, run: Run | None) -> None:
        logged = None
        if parts.get("channel") in ("email", "linkedin"):
            told = {"title": parts["title"], "direction": "out"}
            logged = self._log([person], parts["channel"], day, told, run.event_id if run else None)
        row = self._follow_up(person, parts, day, run)
        row.state, row.closed_on, row.interaction_id = "done", day, logged
        self.session.add(row)

    def _open(self, person: Person, told: Data, run: Run | None, event: Event | None) -> None:
        parts = self._step(told["step"], run) if "step" in told and told["step"] != RHYTHM else {}
        if told.get("step") == RHYTHM:
            parts = {"step": RHYTHM, "kind": "check-in", "template": "update", "reason": self._why(person)}
        keep = ("kind", "title", "channel", "template", "reason")
        parts |= {key: told[key] for key in keep if key in told}
        due = self._day(told["due"])
        row = self._follow_up(person, parts, due, run if "step" in parts else None, at=told.get("at"))
        row.snoozed = told.get("snoozed", 0)
        row.first_due = self.days.before(self.today, 2 * row.snoozed) if row.snoozed else due
        row.event_id = row.event_id or (event.id if event else None)
        self.session.add(row)

    def _why(self, person: Person) -> str:
        last = last_contact(driver_connection(self.session), person.id or 0)
        every = rhythm.rhythm_days(person.tier, person.rhythm_days, self.about.rhythms)
        return rhythm.explain(last, every, self.days, self.today, met_on=person.met_on)

    def _follow_up(self, person: Person, parts: Data, due: date, run: Run | None, at: time | None = None) -> FollowUp:
        in_run = run is not None and parts.get("step", "") not in ("", RHYTHM)
        return new_follow_up(
            parts["kind"],
            due,
            what=parts.get("title", ""),
            person_id=person.id,
            run_id=run.id if run and in_run else None,
            event_id=run.event_id if run and in_run else None,
            at=at,
            **{key: parts[key] for key in ("channel", "template", "step", "reason") if key in parts},
        )


def _read(name: str, year: str) -> dict[str, Any]:
    text = paths.resource("sample", name).read_text(encoding="utf-8")
    return tomllib.loads(re.sub(r"\{year\}", year, text).replace("{yy}", year[-2:]))
