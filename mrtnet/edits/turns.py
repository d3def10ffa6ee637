"""What only she can tell of a playbook at work: the address bounced, they offer more help, the day of their reply."""

import json
from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session

from mrtnet.domain.playbook_parts import CONDITIONS
from mrtnet.domain.when import say_date
from mrtnet.edits.plays import date_run_anew
from mrtnet.edits.settings import keep_setting
from mrtnet.queries import turns
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Run
from mrtnet.trouble import Trouble
from mrtnet.words import _


def tell_turns(
    session: Session, run_id: int, happened: Collection[str], days: Mapping[str, date] | None = None, *, today: date
) -> None:
    """These things happened, others did not: the playbook's rules change what is open. Undone by one undo.

    `happened` are keys of `turns.to_tell`, `days` of `turns.days_to_tell`; without `days` they stay as they were.
    Raises Trouble for another one, or a playbook that is not at work any more.
    """
    run = session.get(Run, run_id)
    connection = driver_connection(session)
    playbook = playbook_named(connection, run.playbook) if run is not None else None
    if run is None or playbook is None or run.state != "running":
        raise Trouble(_("This playbook is not at work any more."))
    if unknown := sorted(set(happened) - set(turns.to_tell(playbook))):
        raise Trouble(_("“{title}” has no rule for “{what}”.").format(title=_(playbook.title), what=unknown[0]))
    words_of = turns.days_to_tell(playbook)
    if days is None:
        before = turns.told(connection, run_id).days
        days = {name: day for name, day in before.items() if name in words_of}
    if strange := sorted(days.keys() - words_of):
        raise Trouble(_("“{title}” has no day “{what}”.").format(title=_(playbook.title), what=strange[0]))
    kept = {"happened": sorted(set(happened)), "days": {name: day.isoformat() for name, day in days.items()}}
    keep_setting(session, turns.key(run_id), json.dumps(kept))
    date_run_anew(session, run, today)
    words = [_(CONDITIONS[each]) for each in sorted(happened)]
    words += [f"{_(words_of[name])}: {say_date(day, today)}" for name, day in days.items()]
    said = _("“{title}”: {what}").format(title=_(playbook.title), what="; ".join(words))
    titled(session, said if words else _("Nothing special in “{title}”").format(title=_(playbook.title)))
