"""Openings, ways and introductions are imported when one of their commands is used."""

from mrtnet.ui.around import Around
from mrtnet.words import _


def install(around: Around) -> None:
    """Offer them."""
    around.commands.offer("ways", lambda: _ways(around))
    around.commands.offer("introduction", lambda: _introduction(around))
    around.commands.offer("new_opening", lambda: _new(around))


def _ways(around: Around) -> None:
    """The ways to the employer of the current row's person, else to one that is typed."""
    from mrtnet.queries.person import jobs

    subject = around.subject()
    work = jobs(around.desk.read, subject.person_id) if subject.person_id is not None else ()
    here = next((job.organization_id for job in work if job.until is None and job.organization_id), None)
    around.go("ways_to", here if here is not None else "")


def _introduction(around: Around) -> None:
    from mrtnet.ui.ways.dialogs import IntroductionDialog

    subject = around.subject()
    if subject.person_id is None:
        around.desk.trouble.emit(_("Choose a person first."))
        return
    IntroductionDialog(around, subject.person_id).open_at()


def _new(around: Around) -> None:
    from mrtnet.ui.ways.dialogs import OpeningDialog

    OpeningDialog(around).open_at()
