"""Where a meeting stands and what is to be done next: to ask, asked, agreed, prepared, held, thanked, reported back.

The state is never stored: it is read from the days on which things happened. Days and stop rules are those of the
playbooks P6 and P7 (domain.md 4): one reminder, then rest; declined; moved twice; yes without a date.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.kinds import Kind, kind, meeting_usage
from mrtnet.domain.meeting_dates import MeetingDates
from mrtnet.words import _, later

__all__ = [
    "STATES",
    "Act",
    "MeetingDates",
    "MeetingFacts",
    "Passed",
    "acts",
    "next_act",
    "shown_today",
    "state",
    "trail",
]

REMIND_AFTER, REST_AFTER = 7, 21  # days after the request: P6 nudge, close
PROPOSE_AFTER = 7  # days after a yes without a date: P6 propose
PREPARE_BEFORE = 2  # days before the meeting: P6 questions
THANK_AFTER, REPORT_AFTER = 1, 30  # days after the meeting: P7 thank, did-it
THANK_DECLINED_FOR = 14  # days in which thanks for a no still make sense
OFFER_QUESTIONS_AFTER = 2  # times moved by them

STATES: Mapping[str, Kind] = {
    each.key: each
    for each in (
        Kind("to-ask", later("To ask"), "circle-dashed"),
        Kind("asked", later("Asked"), "hourglass-medium"),
        Kind("agreed", later("Agreed"), "calendar-check"),
        Kind("prepared", later("Prepared"), "list-checks"),
        Kind("held", later("Held"), "chats-circle"),
        Kind("thanked", later("Thanked"), "envelope-simple"),
        Kind("reported-back", later("Reported back"), "check-circle"),
        Kind("declined", later("Declined"), "x-circle"),
        Kind("moved", later("Moved, no new date"), "arrows-clockwise"),
        Kind("cancelled", later("Cancelled"), "calendar-x"),
    )
}
"""All states with their words and icons; the first seven are the way of a meeting, the others leave it."""


class MeetingFacts(NamedTuple):
    """What the rules know of a meeting. `starts` and `ends` are naive wall times in her own zone, None without a date.

    `person` is how sentences call the other side. `wished_on` is when she noted it, `reminded_on` when she reminded
    them of the request, `moved_on` when the date was last moved. `nothing_to_report`: there is no news to tell.
    """

    kind: str
    person: str
    dates: MeetingDates = MeetingDates()
    starts: datetime | None = None
    ends: datetime | None = None
    wished_on: date | None = None
    reminded_on: date | None = None
    moved_on: date | None = None
    nothing_to_report: bool = False


class Passed(NamedTuple):
    """One station of a meeting's way: its state and the day it was reached, None if it was not."""

    state: str
    on: date | None


class Act(NamedTuple):
    """Something to do about a meeting: `kind` is a key of kinds.FOLLOW_UPS, `words` short as Today shows them.

    `why` is the rule in a sentence, "" where the words say it all.
    """

    kind: str
    words: str
    due: date
    why: str = ""


def state(dates: MeetingDates, dated: bool = True) -> str:
    """The key of STATES. `dated`: it has a day (a meeting moved without a new one waits for it).

    What happened last counts: a no that became a yes later is agreed, a meeting held is no longer cancelled.
    """
    latest_yes = dates.agreed_on or date.min
    for key, on in (("reported-back", dates.reported_on), ("thanked", _thanked(dates)), ("held", dates.held_on)):
        if on is not None:
            return key
    if dates.cancelled_on and dates.cancelled_on >= latest_yes:
        return "cancelled"
    if dates.declined_on and dates.declined_on >= latest_yes:
        return "declined"
    if dates.moved and not dated:
        return "moved"
    if dates.prepared_on:
        return "prepared"
    if dates.agreed_on:
        return "agreed"
    return "asked" if dates.asked_on else "to-ask"


def title(key: str) -> str:
    """The word for a state, in her language."""
    return _(STATES[key].title)


def trail(kind_key: str, dates: MeetingDates, dated: bool = True) -> list[Passed]:
    """The stations of this kind of meeting with their days, and at the end the one that leaves the way, if it did."""
    usage = meeting_usage(kind_key)
    way = [
        Passed("asked", dates.asked_on),
        Passed("agreed", dates.agreed_on),
        Passed("prepared", dates.prepared_on),
        Passed("held", dates.held_on),
        *([Passed("thanked", _thanked(dates))] if usage.thanks or _thanked(dates) else []),
        *([Passed("reported-back", dates.reported_on)] if usage.reports or dates.reported_on else []),
    ]
    now = state(dates, dated)
    left = {"declined": dates.declined_on, "cancelled": dates.cancelled_on, "moved": None}
    return [*way, Passed(now, left[now])] if now in left else way


def acts(facts: MeetingFacts, now: datetime, days: WorkingDays) -> list[Act]:
    """What is left to do, by day; `now` is the wall time in her zone. Nothing is due on a free day but the meeting's.

    Raises Trouble where no working day is left in the calendar.
    """
    return sorted(_acts(facts, now, days), key=lambda act: act.due)


def next_act(facts: MeetingFacts, now: datetime, days: WorkingDays) -> Act | None:
    """The first of `acts`, None where the meeting needs nothing more."""
    return next(iter(acts(facts, now, days)), None)


