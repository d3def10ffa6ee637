"""Her own side, changed: goals, credentials, cycles, units with certificates, memberships, days of an internship."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from mrtnet import clock
from mrtnet.domain.about import to_text
from mrtnet.domain.career import next_renewal
from mrtnet.domain.career_forms import (
    CeuForm,
    CredentialForm,
    CycleForm,
    GoalForm,
    MembershipForm,
    PracticeForm,
)
from mrtnet.domain.career_organisations import states
from mrtnet.domain.certification_rules import rule_for
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Form
from mrtnet.domain.kinds import LONG_EVENTS
from mrtnet.edits import files
from mrtnet.edits.career_prompts import settle_career
from mrtnet.edits.event_steps import settle_event
from mrtnet.edits.found import found
from mrtnet.edits.next_steps import close_step
from mrtnet.edits.organizations import organization_named
from mrtnet.edits.settings import keep_setting
from mrtnet.queries import career as asked
from mrtnet.queries.career import STATE
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.career import Ceu, CeuCycle, Goal, Membership, OwnCredential, PracticeDay
from mrtnet.store.tables import Event, File, FollowUp
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

Row = TypeVar("Row", bound=SQLModel)

# --- where she is ---


def choose_state(session: Session, state: str) -> None:
    """The state whose association is listed first; "" for none."""
    if state and state not in states():
        raise Trouble(_("There is no state “{name}”.").format(name=state[:40]))
    titled(session, _("Chose the state {name}").format(name=state) if state else _("Chose no state"))
    keep_setting(session, STATE, to_text(state))


# --- goals ---


def add_goal(session: Session, form: GoalForm, *, sample: bool = False) -> int:
    """A goal; returns its id."""
    titled(session, _("Added the goal “{title}”").format(title=form.title))
    return _added(session, Goal(**form.model_dump(), created_at=clock.now(), sample=sample))


def change_goal(session: Session, goal_id: int, form: GoalForm) -> None:
    """Change a goal."""
    row = found(session, Goal, goal_id)
    titled(session, _("Changed the goal “{title}”").format(title=form.title))
    _filled(session, row, form)


def reach_goal(session: Session, goal_id: int, on: date | None) -> None:
    """The goal was reached on this day; None opens it again."""
    row = found(session, Goal, goal_id)
    titled(session, (_("Reached: {title}") if on else _("Open again: {title}")).format(title=row.title))
    row.reached_on, row.dropped_on = on, None
    session.add(row)


def remove_goal(session: Session, goal_id: int) -> None:
    """Remove a goal."""
    row = found(session, Goal, goal_id)
    titled(session, _("Removed the goal “{title}”").format(title=row.title))
    session.delete(row)


# --- credentials ---


def add_credential(session: Session, form: CredentialForm, *, today: date, sample: bool = False) -> int:
    """A credential of her own; returns its id. Its exam is reminded of."""
    titled(session, _("Added {mark}").format(mark=form.mark))
    row = OwnCredential(**form.model_dump(), created_at=clock.now(), sample=sample)
    row.body = row.body or _body(form.mark)
    row_id = _added(session, row)
    settle_career(session, today)
    return row_id


def change_credential(session: Session, credential_id: int, form: CredentialForm, *, today: date) -> None:
    """Change a credential: another state, another exam day."""
    row = found(session, OwnCredential, credential_id)
    titled(session, _("Changed {mark}").format(mark=form.mark))
    _filled(session, row, form)
    row.body = row.body or _body(form.mark)
    settle_career(session, today)


def remove_credential(session: Session, credential_id: int, *, today: date) -> None:
    """Remove a credential, with its reminder."""
    row = found(session, OwnCredential, credential_id)
    titled(session, _("Removed {mark}").format(mark=row.mark))
    session.delete(row)
    settle_career(session, today)


# --- cycles ---


def add_cycle(session: Session, form: CycleForm, *, today: date, sample: bool = False) -> int:
    """A certification cycle begins; returns its id. Two cycles of one body may overlap: the page says so."""
    titled(session, _("Added a {body} cycle").format(body=form.body))
    row_id = _added(session, CeuCycle(**form.model_dump(), created_at=clock.now(), sample=sample))
    settle_career(session, today)
    return row_id


def change_cycle(session: Session, cycle_id: int, form: CycleForm, *, today: date) -> None:
    """Change a cycle's days, her own rule for it, or when it was handed in."""
    row = found(session, CeuCycle, cycle_id)
    titled(session, _("Changed the {body} cycle").format(body=form.body))
    _filled(session, row, form)
    settle_career(session, today)


