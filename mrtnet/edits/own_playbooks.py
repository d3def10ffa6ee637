"""Her own playbooks: saved, copied, changed, taken in from a file, removed. A changed built-in one is one of hers."""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain import playbooks
from mrtnet.domain.playbook_changes import checked, free_key
from mrtnet.domain.playbooks import Playbook
from mrtnet.edits.next_steps import date_anew
from mrtnet.edits.prompts import drop_prompts_of
from mrtnet.queries import runs
from mrtnet.queries.playbooks import all_playbooks, template_keys
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import OwnPlaybook, Run
from mrtnet.trouble import Trouble
from mrtnet.words import _

MOST = 200
"""Own playbooks in a book."""


def save_playbook(session: Session, playbook: Playbook, *, today: date) -> str:
    """Keep it as one of hers, in place of the one with its key; open steps of it follow. Returns the key.

    Raises Trouble for what a playbook cannot be: no title, a step twice, days out of bounds, rules in a circle.
    """
    connection = driver_connection(session)
    known, text = checked(playbook, template_keys(connection))
    row = _own(session, known.key)
    new = row is None and known.key not in playbooks.built_in()
    titled(session, (_("Added the playbook “{title}”") if new else _("Changed the playbook “{title}”")).format(
        title=_(known.title)))  # fmt: skip
    if row is None:
        if len(session.exec(select(OwnPlaybook.id)).all()) >= MOST:
            raise Trouble(_("There are {n} playbooks of your own already. Remove some first.").format(n=MOST))
        row = OwnPlaybook(key=known.key, title=known.title, body=text)
    row.title, row.body = known.title, text
    session.add(row)
    session.flush()
    _follow(session, known.key, today)
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


def remove_playbook(session: Session, key: str, *, today: date) -> None:
    """Remove one of hers. A built-in one of the same key comes back; without one its runs end."""
    row = _own(session, key)
    if row is None:
        raise Trouble(_("This playbook comes with the program and stays. Copy it to make one of your own."))
    built_in = playbooks.built_in().get(key)
    said = _("Removed the playbook “{title}”") if built_in is None else _("“{title}” is as it came with the program")
    titled(session, said.format(title=_(row.title)))
    session.delete(row)
    session.flush()
    _follow(session, key, today, gone=built_in is None)


def _own(session: Session, key: str) -> OwnPlaybook | None:
    return session.exec(select(OwnPlaybook).where(col(OwnPlaybook.key) == key)).first()


def _follow(session: Session, key: str, today: date, *, gone: bool = False) -> None:
    """Open prompts of the runs of this playbook are made anew from what holds now."""
    for each in runs.at_work(driver_connection(session), key, limit=-1):
        if gone:
            run = session.get_one(Run, each.run.id)
            run.state, run.ended_because = "stopped", "playbook-gone"
            session.add(run)
            drop_prompts_of(session, run, today)
        if each.run.person_id is not None:
            date_anew(session, each.run.person_id, today, run_id=each.run.id)
