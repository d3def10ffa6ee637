"""What only she can tell of a playbook at work: the address bounced, it was a recording, they offer more help."""

import json
from collections.abc import Collection
from datetime import date

from sqlmodel import Session

from mrtnet.domain.playbook_parts import CONDITIONS
from mrtnet.edits.plays import date_run_anew
from mrtnet.edits.settings import keep_setting
from mrtnet.queries import turns
from mrtnet.queries.playbooks import playbook_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Run
from mrtnet.trouble import Trouble
from mrtnet.words import _


def tell_turns(session: Session, run_id: int, happened: Collection[str], *, today: date) -> None:
    """These things happened, others did not: the playbook's rules change what is open. Undone by one undo.

    `happened` are keys of `turns.to_tell`. Raises Trouble for another one, or a playbook that is not at work any more.
    """
    run = session.get(Run, run_id)
    connection = driver_connection(session)
    playbook = playbook_named(connection, run.playbook) if run is not None else None
    if run is None or playbook is None or run.state != "running":
        raise Trouble(_("This playbook is not at work any more."))
    if unknown := sorted(set(happened) - set(turns.to_tell(playbook))):
        raise Trouble(_("“{title}” has no rule for “{what}”.").format(title=_(playbook.title), what=unknown[0]))
    keep_setting(session, turns.key(run_id), json.dumps(sorted(set(happened))))
    date_run_anew(session, run, today)
    words = [_(CONDITIONS[each]) for each in sorted(happened)]
    said = _("“{title}”: {what}").format(title=_(playbook.title), what="; ".join(words))
    titled(session, said if words else _("Nothing special in “{title}”").format(title=_(playbook.title)))
