"""Playbooks in words: when a step comes, why, what a rule does; and offsets read from words she types."""

import re
from datetime import date

from mrtnet.domain.days import weekday_names
from mrtnet.domain.playbook_files import EARLIEST, LATEST
from mrtnet.domain.playbook_parts import (
    CONDITIONS,
    OPPOSITES,
    PEOPLE,
    STARTS,
    WAITING,
    Offset,
    Playbook,
    Rule,
    Step,
)
from mrtnet.domain.when import say_date
from mrtnet.trouble import Trouble
from mrtnet.words import _, either, listed, plural

MOST_WORKING = {False: -250, True: 500}
_COUNT = re.compile(
    r"(?P<sign>[+\-−–]?)\s*(?P<n>[0-9]{1,6})\s*(?P<unit>working\s*days?|workdays?|wd|days?|d|weeks?|w|months?|m|years?|y)?"
    r"\s*(?P<when>before|earlier|after|later)?",
    re.I,
)
_SHARE = re.compile(r"(?:at\s+)?(?P<n>[0-9]{1,3})\s*%(?:\s+of\s+the\s+time)?", re.I)
_UNITS = {"d": 1, "w": 7, "m": 30, "y": 365}
_ZERO = frozenset({"on the day", "the same day", "same day", "that day", "0"})


