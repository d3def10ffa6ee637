"""The printable record of her CEUs: one part a cycle, with its units, what stands of it, and where the rule is from."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from mrtnet.domain.career import CeuRow
from mrtnet.domain.certification import Standing, check_with, say_deadline, say_missing, say_share
from mrtnet.domain.when import say_date
from mrtnet.words import _


class Part(NamedTuple):
    """One cycle on paper: its title, sentences, and rows of (day, activity, provider, units, certificate)."""

    title: str
    sentences: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str, str], ...]
    total: str


class Record(NamedTuple):
    """The whole record: whose it is, when it was made, and its parts."""

    title: str
    below: str
    parts: tuple[Part, ...]


def record(name: str, standings: Sequence[Standing], units: Sequence[CeuRow], today: date) -> Record:
    """The record of these cycles; units in none of them come last, so that nothing is left out."""
    title = _("Continuing education: {name}").format(name=name) if name else _("Continuing education")
    counted = {number for each in standings for number in each.counted}
    parts = [_part(each, [row for row in units if row.id in each.counted], today) for each in standings]
    rest = [row for row in units if row.id not in counted]
    if rest:
        words = _("Outside of every cycle on file") if standings else _("Units on file")
        parts.append(Part(words, (), _rows(rest), _sum(rest)))
    return Record(title, _("As of {day}").format(day=_day(today)), tuple(parts))


def _part(each: Standing, rows: Sequence[CeuRow], today: date) -> Part:
    marks = ", ".join(each.marks)
    body = each.rule.body or each.cycle.key
    title = _("{body}: {start} to {end}").format(body=f"{body} ({marks})" if marks else body,
                                                 start=_day(each.cycle.starts), end=_day(each.cycle.ends))  # fmt: skip
    sentences = [] if each.rule.exam_again else [
        _("{have:g} of {needed:g} CEUs").format(have=each.have, needed=each.needed) + ".",
        *(say_share(share) + "." for share in each.shares if share.have or share.missing or not share.quota.optional),
    ]  # fmt: skip
    sentences += [say_missing(each), say_deadline(each), check_with(each.rule, date.min)]
    return Part(title, tuple(text for text in sentences if text), _rows(rows), _sum(rows))


def _rows(rows: Sequence[CeuRow]) -> tuple[tuple[str, str, str, str, str], ...]:
    ordered = sorted(rows, key=lambda row: (row.day, row.id))
    return tuple((_day(row.day), _activity(row), row.provider, f"{row.units:g}", row.file) for row in ordered)


def _activity(row: CeuRow) -> str:
    more = row.event if row.event and row.event != row.title else ""
    return f"{row.title} ({more})" if more else row.title


def _sum(rows: Sequence[CeuRow]) -> str:
    return f"{round(sum(row.units for row in rows), 2):g}"


def _day(day: date) -> str:
    """With its year always: paper is read later."""
    return say_date(day, date(day.year - 1, 1, 1)) if day.year > 1 else day.isoformat()
