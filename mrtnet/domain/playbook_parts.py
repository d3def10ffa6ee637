"""The parts of a playbook: steps, offsets, rules, the words they are made of, and what is known about a run."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mrtnet.words import _, later

RANKS = ("A", "B", "C")
TIERS = ("core", "close", "active", "wide", "dormant")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

STARTS: Mapping[str, str] = {
    "met_at_event": later("you met someone at an event"),
    "met_by_chance": later("you met someone by chance or got a card"),
    "engagement_begins": later("an internship or PPE is about to begin"),
    "engagement_runs": later("an internship or PPE is running"),
    "engagement_ends": later("an internship or PPE is about to end"),
    "interview_wanted": later("you want to ask for an informational interview"),
    "interview_held": later("an informational interview was held"),
    "mentor_wanted": later("you want to ask someone to be your mentor"),
    "mentor_agreed": later("a mentor said yes"),
    "applied_with_referral": later("you apply with a referral"),
    "ceu_event": later("you take part in a workshop or webinar for CEUs"),
    "gone_quiet": later("someone you were in touch with has gone quiet"),
    "by_hand": later("you start it yourself"),
}

PEOPLE: Mapping[str, str] = {
    "supervisor": later("your supervisor"),
    "preceptor": later("your preceptor"),
    "ppe-coordinator": later("the PPE coordinator"),
    "instructor": later("your instructor"),
    "colleague": later("a colleague there"),
    "speaker": later("the speaker"),
    "peer": later("someone you met there"),
    "named": later("the person they named"),
    "introducer": later("the one who introduced you"),
    "referrer": later("the referrer"),
    "employer": later("the employer"),
    "interviewer": later("the interviewer"),
    "other": later("someone else"),
}
"""Whom a step can be for: the part the person has there, or (BESIDE) someone other than the run's person."""
BESIDE = frozenset({"named", "introducer", "employer", "interviewer", "other"})

CONDITIONS: Mapping[str, str] = {
    "replied": later("they answered, or you met"),
    "unanswered": later("no answer within 10 working days"),
    "nudged": later("a reminder was sent"),
    "promised": later("you promised something"),
    "they_wrote_first": later("they wrote first"),
    "virtual": later("it was a virtual event"),
    "many_met": later("you met more than 8 people there"),
    "rank_a": later("ranked A"),
    "rank_b": later("ranked B"),
    "rank_c": later("ranked C"),
    "no_email": later("no email address is known"),
    "has_link": later("a profile link is known"),
    "short": later("it lasts 5 working days or less"),
    "under_21_days": later("it lasts less than 21 days"),
    "remote": later("it is remote"),
    "supervisor_away": later("the supervisor was away twice"),
    "goals_met": later("the goals were met early"),
    "hired": later("you were hired there"),
    "bad_experience": later("it was a bad experience"),
    "introduced": later("someone introduced you"),
    "declined": later("they said no"),
    "moved_twice": later("they moved the date twice"),
    "no_date": later("they said yes but gave no date"),
    "nothing_to_report": later("there is nothing to report"),
    "vacancy": later("the talk turned to a vacancy"),
    "offers_help": later("they offer more help"),
    "programme": later("the mentor comes from a program"),
    "two_cancelled": later("two meetings in a row were cancelled"),
    "empty_agendas": later("three agendas in a row were empty"),
    "promise_late": later("something you promised is late"),
    "no_contact": later("the posting forbids contact"),
    "rejected": later("the answer was no"),
    "referrer_left": later("the referrer has left"),
    "recording": later("you watched a recording"),
    "series_again": later("it is a later part of a series"),
    "ceus_short": later("the cycle ends within 90 days and CEUs are short"),
    "bounced": later("the address no longer works"),
    "urgent": later("the need is urgent"),
}
"""What rules can ask about. Facts answer those down to "under_21_days"; the rest come as `Facts.flags`."""
OPPOSITES: Mapping[str, str] = {
    "replied": later("no reply yet"),
    "nudged": later("no reminder was sent yet"),
    "promised": later("nothing was promised"),
    "virtual": later("you met in person"),
    "no_email": later("an email address is known"),
    "has_link": later("no profile link is known"),
    "recording": later("you took part live"),
}
"""How one says that these conditions do not hold."""
WAITING = "unanswered"
"""The anchor that every playbook has: the day of the last message that got no answer."""


