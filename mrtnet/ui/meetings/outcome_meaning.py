"""What a line of an outcome means: advice, a promise or a person named, and the day on which it comes back to her."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mrtnet.domain.meeting_forms import PromiseForm, Side
from mrtnet.domain.outcome_lines import advice_line, named_line, promise_line
from mrtnet.domain.when import say_day
from mrtnet.queries import people
from mrtnet.ui.desk import Desk
from mrtnet.ui.meetings.outcome_list import Read
from mrtnet.words import _

ADVICE_IN, MINE_IN, THEIRS_IN, NAMED_IN = 7, 3, 7, 2  # days until a follow-up that she asked for without a day
Told = Sequence[tuple[str, bool | None]]
"""Lines as a list tells them: the text, and whether she asked for a follow-up (None: as the line says)."""


class Meaning:
    """Reads lines as of today. `follow` is whether she asked for a follow-up; None leaves it to the line."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def advice(self, text: str, follow: bool | None) -> Read:
        """Something to do."""
        found = advice_line(text, **self._days())
        due = found.due if found and follow is None else None
        if follow:
            due = (found.due if found else None) or self.within(ADVICE_IN)
        return Read(due, _("Follow-up {day}").format(day=say_day(due, self.desk.today)) if due else "")

    def promise(self, side: Side, text: str, follow: bool | None) -> Read:
        """A promise of hers or theirs."""
        found = promise_line(text, (), usual=side, **self._days())
        due = found.due if found and follow is None else None
        if follow:
            due = (found.due if found else None) or self.within(MINE_IN if side == "mine" else THEIRS_IN)
        form = _("Reminder {day}") if side == "mine" else _("You ask after it if it is not kept by {day}")
        return Read(due, form.format(day=say_day(due, self.desk.today)) if due else "")

    def named(self, text: str, _follow: bool | None) -> Read:
        """Somebody they named: on file, or new."""
        found = named_line(text)
        if found is None:
            return Read()
        known = people.ids_named(self.desk.read, found.name)
        exact = [row for row in people.rows(self.desk.read, known) if row.name == found.name] if len(known) == 1 else []
        if exact:
            return Read(None, _("{name} is on file already.").format(name=found.name))
        due = self.within(NAMED_IN)
        day = say_day(due, self.desk.today)
        words = _("New: {name}. Ask for a talk {day}").format(name=found.name[:80], day=day)
        return Read(due, words)

    def all_advice(self, told: Told) -> list[dict[str, Any]]:
        """The advice of these lines, for the form. A line whose day is not wanted keeps it in its words."""
        found = []
        for text, follow in told:
            line = advice_line(text, **self._days())
            if line is not None:
                due = self.advice(text, follow).due
                found.append({"text": line.text if due or follow is None else text.strip(), "due": due})
        return found

    def all_promises(self, side: Side, told: Told, names: Sequence[str]) -> list[PromiseForm]:
        """The promises of these lines; `names` are what a line may call the other side."""
        found = []
        for text, follow in told:
            line = promise_line(text, names, usual=side, **self._days())
            if line is not None:
                found.append(line.model_copy(update={"due": self.promise(line.side, text, follow).due}))
        return found

    def within(self, days: int) -> date:
        """The working day that many days from today."""
        return self.desk.about.days.on_or_after(self.desk.today + timedelta(days=days))

    def _days(self) -> dict[str, Any]:
        about = self.desk.about
        return {"today": self.desk.today, "days": about.days, "day_first": about.day_first}
