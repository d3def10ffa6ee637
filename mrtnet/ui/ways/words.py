"""How openings and introductions are said in the window: a word, an icon and a colour together."""

from datetime import date

from mrtnet.domain.opportunity_forms import KINDS, STATES
from mrtnet.domain.when import say_date, say_when
from mrtnet.queries.introductions import IntroductionRow
from mrtnet.queries.opportunities import OpportunityRow
from mrtnet.ui.saying import Status
from mrtnet.words import _, plural

_ICONS = {
    "open": ("circle-dashed", "grey"),
    "applied": ("paper-plane-tilt", "blue"),
    "interview": ("calendar-check", "violet"),
    "accepted": ("check-circle", "green"),
    "rejected": ("x-circle", "grey"),
    "withdrawn": ("prohibit", "grey"),
}


def status_of(row: OpportunityRow) -> Status:
    """How far the opening has come; before all, that somebody still has to hear how it ended."""
    if row.to_tell:
        return Status(plural("{n} to tell", "{n} to tell", row.to_tell), "arrow-u-up-left", "amber")
    icon, token = _ICONS.get(row.state, ("circle-dashed", "grey"))
    return Status(_(STATES.get(row.state, row.state)), icon, token)


def title_of_kind(row: OpportunityRow) -> str:
    """Opening, internship or volunteering."""
    kind = KINDS.get(row.kind)
    return _(kind.title) if kind else row.kind


def say_opening(row: OpportunityRow, today: date) -> str:
    """The line below its name: where, by when, from whom."""
    parts = [row.organization]
    if row.ended_on is not None:
        parts.append(_("ended {day}").format(day=say_date(row.ended_on, today)))
    elif row.applied_on is not None:
        parts.append(_("applied {day}").format(day=say_date(row.applied_on, today)))
    elif row.closes_on is not None:
        late = row.closes_on < today
        parts.append((_("closed {day}") if late else _("closes {day}")).format(day=say_when(row.closes_on, today)))
    if row.heard_from:
        parts.append(_("heard from {name}").format(name=row.heard_from))
    return " · ".join(part for part in parts if part)


def spoken_opening(row: OpportunityRow, today: date) -> str:
    """An opening's row in words."""
    return ", ".join(
        part for part in (row.title, title_of_kind(row), say_opening(row, today), status_of(row).words) if part
    )


def say_introduction(row: IntroductionRow, person_id: int) -> tuple[str, str]:
    """(the other person, how it is said) of an introduction on the page of one who is part of it."""
    other = row.person if person_id == row.introducer_id else row.introducer
    if row.direction == "from-me":
        return other, _("you introduced them") if row.made_on else _("asked you for an introduction")
    if person_id == row.introducer_id:
        if row.made_on or row.id is None:
            return other or row.opportunity, _("introduced to you by them")
        return other or row.opportunity, _("asked for") if row.asked_on else _("to be asked for")
    return other, _("introduced you") if row.made_on or row.id is None else _("is to introduce you")


def not_told(row: IntroductionRow) -> bool:
    """Whether the introducer has not heard how it went."""
    return row.id is not None and row.direction == "to-me" and row.made_on is not None and row.told_on is None
