"""The busy times of people, as they are on file, and prompts held back by them."""

from mrtnet.domain.busy_seasons import WAITING, Season, quiet_day, say_busy, seasons_of
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.playbook_parts import PlannedStep
from mrtnet.queries.reading import Connection, all_rows


def rules_of(connection: Connection, person_id: int) -> list[str]:
    """Her busy times in the words they were typed in."""
    found = all_rows(connection, "SELECT rule FROM busy_season WHERE person_id = ? ORDER BY id", (person_id,))
    return [row[0] for row in found]


def seasons(connection: Connection, person_id: int | None) -> tuple[Season, ...]:
    """Her busy times as they can be asked about; none for nobody."""
    return seasons_of(rules_of(connection, person_id)) if person_id is not None else ()


def held_back(connection: Connection, person_id: int | None, step: PlannedStep, days: WorkingDays) -> PlannedStep:
    """The step of a playbook on a day when she has time for it, with the reason; most stay as they are."""
    busy = seasons(connection, person_id) if step.kind in WAITING else ()
    if not busy or not (why := say_busy(step.due, busy)):
        return step
    return step._replace(due=quiet_day(step.due, busy, days), why=f"{step.why}; {why}" if step.why else why)
