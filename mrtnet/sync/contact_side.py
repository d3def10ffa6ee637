"""Our side of an address book on a server: her people on her phone, and what is changed there as one undoable step.

A field that changed there is changed here, nothing else of the person is written. A new card becomes a person: who is
surely the same is joined, who is only likely so is asked about. Somebody removed there stays in the book with all that
happened, and is asked about too.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import Session as Db
from sqlmodel import col, select

from mrtnet import clock
from mrtnet.domain.arrivals import Arrival, Incoming, card_id
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.domain.merging import ALL, FIELDS, merged, reach_key
from mrtnet.domain.names import fold
from mrtnet.edits.bulk_people import add_all, keep_card
from mrtnet.edits.files import keep
from mrtnet.edits.merging import become, say_different
from mrtnet.edits.next_steps import settle
from mrtnet.edits.tags import give_tags
from mrtnet.exchange.vcard import CardGroup, CardRead
from mrtnet.queries.about import about as read_about
from mrtnet.queries.importing import planned
from mrtnet.queries.person_forms import forms
from mrtnet.queries.reading import all_rows, one_row
from mrtnet.store.book import Book, driver_connection, titled
from mrtnet.store.tables import Person, PersonTag, Tag
from mrtnet.sync import contact_items
from mrtnet.sync.contact_cards import ContactCards, group_name, members, read_card, said_by
from mrtnet.sync.contact_items import Collected, Going, Named
from mrtnet.sync.marks import Marks
from mrtnet.sync.objects import Objects
from mrtnet.sync.sides import LocalItem, Outcome, Question, Remembered, RemoteChange, Updates
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

Connection = Any  # a driver connection; sqlcipher3 carries no types
Then = Callable[[Sequence[Outcome]], Updates]
_STAYS = frozenset({"credentials", "tags", "languages", "pronouns", "pronunciation", "time_zone", "note", "photo"})
"""What many phones do not know: that a card says nothing of it any more does not take it away here."""


class ContactSide:
    """The book's side of one address book of one account, `name` being the account's."""

    keeps = True

    def __init__(self, book: Book, of: Collected, going: Going, name: str, *, takes_new: bool = True) -> None:
        self._book, self._of, self._going, self._name = book, of, going, name
        self._marks = Marks(*of)
        self.takes_new = takes_new
        self.objects: Objects = ContactCards(notes=going.notes, photos=going.photos)

    def items(self, there: Collection[str] = ()) -> Mapping[str, LocalItem]:
        """The card of everybody who goes there."""
        connection = self._book.read
        today = clock.today(read_about(connection).time_zone)
        return contact_items.items(connection, self._going, self._of, today, there)

    def stays_there(self, uids: Collection[str]) -> Collection[str]:
        """Who came from there and is gone because that was undone: her card was there first, and stays."""
        sql = ("SELECT s.undoes IS NOT NULL AND w.existed FROM was_person AS w JOIN step AS s ON s.id = w.in_step"
               " WHERE lower(w.uid) = ? OR w.id = (SELECT person_id FROM was_person_alias WHERE lower(uid) = ?"
               " ORDER BY in_step DESC LIMIT 1) ORDER BY w.in_step DESC LIMIT 1")  # fmt: skip
        known, marks = contact_items.named(self._book.read).by_uid(), self.remembered().marks
        gone = [uid for uid in uids if uid not in known and marks[uid].came]
        return [uid for uid in gone if (row := one_row(self._book.read, sql, (uid, uid))) is not None and row[0]]

    def remembered(self) -> Remembered:
        """What the book remembers."""
        return self._marks.read(self._book.read)

    def remember(self, updates: Updates) -> None:
        """Remember this."""
        self._book.quietly(self._marks.write, updates)

    def apply(self, changes: Sequence[RemoteChange], then: Then) -> Sequence[Outcome]:
        """Take the changes over as one step."""
        return self._book.do(self._take_all, changes, then)

    def both(self, uid: str) -> tuple[PersonForm, PersonForm] | None:
        """Both cards of a conflict, or of a question whether they are one person; None where there is but one."""
        conflict = self.remembered().conflicts.get(uid)
        if conflict is None or not conflict.mine or not conflict.theirs:
            return None
        cards = [read_card(version.encode()) for version in (conflict.mine, conflict.theirs)]
        found = [card.form for card in cards if isinstance(card, CardRead)]
        return (found[0], found[1]) if len(found) == 2 else None

    def _take_all(self, session: Db, changes: Sequence[RemoteChange], then: Then) -> Sequence[Outcome]:
        connection = driver_connection(session)
        before = self._marks.read(connection)
        taking = _Taking(session, self._of, self._going, before, self.objects)
        outcomes = taking.all(changes)
        titled(session, _("From {account}: {what}").format(account=self._name, what=taking.said()))
        self._marks.write(connection, then(outcomes))
        return outcomes


class _New(NamedTuple):
    """A card of nobody known: the change's place, and the card without its photo."""

    at: int
    incoming: Incoming


