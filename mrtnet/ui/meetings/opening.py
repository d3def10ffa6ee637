"""The planner from anywhere: a person, a row, a follow-up, the palette."""

from mrtnet.ui.around import Around

MOST = 20  # people of one meeting


def install(around: Around) -> None:
    """Offer "Plan meeting" in this window."""
    around.commands.offer("meet", lambda: plan_with_subject(around))


def plan_with_subject(around: Around) -> None:
    """The planner for whoever the current row is about; nobody yet where it is about nobody."""
    subject = around.subject()
    chosen = subject.person_ids if subject.person_id in (None, *subject.person_ids) else ()
    ids = chosen or ((subject.person_id,) if subject.person_id is not None else ())
    around.go("meetings", ("plan", *ids[:MOST]))
