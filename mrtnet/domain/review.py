"""The weekly review: what a week brought, the sentence about it, and what a person's review offers. Pure.

Rules of domain.md 3.1, 3.4 and 3.6: thank within two days, judge a relationship by its own rhythm, a reason before a
message. `today` and the days are hers.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.rhythm import MOST_DAYS, say_rhythm
from mrtnet.domain.when import say_date
from mrtnet.words import _, later, plural

StepKey = Literal["late", "new", "quiet", "ahead", "three"]
STEPS: Mapping[StepKey, tuple[str, str]] = {
    "late": (later("Clear what is late"), later("nothing is late")),
    "new": (later("New people"), later("all have a next step")),
    "quiet": (later("Gone quiet"), later("nobody has gone quiet")),
    "ahead": (later("The week ahead"), later("nothing is planned")),
    "three": (later("Pick three people"), later("everybody has a step already")),
}
"""The five steps in their order (design 3.7): title, and what is said where there is nothing to do."""
PICKS = 3
FEW = 5  # people who went quiet that one review shows: more is a burden, not a help
MANY_LATE = 10
REST_DAYS = 182  # "No reminders for 6 months"
MINUTES_EACH = 1
NEW_DAYS = 14  # who was met so long ago at most is new
REASON_DAYS = 21  # something of hers that ended so long ago at most is news
LONGER = 1.5  # of the old rhythm, offered when somebody went quiet


class Whom(NamedTuple):
    """A person by name."""

    id: int
    name: str


class Talk(NamedTuple):
    """A meeting that took place, or is to come."""

    id: int
    kind: str
    day: date
    whom: str
    thanked: bool


class Promised(NamedTuple):
    """A promise: `side` "mine" or "theirs". One that is noted as a follow-up only has its number as `follow_up`."""

    id: int
    person_id: int
    name: str
    side: str
    text: str
    due: date | None
    follow_up: int | None = None


class Quiet(NamedTuple):
    """Somebody whose rhythm passed by a quarter or more; `rhythm` in days."""

    id: int
    name: str
    credentials: str
    last_contact: date
    rhythm: int


class Coming(NamedTuple):
    """The week after: follow-ups planned, those still late today, meetings, and the names of events with their days."""

    first: date
    last: date
    follow_ups: int
    late: int
    meetings: tuple[Talk, ...]
    events: tuple[tuple[str, date], ...]


class Review(NamedTuple):
    """One week, Monday to Sunday. `done` counts follow-ups, `quiet_count` everybody who is quiet, `quiet` the first."""

    first: date
    last: date
    done: int
    thanked: tuple[Whom, ...]
    met: tuple[Whom, ...]
    unthanked: tuple[Whom, ...]
    talks: tuple[Talk, ...]
    kept: tuple[Promised, ...]
    open: tuple[Promised, ...]
    quiet: tuple[Quiet, ...]
    quiet_count: int
    next: Coming


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that holds this day."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def sentence(review: Review, today: date) -> str:
    """One sentence of advice, or of praise where nothing is owed: the first rule that holds."""
    owed = [each for each in review.open if each.side == "mine" and each.due is not None and each.due < today]
    if owed:
        first = min(owed, key=lambda each: each.due or today)
        return _("Keep your promise to {name} first: “{what}” was due on {day}.").format(
            name=first.name, what=first.text, day=say_date(first.due or today, today)
        )
    if review.unthanked:
        number, name = len(review.unthanked), review.unthanked[0].name
        if number == 1:
            return _("Thank {name} while the talk is still fresh.").format(name=name)
        waiting = plural(
            "{n} person you met waits for a thank-you.", "{n} people you met wait for a thank-you.", number
        )
        return _("{sentence} Begin with {name}.").format(sentence=waiting, name=name)
    talked = [talk for talk in review.talks if not talk.thanked]
    if talked:
        return _("You talked with {whom} and have not thanked them yet. Two lines are enough.").format(
            whom=talked[0].whom
        )
    if review.next.late > MANY_LATE:
        return plural("{n} thing is late. Do the oldest five and let the rest go.",
                      "{n} things are late. Do the oldest five and let the rest go.", review.next.late)  # fmt: skip
    if review.next.late:
        return plural(
            "{n} thing is late. Do it first, and nothing is owed to anybody.",
            "{n} things are late. Do them first, and nothing is owed to anybody.", review.next.late,
        )  # fmt: skip
    return _praise(review, today)


def _praise(review: Review, today: date) -> str:
    if review.met and len(review.thanked) >= len(review.met):
        return _("You thanked everybody you met. Few people do.")
    if review.kept and any(each.side == "mine" for each in review.kept):
        return _("You kept what you promised. That is what people remember.")
    if review.quiet:
        first = review.quiet[0]
        return _("{name} has been quiet for {weeks}. One line is enough.").format(
            name=first.name, weeks=say_quiet(first.last_contact, today)
        )
    if review.done or review.talks:
        return plural("{n} step done, and nothing is owed to anybody. Well done.",
                      "{n} steps done, and nothing is owed to anybody. Well done.",
                      max(review.done, len(review.talks)))  # fmt: skip
    return _("A quiet week. Write one line to somebody you like.")


def say_quiet(last_contact: date, today: date) -> str:
    """ "11 weeks", "5 days", from two years on "3 years"."""
    days = max(0, (today - last_contact).days)
    if days < 14:
        return plural("{n} day", "{n} days", days)
    if days < 2 * 365:
        return plural("{n} week", "{n} weeks", days // 7)
    return plural("{n} year", "{n} years", days // 365)


def longer_rhythm(rhythm: int | None) -> int | None:
    """Half as long again, in whole weeks from two weeks on: 8 weeks become 12; None without a rhythm."""
    if not rhythm or rhythm < 0:
        return None
    days = round(rhythm * LONGER)
    if days >= 14:
        days = round(days / 7) * 7
    return min(max(days, rhythm + 1), MOST_DAYS)


def say_change(rhythm: int | None, to: int) -> str:
    """What changing the rhythm would do: "8 weeks to 12?", "Every 17 weeks?"."""
    if rhythm and rhythm % 7 == 0 and to % 7 == 0:
        return _("{old} weeks to {new}?").format(old=rhythm // 7, new=to // 7)
    return _("{rhythm}?").format(rhythm=say_rhythm(to))


def free_day(loads: Mapping[date, int], today: date, days: WorkingDays, ahead: int = 5) -> date:
    """The working day, of the next `ahead`, on which the least is planned; the earliest of equals."""
    candidates = [days.after(today, number) for number in range(1, ahead + 1)]
    return min(candidates, key=lambda day: (loads.get(day, 0), day))


class Known(NamedTuple):
    """What a reason to write is taken from: an open promise of hers, what she ended lately (title, day), an event that
    both were at, what was talked about, and the other's present employer if it is new since the last contact."""

    promise: str = ""
    ended: tuple[str, date] | None = None
    news: tuple[str, date] | None = None
    talked: str = ""
    new_job: str = ""


