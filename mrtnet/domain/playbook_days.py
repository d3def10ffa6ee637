"""A playbook's run as days: which rules hold, which steps are left, and on which working day each of them falls."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.playbook_parts import WAITING, Facts, Offset, PlannedStep, Playbook, Rule, Step
from mrtnet.words import _, later, plural

MANY_MET = 8  # more people than this from one event, and their thank-yous are spread
NO_ANSWER_AFTER = 10  # working days
ASKING = frozenset({"request", "ask", "revive", "reference"})  # kinds of steps that a reminder can follow
HORIZON = 366  # days of repeated steps that are planned ahead


def applying(playbook: Playbook, facts: Facts, days: WorkingDays) -> list[Rule]:
    """The rules whose conditions hold now, in the playbook's order."""
    holds = holding(facts, days)
    keys = [step.key for step in playbook.steps]
    at = keys.index(facts.position) if facts.position in keys else -1
    return [
        rule
        for rule in playbook.rules
        if holds.issuperset(rule.when) and (not rule.after or (rule.after in keys and keys.index(rule.after) <= at))
    ]


def holding(facts: Facts, days: WorkingDays) -> frozenset[str]:
    """Which CONDITIONS hold."""
    waiting = facts.waiting_since if not facts.replied else None
    length = facts.length_days
    found = {
        "replied": facts.replied,
        "unanswered": waiting is not None and days.after(waiting, NO_ANSWER_AFTER) <= facts.today,
        "nudged": facts.nudged,
        "promised": facts.promised,
        "they_wrote_first": facts.they_wrote_first,
        "virtual": facts.virtual,
        "many_met": facts.met_count > MANY_MET,
        f"rank_{(facts.rank or 'B').lower()}": True,
        "no_email": not facts.has_email,
        "has_link": facts.has_link,
        "short": length is not None and length <= 7,  # 5 working days lie within 7
        "under_21_days": length is not None and length < 21,
    }
    return frozenset(key for key, holds in found.items() if holds) | facts.flags


class _Dated(NamedTuple):
    """One occurrence of a step: the day it asks for, that day moved to a working day, and what it is counted from."""

    step: Step
    asked: date
    own: date
    base: date
    anchor: date

    @property
    def prepares(self) -> bool:
        """Of no use once the day it is for has passed."""
        return self.asked < self.base and self.step.kind != "thank-you"


