"""The prompts of her own side: an exam, a renewal, a cycle; each one open follow-up of no person at most."""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain.career import PREFIX, Prompt, about_what, prompts
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.prompts import her_own_day
from mrtnet.queries import career
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import FollowUp


def settle_career(session: Session, today: date) -> None:
    """Make the prompts that are wanted now, word those that are open anew, take away what is not asked for any more."""
    session.flush()
    connection = driver_connection(session)
    theirs = select(FollowUp).where(col(FollowUp.person_id).is_(None), col(FollowUp.step).startswith(PREFIX))
    rows = list(session.exec(theirs).all())
    answered = {row.step for row in rows if row.state != "open"}
    credentials, memberships = career.credentials(connection), career.memberships(connection)
    standings = [each.standing for each in career.standings(connection, today)]
    waiting = {_about(row.step): row for row in rows if row.state == "open"}
    for prompt in prompts(credentials, standings, memberships, answered, today, read_about(connection).days):
        row = waiting.pop(prompt.about, None)
        if row is None:
            session.add(_follow_up(prompt))
        else:
            _word(row, prompt, today)
            session.add(row)
    asked = about_what(credentials, standings, memberships)
    for about, row in waiting.items():
        if about not in asked:
            session.delete(row)
    session.flush()


def _about(step: str) -> str:
    return step[: step.rindex(":") + 1]


def _word(row: FollowUp, prompt: Prompt, today: date) -> None:
    """What is open says how things stand now; its day moves along, unless she chose one or it is late."""
    row.title, row.reason = prompt.title, prompt.reason
    if not her_own_day(row) and row.due >= today:
        row.step, row.due, row.first_due = prompt.key, prompt.due, prompt.due


def _follow_up(prompt: Prompt) -> FollowUp:
    return new_follow_up(
        prompt.kind, prompt.due, what=prompt.title, channel="app", step=prompt.key, reason=prompt.reason
    )