def reason(known: Known, today: date) -> str:
    """A reason to write, taken from the notes; "" where they hold none."""
    if known.promise:
        return _("You promised: “{what}”. A good reason to write.").format(what=known.promise)
    if known.new_job:
        return _("New at {employer} since you last talked. Congratulate.").format(employer=known.new_job)
    if known.ended and 0 <= (today - known.ended[1]).days <= REASON_DAYS:
        return _("“{what}” ended on {day}. A good reason to write.").format(
            what=known.ended[0], day=say_date(known.ended[1], today)
        )
    if known.news and 0 <= (today - known.news[1]).days <= REASON_DAYS:
        return _("You were at “{what}”. Tell what you took home.").format(what=known.news[0])
    if known.talked:
        return _("You talked about it last time: ask how it went on.")
    return ""


def load_words(follow_ups: int, events: int, meetings: int) -> str:
    """ "6 follow-ups, 1 event"; "" where nothing is planned."""
    told = [
        plural("{n} follow-up", "{n} follow-ups", follow_ups) if follow_ups else "",
        plural("{n} meeting", "{n} meetings", meetings) if meetings else "",
        plural("{n} event", "{n} events", events) if events else "",
    ]
    return ", ".join(each for each in told if each)


class StepState(NamedTuple):
    """How a step stands: left to look at, dealt with, skipped, and who is quiet or late in all."""

    key: StepKey
    left: int
    dealt: int
    skipped: int
    whole: int = 0

    @property
    def finished(self) -> bool:
        """Nothing is left; for the last step three picks are enough."""
        return self.left == 0 or (self.key == "three" and self.dealt >= PICKS)


def step_words(state: StepState, here: bool) -> str:
    """The line below a step's title: "2 cleared", "2 of 5", "nobody has gone quiet"."""
    total = state.left + state.dealt + state.skipped
    if not total:
        return _(STEPS[state.key][1])
    if here and not state.finished:
        return _("{n} of {total}").format(n=state.dealt + state.skipped + 1, total=total)
    if not state.left and not state.dealt:
        return plural("{n} skipped", "{n} skipped", state.skipped)
    if state.key == "late" and not state.left:
        return plural("{n} cleared", "{n} cleared", state.dealt)
    if state.key == "new" and not state.left:
        return _("{n} of {total} have a next step").format(n=state.dealt, total=total)
    if state.key == "three":
        if state.dealt:
            return _("{n} of {total} picked").format(n=min(state.dealt, PICKS), total=PICKS)
        return _("who matter most next week")
    if not state.left:
        return _("done")
    return plural("{n} person", "{n} people", state.left) if state.key != "late" else plural("{n} late", "{n} late",
                                                                                           state.left)  # fmt: skip


def minutes_left(states: Sequence[StepState]) -> int:
    """About how long the rest takes: a minute a person, one for the week ahead."""
    people = sum(PICKS if state.key == "three" else min(state.left, 2 * MANY_LATE) for state in states
                 if not state.finished and state.key != "ahead")  # fmt: skip
    ahead = any(state.key == "ahead" and state.left for state in states)
    return people * MINUTES_EACH + (1 if ahead else 0)
