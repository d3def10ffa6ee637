"""What a calendar file holds, line by line, before anything is taken in."""

from collections.abc import Sequence
from datetime import date, datetime

from mrtnet.domain.forms import SessionForm
from mrtnet.domain.problems import Problem
from mrtnet.domain.when import say_date
from mrtnet.exchange.calendar_sorting import Invited, Sorted
from mrtnet.exchange.ics_entries import ReadEntry
from mrtnet.exchange.invitations import Reply
from mrtnet.ui.delegates.line import Line
from mrtnet.ui.saying import say_days, say_time
from mrtnet.ui.sections import Section
from mrtnet.words import _, listed, plural

MOST = 300  # lines of one kind; a number says how many more there are


def parts_of(found: Sorted, today: date) -> list[tuple[Section, Sequence[Line]]]:
    """The sections of the list. Totals count what the list leaves out."""
    parts: list[tuple[Section, Sequence[Line]]] = []
    for programme in found.programmes:
        event = programme.event
        lines = [Line("ticket", "violet", event.name, say_days(event.first_day, event.last_day))]
        lines += [_session(each, today) for each in programme.sessions[:MOST]]
        parts.append((Section("programme", _("Program of an event"), len(programme.sessions) + 1, "ticket", "violet"),
                      lines))  # fmt: skip
    for key, title, icon, token, total, lines in (
        ("invited", _("Meetings"), "calendar-check", "violet", len(found.invited),
         [_invited(each, today) for each in found.invited[:MOST]]),
        ("replies", _("Answers"), "envelope-open", "blue", len(found.replies),
         [_reply(each) for each in found.replies]),
        ("busy", _("Only takes time"), "clock", "text2", len(found.busy),
         [_busy(each, today) for each in found.busy[:MOST]]),
        ("problems", _("Not understood"), "warning-circle", "amber", len(found.problems),
         [_problem(each) for each in found.problems[:MOST]]),
    ):  # fmt: skip
        if total > len(lines):
            more = total - len(lines)
            lines.append(Line("dots-three", "text3", plural("{n} more like these", "{n} more like these", more), ""))
        parts.append((Section(key, title, total, icon, token), lines))
    return parts


def summary(found: Sorted) -> str:
    """What the file holds, in a sentence."""
    sessions = sum(len(each.sessions) for each in found.programmes)
    lost = sum(each.lost for each in found.problems)
    said = [
        plural("the program of an event with {n} session", "the program of an event with {n} sessions", sessions)
        if found.programmes else "",
        plural("{n} meeting", "{n} meetings", len(found.invited)) if found.invited else "",
        plural("{n} answer to an invitation", "{n} answers to invitations", len(found.replies))
        if found.replies else "",
        plural("{n} entry that only takes time", "{n} entries that only take time", len(found.busy))
        if found.busy else "",
    ]  # fmt: skip
    words = listed([each for each in said if each])
    told = _("It holds {what}.").format(what=words) if words else _("There is nothing in it to take in.")
    if lost:
        told += " " + plural("{n} entry could not be read.", "{n} entries could not be read.", lost)
    return told


def _session(each: SessionForm, today: date) -> Line:
    when = ", ".join(
        part
        for part in (
            say_date(each.day, today) if each.day else "",
            say_time(each.starts) if each.starts else "",
            each.room,
        )
        if part
    )
    return Line("chalkboard-teacher", "text2", each.title, when)  # fmt: skip


def _invited(each: Invited, today: date) -> Line:
    form = each.form
    who = listed([other.name or other.email for other in each.others[:3]])
    when = _("{day}, {time}").format(day=say_date(form.day, today), time=say_time(form.at)) if (
        form.day and form.at) else _("No date")  # fmt: skip
    more = [_("called off")] if each.cancelled else []
    more += [_("repeats; the first one is taken")] if each.repeats else []
    below = " · ".join(part for part in (when, who, *more) if part)
    return Line("calendar-x" if each.cancelled else "calendar-check", "violet", form.title or _("Meeting"), below)


def _reply(each: Reply) -> Line:
    said = {
        "ACCEPTED": _("accepts"), "DECLINED": _("declines"), "TENTATIVE": _("may come"),
        "DELEGATED": _("sends somebody else"),
    }.get(each.partstat, _("answers"))  # fmt: skip
    said = _("proposes another time") if each.proposed is not None else said
    return Line("envelope-open", "blue", _("{who} {answers}").format(who=each.name or each.email, answers=said),
                each.comment.split("\n")[0])  # fmt: skip


def _busy(each: ReadEntry, today: date) -> Line:
    at = each.starts
    day = at.date() if isinstance(at, datetime) else at
    when = say_date(day, today) + (f", {say_time(at.time())}" if isinstance(at, datetime) else "")
    return Line("clock", "text2", each.summary or _("Busy"), when)


def _problem(each: Problem) -> Line:
    what = each.what or _("Line {n}").format(n=each.line)
    below = _("Line {n}: {reason}").format(n=each.line, reason=each.reason) if each.what else each.reason
    return Line("warning-circle", "red" if each.lost else "amber", what, below)