def say_days(offset: Offset) -> str:
    """An offset by itself, as `read_offset` reads it back: "+3 working days", "-2 weeks", "On the day", "50 %"."""
    if offset.of_length is not None:
        return _("{n} % of the time").format(n=round(offset.of_length * 100))
    if offset.working_days:
        sign = "+" if offset.working_days > 0 else "−"
        return sign + plural("{n} working day", "{n} working days", abs(offset.working_days))
    if not offset.days:
        return _("On the day")
    sign, days = "+" if offset.days > 0 else "−", abs(offset.days)
    if days % 7 == 0 and days <= 56:
        return sign + plural("{n} week", "{n} weeks", days // 7)
    return sign + plural("{n} day", "{n} days", days)


def read_offset(text: str, before: Offset = Offset()) -> Offset:  # noqa: B008  # an immutable tuple
    """An offset from "+3 working days", "2 weeks before", "-7", "on the day", "50 %"; the weekday of `before` stays.

    Raises Trouble for words that are no offset, and for one beyond the bounds of a playbook.
    """
    said = " ".join(text.split()).casefold().strip(" .")
    kept = Offset(weekday=before.weekday)
    if said in _ZERO or said == _("On the day").casefold():
        return kept
    if share := _SHARE.fullmatch(said):
        if not 0 <= int(share["n"]) <= 100:
            raise Trouble(_("A share of the time lies between 0 % and 100 %."))
        return kept._replace(of_length=int(share["n"]) / 100)
    found = _COUNT.fullmatch(said)
    if found is None:
        raise Trouble(
            _("“{text}” is not understood. Try “+3 working days”, “2 weeks before” or “on the day”.").format(
                text=text[:40]
            )
        )
    number, unit = int(found["n"]), (found["unit"] or "days").replace(" ", "").lower()
    back = (found["sign"] or "+") != "+" or (found["when"] or "") in ("before", "earlier")
    if unit.startswith("work") or unit == "wd":
        number = -number if back else number
        if not MOST_WORKING[False] <= number <= MOST_WORKING[True]:
            raise Trouble(_("That is too many working days: at most {before} before and {after} after.").format(
                before=-MOST_WORKING[False], after=MOST_WORKING[True]))  # fmt: skip
        return kept._replace(working_days=number)
    days = number * _UNITS[unit[0]] * (-1 if back else 1)
    if not EARLIEST <= days <= LATEST:
        raise Trouble(_("That is too far off: at most a year before and five years after."))
    until = before.until if before.until is not None and before.until >= days else None
    return kept._replace(days=days, until=until)


def say_offset(step: Step, playbook: Playbook) -> str:
    """When the step comes, whole: "+1 day", "−1 week, then every 7 days", "10 working days without an answer"."""
    if step.anchor == WAITING:
        n = step.offset.working_days or step.offset.days
        if step.offset.working_days:
            return plural("{n} working day without an answer", "{n} working days without an answer", n)
        return plural("{n} day without an answer", "{n} days without an answer", n)
    said = say_days(step.offset)
    if step.offset.until is not None:
        until = say_days(Offset(days=step.offset.until))
        said = _("{first} to {last}").format(first=said, last=until)
    if step.offset.weekday is not None:
        said = _("{when}, on a {day}").format(when=said, day=weekday_names()[step.offset.weekday])
    if step.every:
        every = _("every week") if step.every == 7 else plural("every {n} day", "every {n} days", step.every)
        said = _("{when}, then {every}").format(when=said, every=every)
    return said


def counted_from(step: Step, playbook: Playbook) -> str:
    """The words of the day it counts from, "" for the playbook's own: "the talk"."""
    if step.anchor in ("", WAITING, next(iter(playbook.anchors))):
        return ""
    return _(playbook.anchors.get(step.anchor, ""))


def say_who(step: Step) -> str:
    """For whom a step is: "for you", "for your supervisor and your preceptor", "A people"; "" for everybody."""
    said = []
    if step.scope == "me":
        said.append(_("for you"))
    if step.to:
        said.append(_("for {whom}").format(whom=listed([_(PEOPLE[part]) for part in step.to])))
    if len(step.ranks) < 3:
        said.append(_("rank {ranks}").format(ranks=listed(list(step.ranks))))
    only = [CONDITIONS[key] for key in step.only] + [OPPOSITES[key] for key in step.unless if key in OPPOSITES]
    if only:
        said.append(_("only if {what}").format(what=listed([_(words) for words in only])))
    if others := [_(CONDITIONS[key]) for key in step.unless if key not in OPPOSITES]:
        said.append(_("not if {what}").format(what=either(others)))
    if step.optional:
        said.append(_("if you like"))
    return ", ".join(said)


def say_start(playbook: Playbook) -> str:
    """When it begins, as a sentence."""
    if playbook.starts_on == "by_hand":
        return _("You start it yourself.")
    return _("Begins when {what}, or when you start it.").format(what=_(STARTS[playbook.starts_on]))


def say_move(before: date | None, after: date | None, today: date, *, stays: bool = False) -> str:
    """How a step moves: "Oct 16, then Oct 20"; "Oct 16, as before"; "Oct 16 stays: your own day"."""
    if stays and before is not None:
        return _("{day} stays: you put it there").format(day=say_date(before, today))
    if before == after and before is not None:
        return _("{day}, as before").format(day=say_date(before, today))
    if after is None:
        return _("{day}, then no more").format(day=say_date(before, today)) if before is not None else _("not yet")
    if before is None:
        return _("new on {day}").format(day=say_date(after, today))
    return _("{before}, then {after}").format(before=say_date(before, today), after=say_date(after, today))


def say_rule(rule: Rule, playbook: Playbook) -> str:
    """A stop or adapt rule in one sentence: its own note, else what it asks for and does."""
    if rule.note:
        return _(rule.note)
    titles = {step.key: _(step.title) for step in playbook.steps}
    when = listed([_(CONDITIONS[key]) for key in rule.when])
    what = listed([f"“{titles[key]}”" for key in rule.steps]) or _("everything")
    done = []
    if rule.stop:
        done.append(_("it ends"))
    if rule.drop:
        done.append(_("{what} is left out").format(what=what))
    if rule.offset is not None:
        done.append(_("{what} moves to {when}").format(what=what, when=say_days(rule.offset)))
    if rule.before:
        done.append(_("{what} comes before “{step}”").format(what=what, step=titles.get(rule.before, rule.before)))
    if rule.spread_until:
        done.append(_("{what} is spread over {n} days").format(what=what, n=rule.spread_until))
    if rule.every:
        done.append(_("{what} comes every {n} days").format(what=what, n=rule.every))
    if rule.tier:
        done.append(_("the circle {tier} fits").format(tier=_(rule.tier.capitalize())))
    if rule.playbook:
        done.append(_("the playbook “{key}” goes on from there").format(key=rule.playbook))
    if rule.rest_days:
        done.append(_("nothing is asked for {n} days").format(n=rule.rest_days))
    said = ", ".join(done) or _("nothing changes")
    return _("If {when}: {what}.").format(when=when, what=said) if when else _("{what}.").format(what=said)