def hand_in(session: Session, cycle_id: int, on: date | None, *, today: date) -> None:
    """The cycle's units were handed in on this day; None takes that back."""
    row = found(session, CeuCycle, cycle_id)
    if on is not None and on > today:
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))
    words = _("Handed in the {body} cycle") if on else _("The {body} cycle is open again")
    titled(session, words.format(body=row.body))
    row.submitted_on = on
    session.add(row)
    settle_career(session, today)


def remove_cycle(session: Session, cycle_id: int, *, today: date) -> None:
    """Remove a cycle. The units stay on file."""
    row = found(session, CeuCycle, cycle_id)
    titled(session, _("Removed the {body} cycle").format(body=row.body))
    session.delete(row)
    settle_career(session, today)


# --- units ---


def add_ceu(
    session: Session,
    form: CeuForm,
    *,
    today: date,
    event_id: int | None = None,
    certificate: KeptFile | None = None,
    sample: bool = False,
) -> int:
    """Units of one activity, with the certificate if it is at hand; returns their id."""
    if event_id is not None:
        found(session, Event, event_id)
    titled(session, _("Logged {units:g} CEUs: {title}").format(units=form.units, title=form.title))
    told = {**form.model_dump(), "bodies": " ".join(form.bodies)}
    row = Ceu(**told, event_id=event_id, created_at=clock.now(), sample=sample)
    row.file_id = files.keep(session, certificate) if certificate else None
    row_id = _added(session, row)
    if event_id is not None:
        _were_logged(session, event_id, today)
    settle_career(session, today)
    return row_id


def change_ceu(session: Session, ceu_id: int, form: CeuForm, *, today: date) -> None:
    """Change a record of units; its certificate stays."""
    row = found(session, Ceu, ceu_id)
    titled(session, _("Changed the CEUs of {title}").format(title=form.title))
    row.sqlmodel_update({**form.model_dump(), "bodies": " ".join(form.bodies)})
    session.add(row)
    settle_career(session, today)


def remove_ceus(session: Session, ceu_ids: Sequence[int], *, today: date) -> None:
    """Remove records of units with their certificates."""
    rows = [found(session, Ceu, ceu_id) for ceu_id in dict.fromkeys(ceu_ids)]
    what = rows[0].title if len(rows) == 1 else plural("{n} record", "{n} records", len(rows))
    titled(session, _("Removed the CEUs of {what}").format(what=what))
    for row in rows:
        _let_go(session, row)
        session.delete(row)
    settle_career(session, today)


def keep_certificate(session: Session, ceu_id: int, file: KeptFile | None) -> None:
    """Keep this file as the certificate of the units, in place of the one before; None takes it away."""
    row = found(session, Ceu, ceu_id)
    words = _("Kept the certificate of {title}") if file else _("Removed the certificate of {title}")
    titled(session, words.format(title=row.title))
    _let_go(session, row)
    row.file_id = files.keep(session, file) if file else None
    session.add(row)


def take_from_event(session: Session, event_id: int, *, today: date) -> list[int]:
    """Log all units that an event she attended offers; returns their ids. Raises Trouble where it offers none."""
    event = found(session, Event, event_id)
    session.flush()
    offered = [row for row in asked.offers(driver_connection(session), today) if row.event_id == event_id]
    if not offered:
        raise Trouble(_("{event} offers no CEUs that are not logged yet.").format(event=event.name))
    made = []
    for row in offered:
        bodies = [row.body] if row.body and " " not in row.body else []
        form = CeuForm.checked(title=row.title, day=row.day, units=row.units, bodies=bodies, provider=row.provider)
        made.append(add_ceu(session, form, today=today, event_id=event_id))
    units = sum(row.units for row in offered)
    titled(session, _("Logged {units:g} CEUs of {event}").format(units=units, event=event.name))
    return made


