"""What the planner holds while she plans: plain values, from which form, draft and text are made."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.agenda import Block, default_agenda, fitted
from mrtnet.domain.kinds import meeting_usage, usual_alarms
from mrtnet.domain.meeting_forms import AgendaBlock, MeetingForm, MeetingQuestion
from mrtnet.domain.planner import Interval
from mrtnet.domain.questions import audiences_of, pick
from mrtnet.domain.rows import MeetingRow, PersonDetail
from mrtnet.queries import meetings, mentoring, person, planning
from mrtnet.queries.questions import bank
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk

How = Literal["video", "phone", "place"]
HOWS: tuple[How, ...] = ("video", "phone", "place")
LENGTHS = (15, 20, 30, 45, 60, 90, 120)
ALARMS = (15, 30, 60, 120, 24 * 60, 2 * 24 * 60, 7 * 24 * 60)  # minutes offered


@dataclass
class Plan:
    """One meeting being planned. `wall` is the chosen time in `zone`, its `fold` the later of two equal ones.

    `where` has a text for each way to meet. `touched` names what she changed by hand and another kind leaves alone.
    `usual_alarms` is her setting for new meetings (`About.meeting_alarms`).
    """

    meeting_id: int | None = None
    person_ids: tuple[int, ...] = ()
    kind: str = "informational-interview"
    minutes: int = 30
    how: How = "video"
    where: dict[str, str] = field(default_factory=dict)
    alarms: tuple[int, ...] = ()
    wall: datetime | None = None
    zone: str = ""
    their_zone: str = ""
    words: str = ""
    questions: list[MeetingQuestion] = field(default_factory=list)
    agenda: list[Block] = field(default_factory=list)
    invitation: str = ""
    rule: str = ""
    title: str = ""
    purpose: str = ""
    note: str = ""
    series_id: int | None = None
    touched: set[str] = field(default_factory=set)
    usual_alarms: str = ""

    @property
    def person_id(self) -> int | None:
        """Whom it is with, first of all."""
        return self.person_ids[0] if self.person_ids else None

    @property
    def draft_key(self) -> str:
        """Where it is kept while it is half typed."""
        return f"meeting.change:{self.meeting_id}" if self.meeting_id else f"meeting.plan:{self.person_id or 0}"

    def choice(self) -> Interval | None:
        """The chosen time as instants; None without one."""
        if self.wall is None:
            return None
        start = zoned.instant(self.wall, self.zone)
        return Interval(start, start + timedelta(minutes=self.minutes))

    def take_kind(self, kind: str) -> None:
        """Another kind brings its length, alarms and agenda where she has not set her own."""
        self.kind = kind
        usage = meeting_usage(kind)
        if "minutes" not in self.touched:
            self.minutes = usage.minutes
        if "alarms" not in self.touched:
            self.alarms = usual_alarms(kind, self.usual_alarms)
        if "agenda" not in self.touched:
            self.agenda = default_agenda(kind, self.minutes)

    def take_minutes(self, minutes: int) -> None:
        """Another length; an agenda of ours is fitted to it."""
        self.minutes = minutes
        if "agenda" not in self.touched:
            self.agenda = fitted(default_agenda(self.kind, minutes), minutes)

    def form(self) -> MeetingForm:
        """The form for the book. Raises Trouble with what is wrong."""
        told = self.where.get(self.how, "").strip()
        link = told if self.how == "video" else ""
        return MeetingForm.checked(
            kind=self.kind,
            title=self.title,
            day=self.wall.date() if self.wall else None,
            at=self.wall.time().replace(fold=0) if self.wall else None,
            second=bool(self.wall and self.wall.fold),
            minutes=self.minutes,
            zone=self.zone,
            their_zone=self.their_zone,
            place=told if self.how == "place" else "" if self.how == "phone" or _is_link(link) else link,
            url=link if _is_link(link) else "",
            phone=told if self.how == "phone" else "",
            alarms=list(self.alarms),
            purpose=self.purpose,
            note=self.note,
            agenda=[AgendaBlock(title=each.title, minutes=each.minutes) for each in self.agenda if each.title.strip()],
            questions=[each for each in self.questions if each.text.strip()],
        )

    def as_draft(self) -> dict[str, Any]:
        """Everything, as JSON can hold it."""
        return {
            "kind": self.kind, "minutes": self.minutes, "how": self.how, "where": self.where,
            "alarms": list(self.alarms), "wall": self.wall.isoformat() if self.wall else "",
            "fold": self.wall.fold if self.wall else 0, "zone": self.zone, "words": self.words,
            "questions": [each.model_dump() for each in self.questions], "agenda": [list(each) for each in self.agenda],
            "invitation": self.invitation, "rule": self.rule, "touched": sorted(self.touched),
            "people": list(self.person_ids),
        }  # fmt: skip

    def with_draft(self, told: Any) -> "Plan":
        """This plan with what a draft says over it; a draft that cannot be read changes nothing."""
        try:
            at = datetime.fromisoformat(told["wall"]).replace(fold=int(told["fold"])) if told["wall"] else None
            if at is not None and zoned.instant(at, str(told["zone"])) <= clock.now():
                at = None  # the draft lay so long that its time is over
            who = tuple(int(each) for each in told["people"])
            same = self.meeting_id is None and len(self.person_ids) == 1 and who[:1] == self.person_ids
            return replace(
                self, person_ids=who if same else self.person_ids, kind=str(told["kind"]), minutes=int(told["minutes"]),
                how=told["how"] if told["how"] in HOWS else "video",
                where={str(key): str(text) for key, text in told["where"].items()},
                alarms=tuple(int(each) for each in told["alarms"]), wall=at, zone=str(told["zone"]),
                words=str(told["words"]),
                questions=[MeetingQuestion.model_validate(each) for each in told["questions"]],
                agenda=[Block(str(title), int(minutes)) for title, minutes in told["agenda"]],
                invitation=str(told["invitation"]), rule=str(told["rule"]), touched=set(told["touched"]),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, AttributeError, Trouble):
            return self


def new_plan(desk: Desk, person_ids: Sequence[int], kind: str = "") -> Plan:
    """A plan with these people, filled as far as is known: a check-in with whom she has a mentoring agreement."""
    about, who = desk.about, tuple(dict.fromkeys(person_ids))
    plan = Plan(person_ids=who, zone=planning.my_zone(about), usual_alarms=about.meeting_alarms)
    agreed = mentoring.rows(desk.read, person_id=plan.person_id, open_only=True) if plan.person_id and not kind else []
    kind = kind or ("mentor-check-in" if agreed else "informational-interview")
    plan.take_kind(kind)
    if agreed:
        plan.take_minutes(agreed[0].minutes)
    if plan.person_id is not None and (detail := person.detail(desk.read, plan.person_id)) is not None:
        plan.their_zone = planning.them(desk.read, plan.person_id, desk.about).zone
        plan.how = "phone" if detail.preferred_channel == "phone" else "video"
        plan.where["phone"] = phone_of(detail)
        if meeting_usage(kind).questions:
            plan.questions = picked(desk, detail, kind)
    return plan


def plan_of(desk: Desk, row: MeetingRow) -> Plan:
    """The plan of a meeting that is in the book."""
    how: How = "phone" if row.phone else "place" if row.place and not row.url else "video"
    found = meetings.questions(desk.read, row.id)
    wall = datetime.combine(row.day, row.at).replace(fold=int(row.second)) if row.day and row.at else None
    return Plan(
        row.id, row.person_ids, row.kind, row.minutes, how,
        {"video": row.url, "phone": row.phone, "place": row.place}, row.alarms, wall,
        row.zone or planning.my_zone(desk.about), row.their_zone, "",
        [MeetingQuestion(question=q.question, text=q.text, asked=q.asked, answer=q.answer) for q in found],
        [Block(each.title, each.minutes) for each in meetings.agenda(desk.read, row.id)],
        "", "", row.title, row.purpose, row.note, row.series_id, {"minutes", "alarms", "agenda", "questions"},
    )  # fmt: skip


def phone_of(detail: PersonDetail) -> str:
    """The first number on file."""
    return next((reach.value for reach in detail.reaches if reach.property == "TEL"), "")


def audiences(detail: PersonDetail) -> tuple[str, ...]:
    """What she is to the question bank."""
    job = next((each for each in detail.jobs if each.until is None), None)
    return audiences_of(job.title if job else "", detail.roles)


def picked(desk: Desk, detail: PersonDetail, kind: str) -> list[MeetingQuestion]:
    """The five to seven questions that fit this talk."""
    before = meetings.asked_before(desk.read, detail.id)
    stage = "student" if "student" in desk.about.role.lower() else ""
    chosen = pick(bank(desk.read), audiences(detail), stage, kind, before, count=5, seed=detail.id)
    return [MeetingQuestion(question=each.id, text=each.text) for each in chosen]


def day_of(plan: Plan, my_zone: str, fallback: date) -> date:
    """The day of her calendar on which the choice lies."""
    choice = plan.choice()
    return zoned.wall(choice.start, my_zone).date() if choice else fallback


def _is_link(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))
