"""Mentoring: the agreement, its sessions and hours, reviews, and the closing thanks, for mentee and mentor.

Rules: domain.md 3.5 and playbooks P8, P9. The mentee drives: agenda ahead, a summary after, promises kept before the
next session. For the mentor the same days become "ask for the agenda" and "did they get what they need".
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from mrtnet.domain import repeating
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.kinds import CHANNELS
from mrtnet.domain.meetings import Act
from mrtnet.domain.repeating import Rule
from mrtnet.domain.when import say_date
from mrtnet.words import _, later, plural

REVIEW_AFTER, CLOSE_AFTER = 90, 180  # days after the first session: P8 review, renew
PLAN_BEFORE, AGENDA_BEFORE, SUMMARY_AFTER = 7, 3, 1  # days: a week to find a time (own); P9 agenda, summary
CHECK_AFTER = 14  # days: P9 own-promises
LIGHTER_AFTER, QUARTERLY_AFTER = 2, 3  # cancelled sessions in a row, empty agendas in a row
YEAR = 365
DAY = timedelta(days=1)

Side = Literal["mentee", "mentor"]

AGENDA_BY: Mapping[str, str] = {
    "mentee": later("the mentee sets the agenda"),
    "mentor": later("the mentor sets the agenda"),
    "both": later("both set the agenda"),
}
CONFIDENTIAL: Mapping[str, str] = {
    "mentee": later("What we talk about stays between us. You may say that we talk."),
    "mentor": later("What you tell me stays between us, unless you ask me to pass it on."),
}
"""Words to start from, by her own side."""
SOURCES: Mapping[str, str] = {
    "ppe-site": later("PPE site"),
    "association": later("Association program"),
    "himss": later("HIMSS chapter"),
    "employer": later("Employer"),
    "school": later("School"),
    "found": later("Found myself"),
}
"""Where a mentor comes from (domain.md 2.9)."""


class Agreement(NamedTuple):
    """What both agreed on. `side` is her own part, `person` how sentences call the other one.

    `starts` is the day of the first session; reviews are counted from it where no day was agreed. `rhythm` repeats
    from then on. `closed` ends everything but the thanks.
    """

    side: Side
    person: str
    starts: date
    goals: tuple[str, ...] = ()
    rhythm: Rule | None = None
    minutes: int = 45
    channel: str = ""
    agenda_by: str = "mentee"
    confidentiality: str = ""
    review: date | None = None
    ends: date | None = None
    closed: date | None = None
    thanked: date | None = None
    thanked_yearly: date | None = None

    @property
    def review_on(self) -> date:
        """When to ask: keep, change or stop."""
        return self.review or self.starts + REVIEW_AFTER * DAY

    @property
    def ends_on(self) -> date:
        """When to close or renew."""
        return self.ends or self.starts + CLOSE_AFTER * DAY


class Session(NamedTuple):
    """One session: its day, and what became of it. `agenda` is its number of topics, None where none was kept."""

    on: date
    minutes: int = 0
    held: bool = False
    cancelled: bool = False
    agenda: int | None = None
    agenda_sent: date | None = None
    summary_sent: date | None = None
    reviewed: bool = False


class Commitment(NamedTuple):
    """A promise of one side: `mine` or theirs, due on a day if one was said."""

    text: str
    mine: bool
    due: date | None = None
    kept: bool = False


def planned_days(agreement: Agreement, until: date) -> list[date]:
    """The days on which sessions fall by the rhythm, from the start up to a day; none without a rhythm."""
    if agreement.rhythm is None or agreement.closed:
        return []
    series = repeating.Series(agreement.rhythm, datetime.combine(agreement.starts, time(9)))
    return [each.wall.date() for each in repeating.between(series, agreement.starts, until)]


def due_session(agreement: Agreement, sessions: Sequence[Session], today: date, days: WorkingDays) -> date | None:
    """The working day by which the next session should be planned for; None while one is, or with no rhythm.

    It is the first planned day after the last session, today at the earliest.
    """
    if any(each.on >= today and not each.cancelled and not each.held for each in sessions):
        return None
    last = max((each.on for each in sessions if each.held), default=agreement.starts - DAY)
    ahead = planned_days(agreement, max(today, last) + 2 * YEAR * DAY)
    following = next((day for day in ahead if day > last), None)
    return following and days.on_or_after(max(following, today))


def hours(sessions: Sequence[Session]) -> float:
    """The hours of all sessions held, to a tenth."""
    return round(sum(each.minutes for each in sessions if each.held) / 60, 1)


def say_hours(sessions: Sequence[Session]) -> str:
    """ "6 sessions, 4.5 hours"."""
    held = sum(each.held for each in sessions)
    done = hours(sessions)
    length = _("1 hour") if done == 1 else _("{n:g} hours").format(n=done)
    return _("{sessions}, {hours}").format(sessions=plural("{n} session", "{n} sessions", held), hours=length)


def in_words(agreement: Agreement, today: date) -> list[str]:
    """The agreement in about five lines, for the message after the first session (P8)."""
    when = datetime.combine(agreement.starts, time(9))
    often = repeating.say_rule(agreement.rhythm, when) if agreement.rhythm else _("When one of us asks")
    channel = CHANNELS.get(agreement.channel)
    lines = [
        _("Goals: {goals}").format(goals="; ".join(agreement.goals)) if agreement.goals else "",
        _("Rhythm: {rhythm}, {minutes} minutes").format(rhythm=often[:1].lower() + often[1:], minutes=agreement.minutes)
        + (_(", {channel}").format(channel=_(channel.title).lower()) if channel else ""),
        _("Agenda: {who}").format(who=_(AGENDA_BY.get(agreement.agenda_by, AGENDA_BY["mentee"]))),
        _("Confidential: {words}").format(words=agreement.confidentiality) if agreement.confidentiality else "",
        _("We look back on {review}; on {end} we close or go on.").format(
            review=say_date(agreement.review_on, today), end=say_date(agreement.ends_on, today)
        ),
    ]
    return [line for line in lines if line]


def missing(agreement: Agreement) -> list[str]:
    """What a first meeting should still settle, as topics for its agenda."""
    checks = (
        (agreement.goals, _("What the goals are")),
        (agreement.rhythm, _("How often to talk")),
        (agreement.channel, _("By which channel")),
        (agreement.confidentiality, _("What stays between us")),
        (agreement.review, _("When to look back")),
    )
    return [words for there, words in checks if not there]


# --- what is to be done ---


def acts(
    agreement: Agreement,
    sessions: Sequence[Session],
    commitments: Sequence[Commitment],
    today: date,
    days: WorkingDays,
) -> list[Act]:
    """What is to be done for this mentoring, by day; nothing on a free day. Raises Trouble if all days are free."""
    if agreement.closed:
        found = list(_closing_thanks(agreement, days))
    else:
        found = [
            *_next_session(agreement, sessions, today, days),
            *_around_sessions(agreement, sessions, commitments, today, days),
            *_reviews(agreement, sessions, days),
            *_yearly_thanks(agreement, today, days),
        ]
    return sorted(found, key=lambda act: act.due)


def advice(sessions: Sequence[Session], commitments: Sequence[Commitment], today: date) -> list[str]:
    """What the rules of P9 say now: a lighter rhythm, quarterly news instead, something promised that is late."""
    past = sorted((each for each in sessions if each.held or each.cancelled), key=lambda each: each.on)
    said = []
    if len(past) >= LIGHTER_AFTER and all(each.cancelled for each in past[-LIGHTER_AFTER:]):
        said.append(_("Two sessions in a row were cancelled: propose a lighter rhythm."))
    held = [each for each in past if each.held]
    if len(held) >= QUARTERLY_AFTER and all(each.agenda == 0 for each in held[-QUARTERLY_AFTER:]):
        said.append(_("Three agendas in a row were empty: news every three months would serve you both better."))
    if any(each.mine and not each.kept and each.due and each.due < today for each in commitments):
        said.append(_("Something you promised is late: do it before the next session, not after."))
    return said


def _next_session(agreement: Agreement, sessions: Sequence[Session], today: date, days: WorkingDays) -> Iterator[Act]:
    if on := due_session(agreement, sessions, today, days):
        words = _("Plan the next session with {name}").format(name=agreement.person)
        yield Act("plan", words, days.on_or_after(max(on - PLAN_BEFORE * DAY, today)))


def _around_sessions(
    agreement: Agreement,
    sessions: Sequence[Session],
    commitments: Sequence[Commitment],
    today: date,
    days: WorkingDays,
) -> Iterator[Act]:
    name = agreement.person
    mine = agreement.agenda_by in (agreement.side, "both")
    for each in sessions:
        if each.cancelled:
            continue
        if not each.held and each.on >= today and each.agenda_sent is None:
            on = days.on_or_before(each.on - AGENDA_BEFORE * DAY)
            words = _("Send {name} the agenda") if mine else _("Ask {name} for the agenda")
            yield Act("agenda", words.format(name=name), on)
        if each.held and each.summary_sent is None and (today - each.on).days <= CHECK_AFTER:
            words = (
                _("Send {name} three lines on the session")
                if agreement.side == "mentee"
                else _("Note what {name} wants to do next")
            )
            yield Act("summary", words.format(name=name), days.on_or_after(each.on + SUMMARY_AFTER * DAY))
    last = max((each.on for each in sessions if each.held), default=None)
    open_ = [each for each in commitments if each.mine and not each.kept]
    if open_ and last:
        coming = min(
            (each.on for each in sessions if not each.held and not each.cancelled and each.on >= today), default=None
        )
        due = min((each.due for each in open_ if each.due), default=last + CHECK_AFTER * DAY)
        if coming:
            due = min(due, coming - DAY)
        promises = plural("{n} promise", "{n} promises", len(open_))
        words = _("Keep {promises} to {name}").format(promises=promises, name=name)
        yield Act("promise", words, days.on_or_before(due))


def _reviews(agreement: Agreement, sessions: Sequence[Session], days: WorkingDays) -> Iterator[Act]:
    """The review, until a session served it; then closing or renewing."""
    name = agreement.person
    if not any(each.reviewed and each.on >= agreement.starts for each in sessions):
        on = days.on_or_after(agreement.review_on)
        yield Act("meet", _("Look back with {name}: keep, change or stop").format(name=name), on)
    on = days.on_or_after(agreement.ends_on)
    yield Act("meet", _("Close or renew with {name}, and thank").format(name=name), on)


def _yearly_thanks(agreement: Agreement, today: date, days: WorkingDays) -> Iterator[Act]:
    if agreement.side == "mentor":
        return
    since = agreement.thanked_yearly or agreement.starts
    on = days.on_or_after(since + YEAR * DAY)
    if on <= today + 30 * DAY:
        yield Act("thank-you", _("Tell {name} what changed thanks to them").format(name=agreement.person), on)


def _closing_thanks(agreement: Agreement, days: WorkingDays) -> Iterator[Act]:
    if agreement.thanked is not None or agreement.closed is None:
        return
    words = _("Thank {name} for the mentoring") if agreement.side == "mentee" else _("Wish {name} well for the way on")
    why = _("A mentoring ends with thanks, and with how to stay in touch.")
    yield Act("thank-you", words.format(name=agreement.person), days.on_or_after(agreement.closed + DAY), why)
