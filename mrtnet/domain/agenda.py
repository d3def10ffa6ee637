"""The agenda of a meeting: blocks with minutes, and whether they fit its length."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from mrtnet.domain.kinds import meeting_usage
from mrtnet.words import _, plural


class Block(NamedTuple):
    """One block: what, and for how many minutes (0: no time of its own)."""

    title: str
    minutes: int = 0


def default_agenda(kind: str, minutes: int) -> list[Block]:
    """The usual agenda of a kind of meeting in her language, fitted to the length."""
    return fitted([Block(_(title), each) for title, each in meeting_usage(kind).agenda], minutes)


def fitted(blocks: Sequence[Block], minutes: int) -> list[Block]:
    """The blocks with the same shares of another length: their minutes add up to it. Blocks of 0 minutes stay so.

    Where the length has fewer minutes than there are blocks, the last ones come to nothing.
    """
    total = sum(block.minutes for block in blocks)
    if not total or minutes < 0:
        return list(blocks)
    found, before, passed = [], 0, 0
    for block in blocks:
        passed += block.minutes
        until = round(passed * minutes / total)
        found.append(block._replace(minutes=until - before))
        before = until
    return found


def minutes_over(blocks: Sequence[Block], minutes: int) -> int:
    """By how many minutes the agenda is longer than the meeting; negative: that many are still free."""
    return sum(block.minutes for block in blocks) - minutes


def say_sum(blocks: Sequence[Block], minutes: int) -> str:
    """Whether the agenda fits, in a sentence; "" where it does to the minute or has no minutes at all."""
    over = minutes_over(blocks, minutes)
    if not over or over == -minutes:
        return ""
    if over < 0:
        return plural("{n} minute is still free.", "{n} minutes are still free.", -over)
    form = plural("The agenda is {n} minute too long", "The agenda is {n} minutes too long", over)
    return _("{too_long}: {sum} for a meeting of {minutes}.").format(too_long=form, sum=over + minutes, minutes=minutes)


def starts(blocks: Sequence[Block], start: datetime) -> list[datetime]:
    """When each block begins, counted from the start of the meeting."""
    at, found = start, []
    for block in blocks:
        found.append(at)
        at += timedelta(minutes=block.minutes)
    return found


def running(blocks: Sequence[Block], start: datetime, now: datetime) -> tuple[Block, datetime] | None:
    """The block that is on at a moment, and when it ends; None before the start, after the end, or without minutes."""
    at = start
    for block in blocks:
        ends = at + timedelta(minutes=block.minutes)
        if at <= now < ends:
            return block, ends
        at = ends
    return None
