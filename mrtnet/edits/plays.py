"""Playbooks started, moved and stopped by hand, for people or an event, and by an application with a referral."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from mrtnet.domain.playbooks import Playbook
from mrtnet.domain.rows import RunRow
from mrtnet.edits.event_steps import begin_steps, settle_event
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import date_anew, settle
from mrtnet.edits.prompts import close_run, start_run, withdraw_prompts_of
from mrtnet.queries import plays
from mrtnet.queries.person import runs as running
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Event, Person, Run
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

BY_HAND = "by-hand"
"""`Run.ended_because` of a run that she stopped."""


class Started(NamedTuple):
    """The runs that were started, and the ids of the people who were left out (see `plays.left_out`)."""

    runs: tuple[int, ...]
    left_out: tuple[int, ...]


def start_play(
    session: Session,
    playbook: str,
    person_ids: Sequence[int],
    *,
    today: date,
    anchor: date | None = None,
    event_id: int | None = None,
) -> Started:
    """Start a playbook for these people, with an event also her own steps of it; `anchor` is its day, by default today.

    With an event its days count. People who are not to be contacted, have died, or have the playbook at work already
    are left out. Raises Trouble for an unknown playbook, a person who is gone, or when nobody is left.
    """
    book = _named(session, playbook)
    event = found(session, Event, event_id) if event_id is not None else None
    people = [found(session, Person, person_id) for person_id in dict.fromkeys(person_ids)]
    session.flush()
    connection = driver_connection(session)
    left_out = plays.left_out(connection, playbook, [int(person.id or 0) for person in people], event_id)
    chosen = [person for person in people if person.id not in left_out]
    if people and not chosen and event is None:
        raise Trouble(_("Nobody is left to start “{title}” for: {why}.").format(
            title=_(book.title), why=next(iter(left_out.values())))
        )  # fmt: skip
    started = []
    for person in chosen:
        start = plays.beginning(connection, book, int(person.id or 0), today, anchor, event_id)
        run = start_run(session, playbook, person_id=person.id, event_id=event_id, anchor=start.anchor, today=today,
                        length_days=start.length_days)  # fmt: skip
        started.append(int(run.id or 0))
        settle(session, int(person.id or 0), today)
    if event is not None:
        begin_steps(session, event, playbook, today)
    titled(session, _said(_(book.title), chosen, event))
    return Started(tuple(started), tuple(left_out))


def stop_play(session: Session, run_ids: Sequence[int], *, today: date) -> None:
    """Stop playbooks at work; what was done stays, the open prompt goes, the rhythm goes on."""
    for run_id in run_ids:
        run = _run(session, run_id)
        close_run(session, run, "stopped", BY_HAND, today)
        settle_run(session, run, today)
    titled(session, plural("Stopped {n} playbook", "Stopped {n} playbooks", len(run_ids)))


def move_play(session: Session, run_ids: Sequence[int], anchor: date, *, today: date) -> None:
    """The day that playbooks count from is another one: open steps move along, those she put off herself stay.

    `plays.moves` tells before what would move. Raises Trouble for one that is not at work, and beyond the calendar.
    """
    for run_id in run_ids:
        run = _run(session, run_id)
        book = _named(session, run.playbook)
        run.anchor = anchor
        session.add(run)
        session.flush()
        several = plural("{n} time", "{n} times", len(run_ids))
        titled(session, (_("Moved “{title}”") if len(run_ids) == 1 else _("Moved “{title}”, {several}")).format(
            title=_(book.title), several=several))  # fmt: skip
        date_run_anew(session, run, today)


def end_run(session: Session, person_id: int, playbook: str, because: str, today: date) -> None:
    """What this playbook was about has come true, or something else has taken it over: its runs for her end."""
    session.flush()
    for row in running(driver_connection(session), person_id):
        if row.playbook == playbook:
            close_run(session, session.get_one(Run, row.id), "finished", because, today)


def date_run_anew(session: Session, run: Run, today: date) -> None:
    """What a run counts from, or what its rules ask about, is another: open steps follow, but on days of her own."""
    if run.person_id is not None:
        date_anew(session, run.person_id, today, run_id=run.id)
    else:
        withdraw_prompts_of(session, run.id)
        settle_run(session, run, today)


def settle_run(session: Session, run: Run | RunRow, today: date) -> None:
    """Make the next prompt of the person or the event that a run is about."""
    if run.person_id is not None:
        settle(session, run.person_id, today)
    elif run.event_id is not None:
        settle_event(session, run.event_id, today)


def _run(session: Session, run_id: int) -> Run:
    run = session.get(Run, run_id)
    if run is None or run.state != "running":
        raise Trouble(_("This playbook is not at work any more."))
    return run


def _named(session: Session, key: str) -> Playbook:
    known = playbook_named(driver_connection(session), key)
    if known is None:
        raise Trouble(_("There is no playbook “{key}”.").format(key=key))
    return known


def _said(title: str, people: Sequence[Person], event: Event | None) -> str:
    whom = people[0].name if len(people) == 1 else plural("{n} person", "{n} people", len(people))
    if not people and event is not None:
        whom = event.short or event.name
    return _("Started “{title}” for {whom}").format(title=title, whom=whom)
