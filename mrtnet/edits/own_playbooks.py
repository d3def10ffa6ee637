"""Her own playbooks: saved, copied, changed, taken in from a file, removed. A changed built-in one is one of hers.

What follows a change of it: open follow-ups move as one step with it, or stay where she wants it for new ones only.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from mrtnet.domain import playbooks
from mrtnet.domain.playbook_changes import checked, free_key, same_steps
from mrtnet.domain.playbooks import PlannedStep, Playbook
from mrtnet.edits.own_rows import keep, own
from mrtnet.edits.plays import settle_run
from mrtnet.edits.prompts import close_run, title_of
from mrtnet.queries import plays, runs
from mrtnet.queries.playbooks import all_playbooks, playbook_named, template_keys
from mrtnet.queries.plays import Redated
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import FollowUp, OwnPlaybook, Run
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

MOST = 200
"""Own playbooks in a book."""


def save_playbook(session: Session, playbook: Playbook, *, today: date, follow: bool = True) -> str:
    """Keep it as one of hers, in place of the one with its key. Returns the key.

    Open follow-ups of it move as `plays.redated` tells; without `follow` they stay, and what comes after them follows.
    Raises Trouble for what a playbook cannot be: no title, a step twice, days out of bounds, rules in a circle.
    """
    connection = driver_connection(session)
    known, text = checked(playbook, template_keys(connection))
    before = playbook_named(connection, known.key)
    anew = plays.redated(connection, before, known, today) if before is not None and follow else []
    said = _("Added the playbook “{title}”") if before is None else _("Changed the playbook “{title}”")
    titled(session, said.format(title=_(known.title)) + _moved(anew))
    full = _("There are {n} playbooks of your own already. Remove some first.")
    keep(session, OwnPlaybook, known.key, known.title, text, MOST, full)
    if before is not None and follow and not same_steps(before, known):
        _follow(session, known.key, anew, today)
    return known.key


def take_in(session: Session, text: str, name: str, *, today: date) -> str:
    """A playbook from a file; one whose key is taken comes beside the other. Returns its key. Raises Trouble."""
    connection = driver_connection(session)
    known = all_playbooks(connection)
    found = playbooks.load_playbook(text, name, template_keys(connection))
    if found.key in known:
        if found == known[found.key]:
            raise Trouble(_("The playbook “{title}” is here already, just the same.").format(title=_(found.title)))
        found = found._replace(key=free_key(found.key, known))
    return save_playbook(session, found, today=today)


def remove_playbook(session: Session, key: str, *, today: date, follow: bool = True) -> None:
    """Remove one of hers. A built-in one of the same key comes back, `follow` as when saving; without one its runs end.

    Raises Trouble for one that comes with the program.
    """
    row, built_in = own(session, OwnPlaybook, key), playbooks.built_in().get(key)
    if row is None:
        raise Trouble(_("This playbook comes with the program and stays. Copy it to make one of your own."))
    connection = driver_connection(session)
    before = playbook_named(connection, key)
    anew = plays.redated(connection, before, built_in, today) if before and built_in and follow else []
    said = _("Removed the playbook “{title}”") if built_in is None else _("“{title}” is as it came with the program")
    titled(session, said.format(title=_(row.title)) + _moved(anew))
    session.delete(row)
    session.flush()
    if built_in is None:
        _end(session, key, today)
    elif follow:
        _follow(session, key, anew, today)


def _moved(anew: Sequence[Redated]) -> str:
    many = sum(bool(each.moves) for each in anew)
    return plural("; {n} follow-up moved", "; {n} follow-ups moved", many) if many else ""


def _follow(session: Session, key: str, anew: Sequence[Redated], today: date) -> None:
    """Open prompts ask for what the changed playbook says; then everybody it touches has the next one that fits."""
    touched = set()
    for each in anew:
        prompt = session.get_one(FollowUp, each.follow_up_id)
        touched.add(prompt.run_id)
        if each.after is None or each.day is None:
            session.delete(prompt)
            continue
        prompt.due = prompt.first_due = each.day
        _word(prompt, each.before, each.after)
        session.add(prompt)
    session.flush()
    for run, _name, _step, due in runs.at_work(driver_connection(session), key, limit=-1):
        if due is None or run.id in touched:  # the others are asked for the same as before
            settle_run(session, run, today)


def _word(prompt: FollowUp, before: PlannedStep | None, after: PlannedStep) -> None:
    """The words and ways of its step, but for what she changed herself."""
    prompt.reason = after.why
    if before is None:
        return
    if prompt.title == title_of(before):
        prompt.title = title_of(after)
    for part in ("kind", "channel", "template"):
        if getattr(prompt, part) == getattr(before, part):
            setattr(prompt, part, getattr(after, part))


def _end(session: Session, key: str, today: date) -> None:
    for each in runs.at_work(driver_connection(session), key, limit=-1):
        run = session.get_one(Run, each.run.id)
        close_run(session, run, "stopped", "playbook-gone", today)
        settle_run(session, run, today)
