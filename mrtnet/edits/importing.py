"""An import: the people of files come into the book as it was decided about each, in one step that one undo takes back.

Nothing of this is written before the decisions are made; what the cards mean is `domain.arrivals.plan`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.arrivals import Arrival, Decision, Incoming, Plan
from mrtnet.domain.forms import EventForm
from mrtnet.domain.merging import adding_choices, merged
from mrtnet.domain.problems import Problem
from mrtnet.domain.progress import Progress, Stop, Stopped, Tell
from mrtnet.edits.anchors import event_day
from mrtnet.edits.bulk_people import add_all, keep_card
from mrtnet.edits.event_steps import people_were_noted
from mrtnet.edits.events import add_event
from mrtnet.edits.everything import take_over
from mrtnet.edits.first_steps import begin, begin_again
from mrtnet.edits.merging import become
from mrtnet.edits.next_steps import close_pointless, settle
from mrtnet.edits.tags import give_tags
from mrtnet.exchange.everything import Everything
from mrtnet.queries.people import ids_named
from mrtnet.queries.person_forms import forms
from mrtnet.queries.reading import all_rows, in_batches
from mrtnet.store import search_index
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Event, Interaction, InteractionPerson, Person
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

FEW = 10
"""People who are merged or given a meeting between two words about how far it is."""
ADD, MEET, MERGE_IN, INDEX = 1.0, 25.0, 30.0, 0.3
"""What the steps cost for one person, beside each other."""
MERGE, KEEP, SKIP = Decision("merge"), Decision("keep"), Decision("skip")


class Imported(NamedTuple):
    """What an import did: ids of who is new and of who was on file and got something, and how many were left out.

    `placed` is who each card became, by its place in the plan.
    """

    new: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    skipped: int = 0
    problems: tuple[Problem, ...] = ()
    placed: Mapping[int, int] = {}


def import_people(
    session: Session,
    plan: Plan,
    decisions: Mapping[int, Decision] | None = None,
    *,
    today: date,
    event_id: int | None = None,
    new_event: EventForm | None = None,
    met_on: date | None = None,
    playbook: str = "",
    everything: Sequence[Everything] = (),
    photos: bool = True,
    on_progress: Tell | None = None,
    stopped: Stop | None = None,
) -> Imported:
    """Take the cards of the plan into the book, `decisions` by place in the plan.

    Without one, who is new is put on file, who is the same gets what her card tells beyond it, and who is only likely
    the same is left out. At an event, or with a playbook (a key, or "none"), the people were met: on the card's day,
    else `met_on`, else the event's; the playbook begins for them as for people who are logged.

    `everything` are books that come as JSON: what of them is not here yet comes too. Without `photos` the cards' own
    stay out.

    `on_progress` is told how many of the cards are done, and of how many. Once `stopped()`, a Trouble says that nothing
    was imported.
    """
    progress = Progress(on_progress, stopped, len(plan.arrivals))
    plan = plan if photos else _without_photos(plan)
    event = _event(session, add_event(session, new_event, today=today) if new_event else event_id)
    importing = _Importing(session, plan, decisions or {}, today, event, met_on, playbook, progress)
    try:
        done = importing.run()
    except Stopped:
        raise Trouble(_("The import was stopped. Nothing was changed.")) from None
    for book in everything:
        taken = take_over(session, book, today=today)
        done = done._replace(new=done.new + taken.new, problems=(*done.problems, *taken.problems))
    titled(session, _title(done, event))
    return done


def _without_photos(plan: Plan) -> Plan:
    arrivals = (each._replace(incoming=each.incoming._replace(photo=None)) for each in plan.arrivals)
    return plan._replace(arrivals=tuple(arrivals))


def _title(done: Imported, event: Event | None) -> str:
    parts = [
        plural("{n} new", "{n} new", len(done.new)) if done.new else "",
        plural("{n} merged", "{n} merged", len(done.merged)) if done.merged else "",
    ]
    what = ", ".join(filter(None, parts)) or _("nothing new")
    at = _(" at {event}").format(event=event.short or event.name) if event else ""
    return _("Imported people{at}: {what}").format(at=at, what=what)


class _Importing:
    """One import on its way: which card became which person."""

    def __init__(
        self, session: Session, plan: Plan, decisions: Mapping[int, Decision], today: date, event: Event | None,
        met_on: date | None, playbook: str, progress: Progress,
    ) -> None:  # fmt: skip
        self.progress = progress
        self.session, self.plan, self.decisions = session, plan, decisions
        self.today, self.event, self.met_on, self.playbook = today, event, met_on, playbook
        self.person_of: dict[int, int] = {}  # place in the plan -> person
        self.merged: dict[int, None] = {}
        self.on_file = self._on_file()

    def run(self) -> Imported:
        arrivals = self.plan.arrivals
        decided = {at: self._decision(at, arrival) for at, arrival in enumerate(arrivals)}
        new = [at for at, decision in decided.items() if decision.action == "keep"]
        others = [(at, decision) for at, decision in decided.items() if decision.action != "keep"]
        added, met, merged, indexed = self._shares(len(new), sum(one.action == "merge" for _at, one in others))
        ids = add_all(self.session, [arrivals[at].incoming for at in new], self.progress, added)
        self.person_of.update(zip(new, ids, strict=True))
        self._introductions(new)
        for at in self.progress.each(new, met, FEW):
            self._was_met(self.person_of[at], arrivals[at].incoming, is_new=True)
        skipped = 0
        for at, decision in self.progress.each(others, merged, FEW):
            if decision.action == "merge":
                self._merge(at, arrivals[at], decision)
            skipped += decision.action == "skip"
        self._tag()
        self.session.flush()
        search_index.refresh(
            driver_connection(self.session), tell=lambda part: self.progress.tell(indexed * part)
        )  # as the book would do in the end, without a word about how far it is
        self.progress.tell(1.0)
        if self.event is not None and (ids or self.merged):
            people_were_noted(self.session, int(self.event.id or 0), self.today)
        return Imported(tuple(ids), tuple(self.merged), skipped, placed=dict(self.person_of))

    def _shares(self, new: int, merging: int) -> list[float]:
        """What part of the work it is to add, to meet, to merge and to index so many."""
        meet = MEET if self.event is not None or self.playbook else 0.0
        costs = (new * ADD, new * meet, merging * MERGE_IN, (new + merging) * INDEX)
        return [cost / (sum(costs) or 1.0) for cost in costs]

    def _decision(self, at: int, arrival: Arrival) -> Decision:
        if decision := self.decisions.get(at):
            return decision
        return {"new": KEEP, "same": MERGE, "likely": SKIP}[arrival.sort]

    def _merge(self, at: int, arrival: Arrival, decision: Decision) -> None:
        person_id = self._whom(arrival, decision)
        if person_id is None:  # the card it should join was left out
            (person_id,) = add_all(self.session, [arrival.incoming])
            self.person_of[at] = person_id
            self._was_met(person_id, arrival.incoming, is_new=True)
            return
        self.person_of[at] = person_id
        card = arrival.incoming
        if arrival.sort == "same" and not arrival.adds and not decision.choices:
            self._remember(person_id, card)
        else:
            self._join(person_id, arrival, decision)
        self._was_met(person_id, card, is_new=False)

    def _whom(self, arrival: Arrival, decision: Decision) -> int | None:
        whom = decision.into or next(iter(arrival.candidates), None)
        if whom is None:
            raise Trouble(_("It is not said with whom this card is to be merged."))
        if whom.person_id is not None:
            if whom.person_id not in self.on_file:
                raise Trouble(_("Somebody in the book was removed meanwhile. Look at the import again."))
            return whom.person_id
        return self.person_of.get(whom.arrival if whom.arrival is not None else -1)

    def _remember(self, person_id: int, card: Incoming) -> None:
        """Of a card that says nothing new its id may be new, its unread lines, or its picture."""
        if card.uid or card.extra or card.photo:
            self._noting(person_id, card, decided=False)

    def _join(self, person_id: int, arrival: Arrival, decision: Decision) -> None:
        card, decided = arrival.incoming, arrival.sort != "same"
        mine = forms(driver_connection(self.session), [person_id])[person_id]
        usual = {} if decided and not arrival.only_adds else adding_choices(mine)
        result = merged((mine, card.form), decision.choices or usual)
        person = self.session.get_one(Person, person_id)
        become(self.session, person, mine, result)
        for name in ("met_on", "met_how", "met_where"):
            setattr(person, name, getattr(result, name))
        self.session.add(person)
        self._noting(person_id, card, decided=decided)
        settle(self.session, person_id, self.today)
        self.merged[person_id] = None

    def _noting(self, person_id: int, card: Incoming, *, decided: bool) -> None:
        if keep_card(self.session, person_id, card, decided=decided):
            self.merged[person_id] = None

    def _was_met(self, person_id: int, card: Incoming, *, is_new: bool) -> None:
        """The meeting and the next step, where the import says that these people were met."""
        form, event = card.form, self.event
        if event is None and not self.playbook and not form.talked_about:
            if is_new and (form.tier or form.rhythm_days):
                settle(self.session, person_id, self.today)
            return
        if not is_new and (event is None or self._met_there(person_id, event)):
            return
        person = self.session.get_one(Person, person_id)
        day = form.met_on if form.met_on and event is None else self.met_on or event_day(event, self.today)
        if is_new or person.met_on is None:
            person.met_on = person.met_on if event is None and person.met_on else day
            person.met_event_id = event.id if event else person.met_event_id
        self._meeting(person, form.talked_about, day)
        if is_new:
            begin(self.session, person, form, day, self.today, event, self.playbook)
        elif event is not None:
            close_pointless(self.session, person_id, day, self.today)
            begin_again(self.session, person, form, day, self.today, event)
            self.merged[person_id] = None

    def _met_there(self, person_id: int, event: Event) -> bool:
        sql = (
            "SELECT 1 FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
            " WHERE ip.person_id = ? AND i.event_id = ? AND i.kind = 'met' LIMIT 1"
        )
        return driver_connection(self.session).execute(sql, (person_id, event.id)).fetchone() is not None

    def _meeting(self, person: Person, body: str, day: date) -> None:
        event_id = self.event.id if self.event else None
        met = Interaction(kind="met", day=day, direction="both", body=body, event_id=event_id, created_at=clock.now())
        self.session.add_all([person, met])
        self.session.flush()
        self.session.add(InteractionPerson(interaction_id=int(met.id or 0), person_id=int(person.id or 0)))

    def _introductions(self, new: Sequence[int]) -> None:
        """Who introduced the new ones, if exactly one in the book has that name."""
        connection = driver_connection(self.session)
        for at in new:
            told = self.plan.arrivals[at].incoming.form.met_through
            found = ids_named(connection, told) if told else []
            if len(found) == 1 and found[0] != self.person_of[at]:
                connection.execute("UPDATE person SET met_through_id = ? WHERE id = ?", (found[0], self.person_of[at]))

    def _on_file(self) -> set[int]:
        """Which of the people whom the plan names are in the book still."""
        named = [one.person_id for arrival in self.plan.arrivals for one in arrival.candidates]
        named += [one.into.person_id for one in self.decisions.values() if one.into is not None]
        found: set[int] = set()
        for marks, batch in in_batches([each for each in dict.fromkeys(named) if each is not None]):
            rows = all_rows(driver_connection(self.session), f"SELECT id FROM person WHERE id IN ({marks})", batch)
            found.update(row[0] for row in rows)
        return found

    def _tag(self) -> None:
        for name, people in self.plan.tagged.items():
            alive = self.session.exec(select(Person.id).where(col(Person.id).in_(people))).all()
            for person_id in alive:
                give_tags(self.session, int(person_id or 0), [name])


def _event(session: Session, event_id: int | None) -> Event | None:
    event = session.get(Event, event_id) if event_id is not None else None
    if event_id is not None and event is None:
        raise Trouble(_("There is no such event in the book."))
    return event