class _Photo(NamedTuple):
    """A photo of a card, read again when it is wanted."""

    name: str
    media_type: str
    read: Callable[[], bytes]

    @property
    def data(self) -> bytes:
        return self.read()


class _Taking:
    """One run's changes on their way into the book."""

    def __init__(self, session: Db, of: Collected, going: Going, before: Remembered, objects: Objects) -> None:
        self.session, self.of, self.going, self.objects = session, of, going, objects
        self.before = before
        self.connection = driver_connection(session)
        self.today = clock.today(read_about(self.connection).time_zone)
        self.tag = contact_items.own_tag(self.connection, going)
        self.people: dict[str, int] = {}
        self.there: list[str] = []
        self.away: set[str] = set()
        self.outcomes: dict[int, Outcome] = {}
        self.joined: set[int] = set()  # places of cards that met their person for the first time
        self.new = self.changed = 0
        self.last = ""  # who was changed last

    def all(self, changes: Sequence[RemoteChange]) -> list[Outcome]:
        """Take them all, deletions last; what becomes of each, in order."""
        known = contact_items.named(self.connection)
        self.people = known.by_uid()
        self.there = [change.uid for change in changes]
        self.away = {change.uid for change in changes if change.content is None}
        own = contact_items.uids(self.connection, self.of, known, self.there, self.away)
        new: list[_New] = []
        groups: list[int] = []
        deleted: list[int] = []
        for at, change in enumerate(changes):
            try:
                with self.session.begin_nested():
                    if change.content is None:
                        deleted.append(at)
                    elif isinstance(card := read_card(change.content), CardGroup):
                        groups.append(at)
                    else:
                        self._card(at, change, card, own, new)
            except Trouble as wrong:
                self.outcomes[at] = Outcome(change.uid, said=str(wrong), left=True)
        self._new_people(changes, new)
        for at in groups:
            self.outcomes[at] = self._group(changes[at])
        self.session.flush()
        self._compare(changes)
        for at in deleted:
            self.outcomes[at] = self._gone(changes[at].uid)
        return [self.outcomes[at] for at in range(len(changes))]

    def said(self) -> str:
        """What was done, for the step's title."""
        if self.new + self.changed == 1 and self.last:
            return self.last
        parts = [
            plural("{n} new", "{n} new", self.new) if self.new else "",
            plural("{n} changed", "{n} changed", self.changed) if self.changed else "",
        ]
        return ", ".join(filter(None, parts)) or _("nothing new")

    # Cards of people

    def _card(self, at: int, change: RemoteChange, card: CardRead, own: Mapping[int, str], new: list[_New]) -> None:
        person_id = self.people.get(change.uid)
        if person_id is None and change.was:
            person_id = self.people.get(change.was)
            own = {}
        if person_id is None and change.into:
            person_id = self.people.get(change.into)
            own = {}
        incoming = self._incoming(change, card)
        if person_id is None:
            new.append(_New(at, incoming))
            return
        if own and own.get(person_id) != change.uid:  # she has a card there; this is another one of hers
            self.outcomes[at] = Outcome(change.uid, left=True)
            return
        mark = self.before.marks.get(change.uid)
        first = mark is None or mark.left or not mark.theirs
        self._change(person_id, change, card, incoming, first=first)
        self.people[change.uid] = person_id
        self.outcomes[at] = Outcome(change.uid)
        if first:
            self.joined.add(at)

    def _incoming(self, change: RemoteChange, card: CardRead) -> Incoming:
        rev = f"{card.rev:%Y-%m-%dT%H:%M:%SZ}" if card.rev else ""
        photo = None
        if self.going.photos and card.photo is not None:
            kind = card.photo.media_type
            photo = _Photo(f"photo.{kind.rpartition('/')[2]}", kind, partial(_photo_in, change.content or b""))
        return Incoming(card.form, uid=change.uid, rev=rev, extra=card.extra, photo=photo)

    def _change(self, person_id: int, change: RemoteChange, card: CardRead, incoming: Incoming, *, first: bool) -> None:
        """Bring over what changed there; only that is written."""
        mine = forms(self.connection, [person_id])[person_id]
        choices = self._choices(change, card.form, first=first)
        theirs = self._fitted(mine, card.form, whole=choices.get("jobs", ALL) == 1)
        result = merged((mine, theirs), choices)
        if self.tag and fold(self.tag) not in map(fold, result.tags):
            result.tags = [*result.tags, self.tag]
        person = self.session.get_one(Person, person_id)
        before = _told(mine)
        if before != _told(result):
            become(self.session, person, mine, result)
            settle(self.session, person_id, self.today)
            self._changed(person)
        if incoming.photo is not None and self._takes_photo(change, person, first=first):
            file = KeptFile(incoming.photo.name, incoming.photo.media_type, incoming.photo.data)
            person.photo_id = keep(self.session, file, person_id=person_id)
            self.session.add(person)
            self._changed(person)
        keep_card(self.session, person_id, incoming._replace(photo=None), decided=False)

    def _changed(self, person: Person) -> None:
        told = _("changed {name}").format(name=person.name)
        self.changed += self.last != told
        self.last = told

    def _takes_photo(self, change: RemoteChange, person: Person, *, first: bool) -> bool:
        if change.choices is not None:
            return change.choices.get("photo", 0) == 1
        return "photo" in change.fields and (not first or person.photo_id is None)

    def _choices(self, change: RemoteChange, theirs: PersonForm, *, first: bool) -> dict[str, int]:
        """Whose value counts in each field: 1 is theirs."""
        if change.choices is not None:
            return {field.key: change.choices.get(field.key, 0) for field in FIELDS} | self._notes(theirs)
        if first:
            usual = {field.key: 0 for field in FIELDS if field.key not in change.fields}
            return usual | self._notes(theirs)
        said = said_by(theirs)
        taken = {key for key in change.fields if key in said or key not in _STAYS}
        return {field.key: int(field.key in taken) for field in FIELDS} | self._notes(theirs)

    def _notes(self, theirs: PersonForm) -> dict[str, int]:
        """Private notes that do not go there are only added to."""
        return {} if self.going.notes else {"note": ALL}

    def _fitted(self, mine: PersonForm, theirs: PersonForm, *, whole: bool) -> PersonForm:
        """Their card, with what a card cannot say, or a phone leaves out, as it is here. `whole`: its jobs are all."""
        known = {reach_key(each): each for each in mine.reaches}
        reaches = [_labelled(each, known.get(reach_key(each))) for each in theirs.reaches]
        jobs = self._jobs(mine.jobs, theirs.jobs) if whole else theirs.jobs
        return theirs.model_copy(update={"reaches": reaches, "jobs": jobs})

    def _jobs(self, mine: Sequence[Job], theirs: Sequence[Job]) -> list[Job]:
        """The jobs on the card with what is known of them; those it does not name any more ended, and stay on file."""
        left = [job for job in mine if job.until is None]
        found = []
        for job in theirs:
            same = [each for each in left if _same(each.organization, job.organization)]
            known = next((each for each in same if _same(each.title, job.title)), next(iter(same), None))
            if known is not None:
                left.remove(known)
            found.append(job.model_copy(update={"since": known.since if known else None}))
        yesterday = self.today - timedelta(days=1)
        for job in left:
            found.append(job.model_copy(update={"until": max(yesterday, job.since) if job.since else yesterday}))
        return [*found, *(job for job in mine if job.until is not None)]

    # New cards

    def _new_people(self, changes: Sequence[RemoteChange], new: Sequence[_New]) -> None:
        """Who nobody knows: joined with who is surely the same, asked about where it is likely, else put on file."""
        if not new:
            return
        decided = [each for each in new if changes[each.at].into is not None]
        open_ones = [each for each in new if changes[each.at].into is None]
        arrivals = planned(self.connection, [each.incoming for each in open_ones]).arrivals if open_ones else ()
        adding = list(decided)
        again: list[tuple[_New, int]] = []  # the same as an earlier card of this run
        for each, arrival in zip(open_ones, arrivals, strict=True):
            whom = next((one for one in arrival.candidates if one.person_id is not None), None)
            adds = arrival.adds and not arrival.known_by_id  # nobody looks on: what would be added is asked about
            if adds and whom is not None:
                self.outcomes[each.at] = self._ask(each, int(whom.person_id or 0))
            elif arrival.sort == "same" and whom is not None:
                self._join(each, changes[each.at], int(whom.person_id or 0))
            elif arrival.sort == "same":
                again.append((each, arrival.candidates[0].arrival or 0))
            elif arrival.sort == "likely" and whom is not None:
                self.outcomes[each.at] = self._ask(each, int(whom.person_id or 0))
            else:
                adding.append(each)
        self._add(changes, adding)
        for each, arrival_at in again:
            self.outcomes[each.at] = self._another(each, open_ones, arrivals, arrival_at)

    def _add(self, changes: Sequence[RemoteChange], adding: Sequence[_New]) -> None:
        ids = add_all(self.session, [self._own(each.incoming) for each in adding])
        for each, person_id in zip(adding, ids, strict=True):
            self.people[each.incoming.uid] = person_id
            self.outcomes[each.at] = Outcome(each.incoming.uid)
            conflict = self.before.conflicts.get(each.incoming.uid)
            if changes[each.at].into == "" and conflict is not None and conflict.whom in self.people:
                say_different(self.session, [person_id, self.people[conflict.whom]])
        self.new += len(ids)
        if ids:
            self.last = _("added {name}").format(name=self.session.get_one(Person, ids[-1]).name)

    def _own(self, card: Incoming) -> Incoming:
        """The card of somebody new, with the tag that chooses who goes there."""
        form = card.form
        if self.tag and fold(self.tag) not in map(fold, form.tags):
            form = form.model_copy(update={"tags": [*form.tags, self.tag]})
        return card._replace(form=form)

    def _join(self, each: _New, change: RemoteChange, person_id: int) -> None:
        """A card of somebody on file: it is hers from now on, unless she has one there already."""
        before = self._uid_of(person_id)
        keep_card(self.session, person_id, each.incoming._replace(photo=None, extra=()), decided=False)
        self.people[each.incoming.uid] = person_id
        mark = self.before.marks.get(before)
        if mark is not None and not mark.left and before not in self.away:
            self.outcomes[each.at] = Outcome(each.incoming.uid, left=True)
            return
        card = read_card(change.content or b"")
        assert isinstance(card, CardRead)
        self._change(person_id, change, card, each.incoming, first=True)
        self.outcomes[each.at] = Outcome(each.incoming.uid)
        self.joined.add(each.at)

    def _ask(self, each: _New, person_id: int) -> Outcome:
        uid = self._uid_of(person_id)
        mine = contact_items.card(self.connection, person_id, uid, self.going)
        question = Question("same", mine.decode("utf-8", "replace"), uid)
        return Outcome(each.incoming.uid, asks=question)

    def _another(self, each: _New, open_ones: Sequence[_New], arrivals: Sequence[Arrival], first: int) -> Outcome:
        """A second card of somebody whose first came in this run: it is known as hers, and stays as it is."""
        person_id = self.people.get(open_ones[first].incoming.uid)
        if person_id is not None:
            keep_card(self.session, person_id, each.incoming._replace(photo=None, extra=()), decided=False)
        return Outcome(each.incoming.uid, left=True)

    def _uid_of(self, person_id: int) -> str:
        """The UID of her card, or of the one that she would get."""
        own = all_rows(self.connection, "SELECT id, uid FROM person WHERE id = ?", (person_id,))
        sql = "SELECT uid FROM person_alias WHERE person_id = ? AND uid NOT LIKE 'said:%' ORDER BY id"
        others = tuple(card_id(uid) for (uid,) in all_rows(self.connection, sql, (person_id,)))
        hers = Named({row_id: card_id(uid) for row_id, uid in own}, {person_id: others} if others else {})
        return contact_items.uids(self.connection, self.of, hers, self.there, self.away)[person_id]

    # Groups

    def _group(self, change: RemoteChange) -> Outcome:
        """A group is a tag: its members get it; taken from it loses who was in it there and is not any more."""
        card = read_card(change.content or b"")
        assert isinstance(card, CardGroup)
        name = group_name(change.content or b"")
        if not name:
            return Outcome(change.uid, left=True)
        known = contact_items.groups_known(self.connection, self.of).get(change.uid, change.uid)
        tag = self.session.exec(select(Tag).where(col(Tag.uid) == known)).first()
        if tag is not None and self.going.groups and fold(tag.name) != fold(name):
            self._rename(tag, name)
        there = {self.people[uid] for uid in members(card) if uid in self.people}
        for person_id in sorted(there):
            give_tags(self.session, person_id, [name])
        self.session.flush()
        if not self.going.groups:
            return Outcome(change.uid, left=True)
        now = self.session.exec(select(Tag).where(col(Tag.name_key) == fold(name).strip())).first()
        if now is None:
            return Outcome(change.uid, left=True)
        if tag is None:
            return self._new_group(change, now)
        if change.uid in self.before.marks:
            self._take_tag(now, there)
        return Outcome(change.uid)

    def _new_group(self, change: RemoteChange, tag: Tag) -> Outcome:
        """A group that was made there is this tag, unless the tag has a card there already."""
        if tag.uid in self.before.marks or tag.uid in contact_items.groups_known(self.connection, self.of).values():
            return Outcome(change.uid, left=True)
        contact_items.know_group(self.connection, self.of, change.uid, tag.uid)
        return Outcome(change.uid)

    def _rename(self, tag: Tag, name: str) -> None:
        other = self.session.exec(select(Tag).where(col(Tag.name_key) == fold(name).strip())).first()
        if other is None:
            tag.name, tag.name_key = name, fold(name).strip()
            self.session.add(tag)
            self.session.flush()

    def _take_tag(self, tag: Tag, there: Collection[int]) -> None:
        """Only from people who have a card there: others cannot be in the group."""
        if tag.name == self.tag:
            return
        with_card = {self.people[uid] for uid in self.before.marks if uid in self.people}
        for row in self.session.exec(select(PersonTag).where(col(PersonTag.tag_id) == tag.id)).all():
            if row.person_id in with_card and row.person_id not in there:
                self.session.delete(row)
        self.session.flush()

    # Afterwards

    def _compare(self, changes: Sequence[RemoteChange]) -> None:
        """Who does not go there stays as is; where a card met its person, what only we say is sent."""
        items = contact_items.items(self.connection, self.going, self.of, self.today, self.there, self.away)
        for at, outcome in self.outcomes.items():
            content = changes[at].content
            if content is None or outcome.left or outcome.asks or outcome.said:
                continue
            item = items.get(outcome.uid)
            if item is None:
                self.outcomes[at] = outcome._replace(left=True)
            elif at in self.joined or changes[at].choices is not None:
                ours = self.objects.fields(item.content())
                self.outcomes[at] = outcome._replace(send=ours != self.objects.fields(content))

    def _gone(self, uid: str) -> Outcome:
        """Removed there: a person stays here, and is asked about; a group's tag stays."""
        person_id = self.people.get(uid)
        if person_id is None:
            return Outcome(uid, left=True)
        if self._uid_of(person_id) != uid:  # her card is another one now
            return Outcome(uid)
        item = contact_items.card(self.connection, person_id, uid, self.going)
        return Outcome(uid, left=True, asks=Question("gone", item.decode("utf-8", "replace")))


def _labelled(theirs: Reach, mine: Reach | None) -> Reach:
    """A way to reach her with the type and label it has here, where the phone says none."""
    if mine is None:
        return theirs
    return theirs.model_copy(update={"type": theirs.type or mine.type, "label": theirs.label or mine.label})


def _same(one: str, other: str) -> bool:
    return fold(one).strip() == fold(other).strip()


def _told(form: PersonForm) -> dict[str, Any]:
    return form.model_dump(exclude={"talked_about", "next_step", "no_next_step"})


def _photo_in(content: bytes) -> bytes:
    card = read_card(content)
    return card.photo.content if isinstance(card, CardRead) and card.photo is not None else b""