class Offset(NamedTuple):
    """When a step is due, counted from an anchor. `until` ends the window (in days, None: no window).

    `of_length` is a fraction of the engagement's length, counted from its first day, in place of days. `weekday`
    (Monday is 0) then goes on to the next such day.
    """

    days: int = 0
    working_days: int = 0
    of_length: float | None = None
    until: int | None = None
    weekday: int | None = None


class Step(NamedTuple):
    """One row of a playbook. `scope` "me": one prompt for her, never one per person. `every` repeats it (days)."""

    key: str
    kind: str
    title: str
    channel: str
    purpose: str = ""
    template: str = ""
    offset: Offset = Offset()
    anchor: str = ""
    ranks: tuple[str, ...] = RANKS
    scope: str = "person"
    to: tuple[str, ...] = ()
    every: int = 0
    within_length: bool = False
    optional: bool = False
    only: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    source: str = ""

    @property
    def beside(self) -> bool:
        """For someone other than the person of the run."""
        return not BESIDE.isdisjoint(self.to)


class Rule(NamedTuple):
    """An adapt or stop rule: what changes when all of `when` holds (and the position has reached `after`).

    `drop`, `stop`, `offset`, `every`, `spread_until` and `before` the engine does itself; `tier`, `playbook`,
    `rest_days` and `note` it hands on through `advice`. `steps` () means all.
    """

    when: tuple[str, ...]
    note: str = ""
    after: str = ""
    steps: tuple[str, ...] = ()
    drop: bool = False
    stop: bool = False
    offset: Offset | None = None
    every: int = 0
    spread_until: int = 0
    before: str = ""
    tier: str = ""
    playbook: str = ""
    rest_days: int = 0


class Playbook(NamedTuple):
    """A playbook. `anchors` name its days in words, the run's own first; `anchor_at` "end" is an engagement's last.

    `scope`: one run per "person" or per "event". `cycle` days after which the whole of it comes again, 0 for never.
    """

    key: str
    title: str
    anchors: Mapping[str, str]
    steps: tuple[Step, ...]
    number: str = ""
    scope: str = "person"
    starts_on: str = "by_hand"
    anchor_at: str = "start"
    cycle: int = 0
    rules: tuple[Rule, ...] = ()
    note: str = ""
    source: str = ""


class Facts(NamedTuple):
    """What the engine knows about a run and its person.

    `position` is the key of the step last done or skipped, `last_step_on` its day, `done` all such keys where they are
    known (without them the calendar decides what is over, which can err where a playbook has several anchors), and
    `skipped` those she skipped.
    `length_days` counts an engagement's first and last day. `nth` is the person's place (0-based) among the equally
    ranked of the event. `moments` are the days of the playbook's further anchors, `flags` other CONDITIONS that hold.
    `role` is the part the person has there (PEOPLE); `waiting_since` the day of the last unanswered message.
    """

    anchor: date
    today: date
    event: str = ""
    length_days: int | None = None
    rank: str = "B"
    met_count: int = 0
    nth: int = 0
    position: str = ""
    last_step_on: date | None = None
    done: frozenset[str] | None = None
    skipped: frozenset[str] = frozenset()
    moments: Mapping[str, date] = {}
    role: str = ""
    has_email: bool = True
    has_link: bool = False
    has_phone: bool = False
    replied: bool = False
    waiting_since: date | None = None
    nudged: bool = False
    promised: bool = False
    virtual: bool = False
    they_wrote_first: bool = False
    do_not_contact: bool = False
    deceased: bool = False
    flags: frozenset[str] = frozenset()


class PlannedStep(NamedTuple):
    """A step with its day. `anchor` is the day it was counted from in this cycle: store it with the run.

    `moved_from` is the free day it would have fallen on. `days_late` counts from the day it should have been done to
    `due`. `to` is a key of PEOPLE when the step is for someone beside the person. Channel "ask": no way to reach known.
    """

    step_key: str
    number: int
    total: int
    kind: str
    title: str
    channel: str
    template: str
    due: date
    why: str
    next_title: str = ""
    anchor: date = date.min
    moved_from: date | None = None
    days_late: int = 0
    optional: bool = False
    scope: str = "person"
    to: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """ "Step 1 of 4"."""
        return _("Step {number} of {total}").format(number=self.number, total=self.total)
