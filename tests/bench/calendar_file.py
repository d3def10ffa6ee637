"""Row 11: every open follow-up and event as one calendar file, the first time and again with nothing changed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import icalendar

from mrtnet.exchange.ics import assemble
from mrtnet.store import connection as connections
from mrtnet.sync import items
from tests.bench.measure import CPU, Bench, Result, result, rounds

NOW = datetime(2026, 10, 15, 12, tzinfo=UTC)
SAMPLE = 500  # entries that the floor renders; its time is taken for all of them


def run(bench: Bench) -> Iterator[Result]:
    """The floor is icalendar's `to_ical` over the same entries, read beforehand, one at a time and joined."""
    write = connections.writing(bench.copy())
    out: dict[str, bytes] = {}

    def export(name: str, *, keep: bool) -> None:
        write.execute("BEGIN IMMEDIATE")
        told = items.outgoing(write, now=NOW)
        out[name] = assemble(told.components, told.zones, name="Follow-ups")
        write.execute("COMMIT" if keep else "ROLLBACK")

    export("kept", keep=True)
    events = icalendar.Calendar.from_ical(_beginning(out["kept"])).walk("VEVENT")
    count = out["kept"].count(b"BEGIN:VEVENT")
    again = rounds(
        bench.rounds,
        {"floor": lambda: _floor(events), "again": lambda: export("again", keep=False)},
        CPU,
    )

    def forget() -> None:
        write.execute("DELETE FROM calendar_item")
        write.execute("DELETE FROM quiet")
        items._looked_at.cache_clear()

    forget()

    def first() -> None:
        items._looked_at.cache_clear()
        export("first", keep=False)

    new = rounds(bench.rounds, {"floor": lambda: _floor(events), "first": first}, CPU)
    write.close()
    share = count / len(events)
    floors = [time * share for time in new["floor"]]
    yield result(11, f".ics of {count:,} entries, first", bench, floors, new["first"], 1.15)
    floors = [time * share for time in again["floor"]]
    yield result(11, "again, unchanged", bench, floors, again["again"], 1 / 200)
    assert out["again"] == out["kept"], "an unchanged export must give the same bytes"


def _beginning(calendar: bytes) -> bytes:
    """The calendar with its first entries only."""
    head, *entries = calendar.split(b"BEGIN:VEVENT")
    kept = b"".join(b"BEGIN:VEVENT" + entry for entry in entries[:SAMPLE])
    return head + kept.removesuffix(b"END:VCALENDAR\r\n") + b"END:VCALENDAR\r\n"


def _floor(events: list[icalendar.Component]) -> bytes:
    return b"".join(event.to_ical() for event in events)
