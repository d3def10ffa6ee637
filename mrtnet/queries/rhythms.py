"""How a relationship stands against its own rhythm, as SQL: for lists and counts over everybody."""

from datetime import date

from mrtnet.domain.about import About
from mrtnet.domain.rhythm import GONE_QUIET, TIERS, rhythm_days


def rhythm_sql(about: About) -> str:
    """SQL for the days between contacts of person `p`: her own number, else the tier's; NULL where none runs.

    The same rule as `domain.rhythm.rhythm_days`.
    """
    tiers = [(key, rhythm_days(key, None, about.rhythms)) for key in TIERS]
    cases = " ".join(f"WHEN '{key}' THEN {days}" for key, days in tiers if days)
    by_tier = f"CASE p.tier {cases} END" if cases else "NULL"
    return f"CASE WHEN p.rhythm_days IS NULL THEN {by_tier} WHEN p.rhythm_days > 0 THEN p.rhythm_days END"


def julian(day: date) -> float:
    """The day as SQLite's `julianday` counts it."""
    return day.toordinal() + 1721424.5


def quiet_sql(about: About, today: str) -> str:
    """SQL that holds for person `p` whose rhythm passed by a quarter; `today` is SQL for a Julian day number."""
    days = rhythm_sql(about)
    return (
        "p.do_not_contact = 0 AND p.deceased = 0 AND p.last_contact IS NOT NULL"
        f" AND ({today} - julianday(p.last_contact)) > {GONE_QUIET} * ({days})"
    )
