"""Insights: numbers of the book turned into findings, each a sentence with a chart and a table. Pure.

A rule picks the sentence from the numbers (design 3.11). Days are hers; averages are days with a decimal.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from mrtnet.domain.days import weekday_names
from mrtnet.domain.when import say_date
from mrtnet.words import _, later, listed, plural

Shape = Literal["columns", "share", "days", "progress", "bars", "table"]
Cell = str | int | float | date
ENOUGH = 10  # contacts before there is anything to tell (design 2)
SOONER, SLOWER = 0.8, 1.25  # of the first average: what counts as a change
PROMPT = 2.0  # days within which a thank-you is on time (domain.md 3.1)
LATELY = 30  # days
SOURCES = 3  # who gave units, named
SOON = 14  # days before a contact is due


class Mark(NamedTuple):
    """One value of a chart: its label, the value, how it is written, its colour and icon where it has a meaning."""

    label: str
    value: float
    said: str = ""
    token: str = ""
    icon: str = ""
    more: str = ""


class Finding(NamedTuple):
    """One frame: the finding as its title, what is shown, the chart, and the table with the same numbers.

    `whole` is what marks are measured against where that is not the greatest of them; `note` stands below the chart;
    `empty` tells that there is nothing to show yet.
    """

    key: str
    title: str
    below: str
    shape: Shape
    marks: tuple[Mark, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    whole: float = 0.0
    empty: bool = False


class Thanked(NamedTuple):
    """The average days to a thank-you of one event (or month), and how many were thanked."""

    label: str
    day: date
    days: float
    people: int
    of_month: bool = False


class Standings(NamedTuple):
    """How many relationships are where, against their own rhythm."""

    on_track: int
    due_soon: int
    late: int
    none: int
    resting: int

    @property
    def people(self) -> int:
        """Everybody."""
        return sum(self)


class Cycle(NamedTuple):
    """CEUs of one certification cycle: credentials or body, units, units needed, the last day, what is missing.

    `sources` are who gave the units, the most first; `certificates` is how many of them have one on file.
    """

    name: str
    have: float
    needed: float
    ends: date
    on_pace: bool
    note: str = ""
    sources: tuple[tuple[str, float], ...] = ()
    certificates: int = 0


class Brought(NamedTuple):
    """What one event brought. `again` is her answer: "yes", "maybe", "no" or ""."""

    id: int
    name: str
    day: date
    met: int
    thanked: int
    talks: int
    ceus: float
    again: str = ""


class Numbers(NamedTuple):
    """All that the findings are made of; `first` and `last` are the days it is about.

    `by_day` counts contacts, or all entries where there are very many.
    """

    first: date
    last: date
    contacts: int
    thanks: tuple[Thanked, ...]
    standings: Standings
    by_day: Mapping[date, int]
    all_entries: bool
    cycles: tuple[Cycle, ...]
    loose_ceus: float
    where: tuple[tuple[str, int], ...]
    credentials: tuple[tuple[str, int], ...]
    brought: tuple[Brought, ...]


PERIODS: Mapping[str, str] = {
    "12-months": later("Last 12 months"),
    "year": later("This year"),
    "all": later("All the time"),
}
AGAIN: Mapping[str, str] = {"yes": later("Yes"), "maybe": later("Maybe"), "no": later("No")}
"""Her answers to "Worth going again?"."""


def period(key: str, today: date) -> tuple[date, date]:
    """The first and last day of a period."""
    if key == "year":
        return today.replace(month=1, day=1), today
    return (date.min if key == "all" else today - timedelta(days=364)), today


def findings(numbers: Numbers, today: date) -> list[Finding]:
    """The frames in their order."""
    found = [thanks(numbers, today), standing(numbers), by_day(numbers, today), ceus(numbers, today),
             where(numbers), credentials(numbers), brought(numbers, today)]  # fmt: skip
    if numbers.contacts >= ENOUGH:
        return found
    calm = _("Appears after {n} logged contacts: log a few people first.").format(n=ENOUGH)
    return [
        one if one.key == "ceus" and not one.empty
        else one._replace(title=_(_PLAIN[one.key]), note=calm, marks=(), rows=(), empty=True)
        for one in found
    ]  # fmt: skip


_PLAIN = {
    "thanks": later("Days to thank-you"),
    "standing": later("Where relationships stand"),
    "days": later("Contacts by day"),
    "ceus": later("CEUs"),
    "where": later("Where you first met"),
    "credentials": later("Who you know"),
    "brought": later("What events brought"),
}
"""Titles where the numbers say nothing yet."""


def _nothing(key: str, below: str, shape: Shape, note: str) -> Finding:
    return Finding(key, _(_PLAIN[key]), below, shape, (), (), (), note, empty=True)


def thanks(numbers: Numbers, today: date) -> Finding:
    """How soon she thanks, event by event."""
    below = _("Days from meeting to thank-you, average per event")
    told = numbers.thanks
    if told and told[-1].of_month:
        below = _("Days from meeting to thank-you, average per month")
    if not told:
        return _nothing("thanks", below, "columns", _("Appears after the first thank-you that is done."))
    last = len(told) - 1
    marks = tuple(
        Mark(one.label, one.days, f"{one.days:.1f}", "accent" if number == last else "border")
        for number, one in enumerate(told)
    )
    rows = tuple((one.label, one.day, round(one.days, 1), one.people) for one in told)
    first = _("Month") if told[-1].of_month else _("Event")
    heads = (first, _("Day"), _("Days to thank-you"), _("People thanked"))
    return Finding("thanks", _thanks_title(told, today), below, "columns", marks, heads, rows)


def _thanks_title(told: Sequence[Thanked], today: date) -> str:
    now = told[-1]
    if len(told) > 1:
        before = max(told[:-1], key=lambda one: one.days) if now.days < told[0].days else told[0]
        then = say_month(before.day, today)
        if now.days <= before.days * SOONER:
            return _("You thank people sooner: {now} days now, {then} in {month}").format(
                now=_decimal(now.days), then=_decimal(before.days), month=then
            )
        if now.days >= before.days * SLOWER and now.days > PROMPT:
            return _("Thank-yous take longer: {now} days now, {then} in {month}").format(
                now=_decimal(now.days), then=_decimal(before.days), month=then
            )
    total = sum(one.people for one in told)
    average = sum(one.days * one.people for one in told) / total
    if average <= 1:
        return _("You thank within a day")
    return _("You thank within {n} days").format(n=-int(-average // 1))


def standing(numbers: Numbers) -> Finding:
    """Where each relationship stands today."""
    below, at = _("Where each relationship stands today"), numbers.standings
    if not at.people:
        return _nothing("standing", below, "share", _("Appears after the first person is logged."))
    parts = (
        (_("On track"), at.on_track, "accent", "check-circle"),
        (_("Due soon"), at.due_soon, "blue", "clock-afternoon"),
        (_("Late"), at.late, "amber", "clock-counter-clockwise"),
        (_("No rhythm yet"), at.none, "border_in", "circle-dashed"),
        (_("Resting"), at.resting, "border", "moon"),
    )
    marks = tuple(Mark(label, count, f"{count:,}", token, icon) for label, count, token, icon in parts)
    well, judged = at.on_track + at.due_soon, at.on_track + at.due_soon + at.late
    if not judged:
        title = plural("{n} person has no rhythm yet", "{n} people have no rhythm yet", at.none + at.resting)
    elif at.late > well:
        title = _("{late} of {n} relationships are late").format(late=f"{at.late:,}", n=f"{judged:,}")
    else:
        title = _("{well} of {n} people are on track or due soon").format(well=f"{well:,}", n=f"{at.people:,}")
    rows = tuple((label, count) for label, count, _token, _icon in parts)
    return Finding("standing", title, below, "share", marks, (_("State"), _("People")), rows)


def by_day(numbers: Numbers, today: date) -> Finding:
    """Every contact, by the day."""
    below = _("Every message, call and meeting you logged")
    if numbers.all_entries:
        below = _("Everything you logged, notes too")
    days = numbers.by_day
    if not days:
        return _nothing("days", below, "days", _("Appears after the first contact."))
    lately = sum(count for day, count in days.items() if 0 <= (today - day).days < LATELY)
    if lately:
        title = plural("{n} contact in the last 30 days", "{n} contacts in the last 30 days", lately)
        if numbers.all_entries:
            title = plural("{n} entry in the last 30 days", "{n} entries in the last 30 days", lately)
    else:
        title = _("No contact in the last 30 days; the last was on {day}").format(day=say_date(max(days), today))
    weekdays = [0] * 7
    for day, count in days.items():
        weekdays[day.weekday()] += count
    best = max(range(7), key=lambda day: (weekdays[day], -day))
    note = _("Best weekday: {day}").format(day=weekday_names()[best])
    marks = tuple(Mark(day.isoformat(), count) for day, count in sorted(days.items()))
    rows = tuple((day, count) for day, count in sorted(days.items()))
    return Finding("days", title, below, "days", marks, (_("Day"), _("Contacts")), rows, note)


def ceus(numbers: Numbers, today: date) -> Finding:
    """Continuing education of her credentials."""
    below, cycles = _("Continuing education of your credentials"), numbers.cycles
    if not cycles:
        if numbers.loose_ceus:
            title = _("{n:g} CEUs, and no cycle to count them in").format(n=numbers.loose_ceus)
            return Finding("ceus", title, below, "progress", (), (_("CEUs"),), ((numbers.loose_ceus,),),
                           _("Add your credential and its cycle to see what is missing."))  # fmt: skip
        return _nothing("ceus", below, "progress", _("Add a credential and its cycle to see what is missing."))
    marks = tuple(
        Mark(one.name, min(one.have / one.needed, 1.0) if one.needed else 1.0,
             _("{have:g} of {needed:g}").format(have=one.have, needed=one.needed), "accent",
             more=_("until {day}").format(day=say_date(one.ends, today)))
        for one in cycles
    )  # fmt: skip
    first = min(cycles, key=lambda one: (one.have >= one.needed, one.ends))
    if all(one.have >= one.needed for one in cycles):
        title = _("All CEUs are in")
    elif len(cycles) == 1:
        title = _("{have:g} of {needed:g} CEUs").format(have=first.have, needed=first.needed)
    else:
        title = _("{name}: {have:g} of {needed:g} CEUs").format(name=first.name, have=first.have, needed=first.needed)
    pace = first.note or (_("On pace.") if first.on_pace else _("Behind the pace of the cycle."))
    parts = [_sources(first) if len(cycles) == 1 else "", pace]
    if count := sum(one.certificates for one in cycles):
        parts.append(plural("{n} certificate on file.", "{n} certificates on file.", count))
    note = " ".join(filter(None, parts))
    heads = (_("Credentials"), _("CEUs"), _("Needed"), _("Until"))
    rows = tuple((one.name, one.have, one.needed, one.ends) for one in cycles)
    return Finding("ceus", title, below, "progress", marks, heads, rows, note, 1.0)


def _sources(cycle: Cycle) -> str:
    told = [_("{units:g} from {source}").format(units=units, source=source) for source, units in cycle.sources]
    return listed(told[:SOURCES]) + "." if told else ""


def on_pace(have: float, needed: float, starts: date, ends: date, today: date) -> bool:
    """Whether as large a part of the units is in as of the cycle is over."""
    length = max((ends - starts).days, 1)
    return have >= needed * min(max((today - starts).days / length, 0.0), 1.0)


def where(numbers: Numbers) -> Finding:
    """Where she first met people."""
    below = _("Where you first met")
    if not numbers.where:
        return _nothing("where", below, "bars", _("Appears when you log where you met people."))
    label, first = numbers.where[0]
    total = sum(count for _label, count in numbers.where)
    if first * 2 > total:
        title = _("Most people come from one place: {where}").format(where=label)
    elif len(numbers.where) > 1 and numbers.where[1][1] == first:
        title = _("{one} and {other} bring most people").format(one=label, other=numbers.where[1][0])
    else:
        title = _("{where} brings most people").format(where=label)
    return _barred("where", title, below, numbers.where, (_("Where"), _("People")), "accent")


def credentials(numbers: Numbers) -> Finding:
    """The credentials that people she knows hold."""
    below = _("Credentials in your network, people can hold several")
    if not numbers.credentials:
        return _nothing("credentials", below, "bars", _("Appears when somebody's credentials are logged."))
    mark, count = numbers.credentials[0]
    title = _("Most hold the {mark}: {people}").format(mark=mark, people=plural("{n} person", "{n} people", count))
    return _barred("credentials", title, below, numbers.credentials, (_("Credential"), _("People")), "violet")


def _barred(
    key: str, title: str, below: str, counts: Sequence[tuple[str, int]], heads: tuple[str, ...], token: str
) -> Finding:
    marks = tuple(Mark(label, count, f"{count:,}", token) for label, count in counts)
    return Finding(key, title, below, "bars", marks, heads, tuple(counts))


def brought(numbers: Numbers, today: date) -> Finding:
    """What each event brought, the newest first."""
    below = _("People met, thanked, talks afterwards and CEUs of each event")
    events = numbers.brought
    heads = (_("Event"), _("Day"), _("Met"), _("Thanked"), _("Talks"), _("CEUs"), _("Again?"))
    if not events:
        return _nothing("brought", below, "table", _("Appears after the first event where you met somebody."))
    best = max(events, key=lambda one: (one.talks, one.met, one.day))
    if best.talks:
        title = _("{event} brought most: {met} and {talks}").format(
            event=best.name,
            met=plural("{n} person", "{n} people", best.met),
            talks=plural("{n} talk", "{n} talks", best.talks),
        )
    else:
        best = max(events, key=lambda one: (one.met, one.day))
        title = _("{event} brought most people: {n}").format(event=best.name, n=best.met)
    rows = tuple(
        (one.name, one.day, one.met, one.thanked, one.talks, one.ceus, _(AGAIN[one.again]) if one.again else "")
        for one in events
    )
    marks = tuple(
        Mark(one.name, one.met, brought_words(one), more=say_date(one.day, today)) for one in events
    )  # fmt: skip
    return Finding("brought", title, below, "table", marks, heads, rows)


def brought_words(one: Brought) -> str:
    """ "14 met, 9 thanked, 2 talks, 12 CEUs": what is nothing is left out, but for who was met."""
    parts = [_("{n} met").format(n=one.met)]
    if one.met:
        parts.append(_("{n} thanked").format(n=one.thanked))
    if one.talks:
        parts.append(plural("{n} talk", "{n} talks", one.talks))
    if one.ceus:
        parts.append(_("1 CEU") if one.ceus == 1 else _("{n:g} CEUs").format(n=one.ceus))
    return ", ".join(parts)


def say_month(day: date, today: date) -> str:
    """The month in a sentence: "Mar", in another year "Mar 2025"."""
    month = say_date(day.replace(day=1), today).split(" ")[0]
    return month if day.year == today.year else f"{month} {day.year}"


def spoken(finding: Finding) -> str:
    """The chart in words, for who does not see it: the first values and how many more there are."""
    if finding.empty:
        return finding.note
    if finding.shape == "days":
        return finding.note
    told = [f"{mark.label}: {mark.said or f'{mark.value:g}'}" for mark in finding.marks[:8]]
    if len(finding.marks) > 8:
        told.append(_("and {n} more").format(n=len(finding.marks) - 8))
    return "; ".join(told)


def _decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