def shown_today(facts: MeetingFacts, now: datetime, days: WorkingDays) -> list[Act]:
    """What Today shows of this meeting: what is due, late or today."""
    return [act for act in acts(facts, now, days) if act.due <= now.date()]


def _thanked(dates: MeetingDates) -> date | None:
    """The day of the thanks for the talk; thanks for a no are no thanks for a talk."""
    late_enough = dates.held_on and dates.thanked_on and dates.thanked_on >= dates.held_on
    return dates.thanked_on if late_enough else None


def _acts(facts: MeetingFacts, now: datetime, days: WorkingDays) -> Iterator[Act]:
    dates, today = facts.dates, now.date()
    match state(dates, facts.starts is not None):
        case "to-ask" if facts.starts is None:
            yield Act("request", _("Ask {name}").format(name=facts.person), days.on_or_after(facts.wished_on or today))
        case "declined":
            yield from _after_a_no(facts, today, days)
        case "moved":
            yield _after_moving(facts, today, days)
        case "agreed" | "prepared" if facts.starts is None:
            on = days.on_or_after((dates.agreed_on or today) + timedelta(days=PROPOSE_AFTER))
            why = _("They said yes but gave no date: propose two.")
            yield Act("request", _("Propose two times to {name}").format(name=facts.person), on, why)
        case "asked":
            reminder = _after_asking(facts, today, days)
            if facts.starts is None or (reminder.kind == "nudge" and max(today, reminder.due) < facts.starts.date()):
                yield reminder
            if facts.starts is not None:
                yield from _around(facts, now, days)
        case "to-ask" | "agreed" | "prepared":
            yield from _around(facts, now, days)
        case "held" | "thanked" | "reported-back":
            yield from _afterwards(facts, days)


def _after_asking(facts: MeetingFacts, today: date, days: WorkingDays) -> Act:
    asked = facts.dates.asked_on or today
    rest = days.on_or_after(asked + timedelta(days=REST_AFTER))
    if facts.reminded_on is None and today < rest:
        on = days.on_or_after(asked + timedelta(days=REMIND_AFTER))
        return Act("nudge", _("Remind {name} once").format(name=facts.person), on, _("No answer yet. People are busy."))
    why = _("No answer: let it rest and choose the next person.")
    return Act("decide", _("Let the request to {name} rest").format(name=facts.person), rest, why)


def _after_a_no(facts: MeetingFacts, today: date, days: WorkingDays) -> Iterator[Act]:
    on = facts.dates.declined_on or today
    thanked = facts.dates.thanked_on is not None and facts.dates.thanked_on >= on
    if not thanked and today <= on + timedelta(days=THANK_DECLINED_FOR):
        words = _("Thank {name} all the same").format(name=facts.person)
        yield Act("thank-you", words, days.on_or_after(on + timedelta(days=1)), _("Ask for one other name."))


def _after_moving(facts: MeetingFacts, today: date, days: WorkingDays) -> Act:
    moved = facts.moved_on or facts.dates.agreed_on or today
    if facts.dates.moved_by_them >= OFFER_QUESTIONS_AFTER:
        words = _("Offer {name} your questions by email").format(name=facts.person)
        return Act("ask", words, days.on_or_after(moved + timedelta(days=1)), _("They moved the date twice."))
    words = _("Propose two times to {name}").format(name=facts.person)
    return Act(
        "request", words, days.on_or_after(moved + timedelta(days=PROPOSE_AFTER)), _("It was moved without a date.")
    )


def _around(facts: MeetingFacts, now: datetime, days: WorkingDays) -> Iterator[Act]:
    """Before a meeting with a date, and after its end while nobody said whether it took place."""
    starts = facts.starts or now
    ends = facts.ends or starts
    what = _(kind("meeting", facts.kind).title).lower()
    if ends <= now:
        yield Act("capture", _("No outcome yet: {what} with {name}").format(what=what, name=facts.person), ends.date())
        return
    if starts <= now:
        return
    if facts.dates.prepared_on is None and meeting_usage(facts.kind).questions:
        on = days.on_or_before(starts.date() - timedelta(days=PREPARE_BEFORE))
        known = min(facts.dates.agreed_on or on, starts.date())  # agreed yesterday for tomorrow is not late
        yield Act("prepare", _("Prepare for {name}").format(name=facts.person), max(on, known))


def _afterwards(facts: MeetingFacts, days: WorkingDays) -> Iterator[Act]:
    dates, usage = facts.dates, meeting_usage(facts.kind)
    held = dates.held_on or date.min
    if dates.outcome_on is None and dates.reported_on is None:
        yield Act("capture", _("No outcome yet: {name}").format(name=facts.person), held)
    if usage.thanks and _thanked(dates) is None:
        on = days.on_or_after(held + timedelta(days=THANK_AFTER))
        yield Act("thank-you", _("Thank-you not sent: {name}").format(name=facts.person), on)
    if usage.reports and dates.reported_on is None and not facts.nothing_to_report:
        on = days.on_or_after(held + timedelta(days=REPORT_AFTER))
        yield Act("report-back", _("Report back to {name}").format(name=facts.person), on)
