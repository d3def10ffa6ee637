"""Busy times of a person: set as a whole; open prompts are dated anew."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain.busy_seasons import read_seasons
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import date_anew, drop_rhythm_prompt
from mrtnet.store.book import titled
from mrtnet.store.career import BusySeason
from mrtnet.store.tables import Person
from mrtnet.words import _


def set_busy_seasons(session: Session, person_id: int, rules: Sequence[str], *, today: date) -> None:
    """These are the busy times of a person, in words (`domain.busy_seasons`). Raises Trouble for one that is none.

    Her steps and the prompt of her rhythm get the days that follow from it; a day that was set by hand stays.
    """
    person = found(session, Person, person_id)
    wanted = [rule for each in rules for rule in read_seasons(each)]
    titled(session, _("Changed the busy times of {name}").format(name=person.name))
    kept = session.exec(select(BusySeason).where(col(BusySeason.person_id) == person_id)).all()
    for row in kept:
        if row.rule in wanted:
            wanted.remove(row.rule)
        else:
            session.delete(row)
    session.add_all(BusySeason(person_id=person_id, rule=rule) for rule in wanted)
    session.flush()
    drop_rhythm_prompt(session, person_id)
    date_anew(session, person_id, today)