def _let_go(session: Session, row: Ceu) -> None:
    file = session.get(File, row.file_id) if row.file_id is not None else None
    row.file_id = None
    if file is not None and file.person_id is None and file.event_id is None:
        session.delete(file)


def _were_logged(session: Session, event_id: int, today: date) -> None:
    """The prompt to log this event's units is done."""
    waiting = select(FollowUp).where(
        col(FollowUp.event_id) == event_id, col(FollowUp.state) == "open", col(FollowUp.kind) == "log-ceus"
    )
    for prompt in session.exec(waiting).all():
        close_step(session, prompt, "done", today)
    settle_event(session, event_id, today)


# --- memberships ---


def add_membership(session: Session, form: MembershipForm, *, today: date, sample: bool = False) -> int:
    """A membership; returns its id. Its renewal is reminded of."""
    titled(session, _("Added the membership in {name}").format(name=form.name))
    row = Membership(**form.model_dump(), created_at=clock.now(), sample=sample)
    row.organization_id = organization_named(session, form.name, sample=sample)
    row_id = _added(session, row)
    settle_career(session, today)
    return row_id


def change_membership(session: Session, membership_id: int, form: MembershipForm, *, today: date) -> None:
    """Change a membership."""
    row = found(session, Membership, membership_id)
    titled(session, _("Changed the membership in {name}").format(name=form.name))
    if form.name != row.name:
        row.organization_id = organization_named(session, form.name)
    _filled(session, row, form)
    settle_career(session, today)


def renew_membership(session: Session, membership_id: int, *, today: date) -> date:
    """It was renewed: the next renewal is a year after this one; returns that day."""
    row = found(session, Membership, membership_id)
    titled(session, _("Renewed {name}").format(name=row.name))
    row.renews_on, row.ended_on = next_renewal(row.renews_on or today), None
    session.add(row)
    settle_career(session, today)
    return row.renews_on


def remove_membership(session: Session, membership_id: int, *, today: date) -> None:
    """Remove a membership."""
    row = found(session, Membership, membership_id)
    titled(session, _("Removed the membership in {name}").format(name=row.name))
    session.delete(row)
    settle_career(session, today)


# --- days of an internship ---


def add_practice_day(session: Session, event_id: int, form: PracticeForm) -> int:
    """One day of an internship, PPE or volunteering; returns its id."""
    event = found(session, Event, event_id)
    if event.kind not in LONG_EVENTS:
        raise Trouble(_("Hours are kept for an internship, a PPE or volunteering."))
    titled(session, _("Logged {hours:g} hours at {event}").format(hours=form.hours, event=event.name))
    return _added(session, PracticeDay(event_id=event_id, **form.model_dump(), created_at=clock.now()))


def change_practice_day(session: Session, practice_id: int, form: PracticeForm) -> None:
    """Change a day of an internship."""
    titled(session, _("Changed a day of practice"))
    _filled(session, found(session, PracticeDay, practice_id), form)


def remove_practice_day(session: Session, practice_id: int) -> None:
    """Remove a day of an internship."""
    titled(session, _("Removed a day of practice"))
    session.delete(found(session, PracticeDay, practice_id))


def _added(session: Session, row: SQLModel) -> int:
    session.add(row)
    session.flush()
    return int(row.id or 0)  # type: ignore[attr-defined]


def _filled(session: Session, row: SQLModel, form: Form) -> None:
    row.sqlmodel_update(form.model_dump())
    session.add(row)
    session.flush()


def _body(mark: str) -> str:
    rule = rule_for(mark)
    return rule.body if rule else ""
