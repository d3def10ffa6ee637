"""Other zone data than at the last start: meetings keep their wall time, in one step, only where something differs."""

from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import Session

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import meetings as edits
from mrtnet.queries import meetings, zone_rules
from mrtnet.store.book import Book
from mrtnet.store.tables import Meeting
from mrtnet.ui.desk import Desk
from mrtnet.ui.zone_news import look

TODAY = date(2026, 10, 15)


@pytest.fixture
def planned(filled: Book) -> Book:
    """Two meetings, one of them over."""
    for day in (date(2026, 11, 5), date(2026, 10, 1)):
        filled.do(edits.plan_meeting, MeetingForm(day=day, at=time(15), zone="America/Chicago"), [1], today=TODAY)
    return filled


def other_rules(session: Session, meeting_id: int) -> None:
    """The instant as an older set of rules had it."""
    meeting = session.get_one(Meeting, meeting_id)
    meeting.starts_utc = datetime(2026, 11, 5, 20, tzinfo=UTC)
    session.add(meeting)


def test_the_same_data_changes_nothing(planned: Book) -> None:
    desk = Desk(planned, inline=True)
    step = planned.newest_step()
    look(desk)
    assert planned.newest_step() == step
    assert zone_rules.is_known(planned.read, zone_rules.version())


def test_another_version_moves_what_differs_once_and_undoably(planned: Book) -> None:
    desk = Desk(planned, inline=True)
    planned.do(other_rules, 1)
    step = planned.newest_step()
    assert zone_rules.moved(planned.read, desk.now) == [1]
    look(desk)
    row = meetings.row(planned.read, 1)
    assert row is not None
    assert row.starts is not None
    assert (row.at, row.starts.isoformat()) == (time(15), "2026-11-05T21:00:00+00:00")
    assert planned.newest_step() == step + 1
    look(desk)
    assert planned.newest_step() == step + 1
    desk.undo()
    assert zone_rules.moved(planned.read, desk.now) == [1]


def test_a_known_version_is_not_looked_at_again(planned: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(planned, inline=True)
    look(desk)
    planned.do(other_rules, 1)
    step = planned.newest_step()
    look(desk)
    assert planned.newest_step() == step
    monkeypatch.setattr(zone_rules, "version", lambda: "2099z")
    look(desk)
    assert planned.newest_step() == step + 1