class PlaybookRun:
    """One computation: a playbook with its rules applied to the facts."""

    def __init__(self, playbook: Playbook, facts: Facts, days: WorkingDays, rules: list[Rule]) -> None:
        self.playbook, self.facts, self.days, self.rules = playbook, facts, days, rules
        self.holds = holding(facts, days)
        self.order = self._ordered()
        self.index = {step.key: at for at, step in enumerate(self.order)}
        self.at = self.index.get(facts.position, -1)
        self.today = days.on_or_after(facts.today)

    def planned(self, whose: str, horizon: int) -> list[PlannedStep]:
        steps = [step for step in self.order if self._applies(step, whose)]
        ends = self.facts.today + timedelta(days=horizon)
        found: list[tuple[_Dated, date]] = []
        for anchor in self._cycle_anchors(ends):
            found += self._chained([step for step in steps if not step.every], anchor)
        for step in steps:
            if step.every:
                found += ((each, max(each.own, self.today)) for each in self._repeats(step, ends))
        found.sort(key=lambda pair: pair[1])
        dated = {each.step.key for each, _due in found if each.step.kind != "nudge"}
        counted = [step.key for step in steps if step.key in dated or self._over(step)]
        titles = [*(each.step.title for each, _due in found[1:]), ""]
        return [self._step(each, due, counted, titles[at]) for at, (each, due) in enumerate(found)]

    def left(self, whose: str) -> bool:
        """Whether a step is still to come, be it only once its anchor has a day."""
        if self.playbook.cycle or self.planned(whose, HORIZON):
            return True
        return any(
            step.anchor
            and step.kind != "nudge"
            and self._base(step, self.facts.anchor) is None
            and not self._over(step)
            for step in self.order
            if self._applies(step, whose)
        )

    def _ordered(self) -> list[Step]:
        """The steps with their days and order as the rules that hold want them."""
        steps = [self._ruled(step) for step in self.playbook.steps]
        for rule in self.rules:
            if rule.before:
                moved = [step for step in steps if step.key in rule.steps]
                rest = [step for step in steps if step.key not in rule.steps]
                at = next((at for at, step in enumerate(rest) if step.key == rule.before), len(rest))
                steps = rest[:at] + moved + rest[at:]
        return steps

    def _ruled(self, step: Step) -> Step:
        for rule in self.rules:
            if not rule.steps or step.key in rule.steps:
                step = step._replace(offset=rule.offset or step.offset, every=rule.every or step.every)
        return step

    def _applies(self, step: Step, whose: str) -> bool:
        """Whether the step is for this person (or her) at all, done or not."""
        if step.scope != whose or (step.kind == "nudge" and (self.facts.replied or self.facts.nudged)):
            return False
        if whose == "person" and (self.facts.rank or "B") not in step.ranks:
            return False
        if whose == "person" and step.to and not step.beside and not self._in_role(step):
            return False
        if not self.holds.issuperset(step.only) or self.holds.intersection(step.unless):
            return False
        return not any(rule.drop and (not rule.steps or step.key in rule.steps) for rule in self.rules)

    def _in_role(self, step: Step) -> bool:
        """Whether the step is for the part this person has. In a run per person an unknown part leaves all steps."""
        parts = {part for each in self.playbook.steps for part in each.to}
        return self.facts.role in step.to or (self.playbook.scope == "person" and self.facts.role not in parts)

    def _over(self, step: Step) -> bool:
        """Done, skipped or passed by: it does not come again."""
        facts, at = self.facts, self.index[step.key]
        last = facts.last_step_on
        if not facts.position or step.every:
            return False
        passed = [self.index[key] for key in {facts.position, *(facts.done or ())} if key in self.index]
        in_line = [n for n in passed if not self.order[n].every and self._line(self.order[n]) == self._line(step)]
        if in_line:
            return at <= max(in_line)
        if facts.done is not None or last is None:
            return facts.done is None and at <= self.at
        # Counted from another anchor, or after a repeated or a vanished step: the calendar decides.
        own = next(self._occurrences(step, facts.anchor), None)
        return own is not None and (own.own < last or (own.own == last and (at <= self.at or self.at < 0)))

    def _line(self, step: Step) -> str:
        """The anchor whose steps wait for each other."""
        main = next(iter(self.playbook.anchors))
        return main if step.anchor in ("", WAITING) else step.anchor

    def _cycle_anchors(self, ends: date) -> Iterator[date]:
        """The run's anchor; where the playbook comes again, those of the cycle that is on and all until the end."""
        anchor, cycle = self.facts.anchor, self.playbook.cycle
        if not cycle:
            yield anchor
            return
        anchor += timedelta(days=cycle * max(0, (self.facts.today - anchor).days // cycle))
        while anchor <= ends:
            yield anchor
            anchor += timedelta(days=cycle)

    def _base(self, step: Step, anchor: date) -> date | None:
        if step.anchor == WAITING:
            return self.facts.waiting_since
        return anchor if self._line(step) == next(iter(self.playbook.anchors)) else self.facts.moments.get(step.anchor)

    def _occurrences(self, step: Step, anchor: date, since: date = date.min) -> Iterator[_Dated]:
        """The step's day, or all its days from `since` on if it repeats; none while its anchor or length is unknown."""
        base = self._base(step, anchor)
        asked = base and self._asked(step.offset, base)
        if base is None or asked is None:
            return
        for rule in self.rules:
            if rule.spread_until and step.key in rule.steps:
                asked = self._spread(asked, base + timedelta(days=rule.spread_until))
        if step.every and asked < since:
            asked += timedelta(days=(since - asked).days // step.every * step.every)
        while True:
            yield _Dated(step, asked, self._working(asked, step.offset, base), base, anchor)
            if not step.every:
                return
            asked += timedelta(days=step.every)

    def _asked(self, offset: Offset, base: date) -> date | None:
        if offset.of_length is not None:
            if self.facts.length_days is None:
                return None
            length = max(self.facts.length_days - 1, 0)
            first = base - timedelta(days=length) if self.playbook.anchor_at == "end" else base
            day = first + timedelta(days=round(offset.of_length * length))
        elif offset.working_days:
            ahead = offset.working_days > 0
            day = (self.days.after if ahead else self.days.before)(base, abs(offset.working_days))
        else:
            day = base + timedelta(days=offset.days)
        return day if offset.weekday is None else day + timedelta(days=(offset.weekday - day.weekday()) % 7)

    def _working(self, day: date, offset: Offset, base: date) -> date:
        """The next working day; before the anchor the last one, where the next would be too late."""
        own = self.days.on_or_after(day)
        latest = base + timedelta(days=offset.until) if offset.until is not None else base - timedelta(days=1)
        before = day < base if offset.until is None else offset.until <= 0
        return self.days.on_or_before(latest) if before and own > latest else own

    def _spread(self, first: date, last: date) -> date:
        """One of the working days of the window: not the first, which is for the A people, where there are enough."""
        window = sorted({self.days.on_or_after(first + timedelta(days=n)) for n in range((last - first).days + 1)})
        window = [day for day in window[1:] if day >= self.today] if len(window) > 2 else window
        return window[self.facts.nth % len(window)] if window else first

    def _chained(self, steps: list[Step], anchor: date) -> list[tuple[_Dated, date]]:
        """The once-only steps that are left, each with its due day: none before today, nor before the step before it.

        A step whose own day has passed by then keeps its distance to the one before.
        """
        first_cycle = anchor == self.facts.anchor
        before = self._last_done(anchor) if first_cycle else {}
        asked_on = self.facts.waiting_since
        chained: list[tuple[_Dated, date]] = []
        for step in steps:
            if (first_cycle and self._over(step)) or (
                step.kind == "nudge" and (asked_on is None or self._unasked(step))
            ):
                continue  # a reminder of nothing
            each = next(self._occurrences(step, anchor), None)
            if step.anchor == WAITING and asked_on is not None and (asked := self._asked(step.offset, asked_on)):
                each = _Dated(step, asked, self.days.on_or_after(asked), asked_on, anchor)
            elif step.kind == "nudge" and each is not None and asked_on is not None:  # asked late, reminded later
                waited = asked_on + timedelta(days=step.offset.days)
                each = each._replace(own=max(each.own, self.days.on_or_after(waited)))
            if each is None or (each.prepares and each.base < self.facts.today):
                continue
            if not first_cycle and each.own < self.today:
                continue
            each, due = self._after(each, before.get(self._line(step)))
            chained.append((each, due))
            before[self._line(step)] = (due, each.own)
            if step.kind in ASKING:
                asked_on = due
        return chained

    def _unasked(self, nudge: Step) -> bool:
        """Whether what the reminder is of was skipped. One that counts from any message is of no step in particular."""
        asking = [step for step in self.order[: self.index[nudge.key]] if step.kind in ASKING]
        return nudge.anchor != WAITING and bool(asking) and asking[-1].key in self.facts.skipped

    def _after(self, each: _Dated, before: tuple[date, date] | None) -> tuple[_Dated, date]:
        """The due day of a step behind another one, given that one's due and own day."""
        due = each.own
        if before and due < before[0]:
            due = self.days.on_or_after(before[0] + timedelta(days=max((each.own - before[1]).days, 1)))
            if each.prepares:
                due = min(due, max(self.days.on_or_before(each.base - timedelta(days=1)), each.own))
            if before[0] == before[1]:  # the step before is not late, so neither is this one
                each = each._replace(own=due)
        return each, max(due, self.today)

    def _last_done(self, anchor: date) -> dict[str, tuple[date, date]]:
        """When the step before was done, and when it should have been, for the line it belongs to."""
        last = self.facts.last_step_on
        if self.at < 0 or last is None or self.order[self.at].every:
            return {}
        own = next(self._occurrences(self.order[self.at], anchor), None)
        return {self._line(self.order[self.at]): (last, own.own if own else last)}

    def _repeats(self, step: Step, ends: date) -> Iterator[_Dated]:
        """The days of a repeated step from today on; the ones missed do not pile up."""
        facts = self.facts
        if step.within_length and facts.length_days is not None:
            left = max(facts.length_days - 1, 0) if self.playbook.anchor_at == "start" else 0
            ends = min(ends, facts.anchor + timedelta(days=left))
        done = facts.last_step_on if facts.position == step.key else None
        before = None
        for each in self._occurrences(step, facts.anchor, facts.today - timedelta(days=14)):
            if each.asked > ends:
                return
            again = done is not None and (each.asked - done).days <= step.every // 2
            if each.own >= facts.today and each.own != before and not again:
                yield each
            before = each.own

    def _step(self, each: _Dated, due: date, counted: list[str], next_title: str) -> PlannedStep:
        step = each.step
        earlier = sum(self.index[key] <= self.index[step.key] for key in counted)
        channel, template = self._channel(step)
        return PlannedStep(
            step_key=step.key,
            number=max(earlier, 1),
            total=max(len(counted), 1),
            kind=step.kind,
            title=_(step.title),
            channel=channel,
            template=template,
            due=due,
            why=self._why(each),
            next_title=_(next_title) if next_title else "",
            anchor=each.anchor,
            moved_from=each.asked if due == each.own and not self.days.is_working(each.asked) else None,
            days_late=max((due - each.own).days, 0),
            optional=step.optional,
            scope=step.scope,
            to=step.to if step.beside else (),
        )

    def _channel(self, step: Step) -> tuple[str, str]:
        """The step's channel, or one by which this person can be reached."""
        facts = self.facts
        if step.channel != "email" or facts.has_email or step.beside or step.scope == "me":
            return step.channel, step.template
        if facts.has_link:
            return "linkedin", "linkedin-note" if step.kind == "thank-you" else step.template
        return ("phone" if facts.has_phone else "ask"), step.template

    def _why(self, each: _Dated) -> str:
        step, offset = each.step, each.step.offset
        line = self._line(step)
        what = self.facts.event if line == next(iter(self.playbook.anchors)) else ""
        if step.anchor == WAITING:
            when = plural(
                "{n} working day without an answer", "{n} working days without an answer", offset.working_days
            )
        elif step.every and each.asked != each.base:
            when = _EVERY.get(step.every) or plural("Every {n} day", "Every {n} days", step.every)
            when = _(when)
        elif offset.of_length is not None:
            when = (
                _("Halfway")
                if offset.of_length == 0.5
                else _("After {n} % of the time").format(n=round(offset.of_length * 100))
            )
        else:
            when = _day_words((each.asked - each.base).days, what, _(self.playbook.anchors.get(line, "")))
        said = _("{when}: {purpose}").format(when=when, purpose=_(step.purpose)) if step.purpose else when
        return _("{said}, if there is no answer by then").format(said=said) if step.kind == "nudge" else said


_EVERY = {1: later("Every day"), 7: later("Every week"), 365: later("Every year")}


def _day_words(n: int, event: str, anchor: str) -> str:
    if n == 0:
        return _("On the day of {event}").format(event=event) if event else _("On the day itself")
    if n > 0:
        return _("Day {n} after {what}").format(n=n, what=event or anchor)
    return plural("{n} day before", "{n} days before", -n) + " " + (event or anchor)
