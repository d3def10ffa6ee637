"""A week at a glance: how many follow-ups were done and are planned on each day."""

from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.queries.reading import Connection, all_rows


class DayLoad(NamedTuple):
    """One day: follow-ups done on it, and open ones due on it."""

    day: date
    done: int
    planned: int


def loads(connection: Connection, first: date, days: int = 7) -> list[DayLoad]:
    """The load of each day from `first` on."""
    last = first + timedelta(days=days - 1)
    span = (first.isoformat(), last.isoformat())
    done = dict(
        all_rows(
            connection,
            "SELECT closed_on, count(*) FROM follow_up WHERE state = 'done' AND closed_on BETWEEN ? AND ?"
            " GROUP BY closed_on",
            span,
        )
    )
    planned = dict(
        all_rows(
            connection,
            "SELECT due, count(*) FROM follow_up WHERE state = 'open' AND due BETWEEN ? AND ? GROUP BY due",
            span,
        )
    )
    every = [first + timedelta(days=number) for number in range(days)]
    return [DayLoad(day, done.get(day.isoformat(), 0), planned.get(day.isoformat(), 0)) for day in every]
