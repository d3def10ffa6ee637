"""Merging offered in a window: doubles of the whole book, and the people she chose."""

from mrtnet.ui.around import Around
from mrtnet.words import _

MOST = 8  # people side by side


def install(around: Around) -> None:
    """Offer "find_doubles" and "merge" in this window."""
    around.commands.offer("find_doubles", lambda: around.go("doubles", "look"))
    around.commands.offer("merge", lambda: _merge(around))


def _merge(around: Around) -> None:
    """Several chosen people come side by side; of one is asked with whom."""
    subject = around.subject()
    ids = tuple(dict.fromkeys(subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ())))
    if not ids:
        around.desk.said.emit(_("Choose somebody first."), 0)
    elif len(ids) > MOST:
        around.desk.trouble.emit(_("Choose at most {n} people to merge.").format(n=MOST))
    elif len(ids) > 1:
        around.go("doubles", ids)
    else:
        from mrtnet.ui.merging.choosing import MergeDialog

        MergeDialog(around, ids[0]).open_at()
