"""The quick line: one person as she is typed, in one line, in any order behind the name.

    Rosa Delgado-Ruiz RHIT, CCS; Coding Lead @ Lakeshore; (312) 555-0148; "DRG validation"; #coding; !thank-you tomorrow

Understanding marks pieces of the line; whatever no piece covers is kept as what was talked about. So nothing typed is
ever dropped. Text of several people, signatures, cards and rows go through `read_lines`.
"""

from datetime import date

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.quick_pieces import people_and_work
from mrtnet.domain.quick_reading import NOBODY_KNOWN, Known, Reading, Token, Understood, Unreadable
from mrtnet.domain.quick_signs import SIGNS
from mrtnet.domain.when import US_WORKING_DAYS

__all__ = ["Known", "Token", "Understood", "Unreadable", "read_line", "read_lines"]


def read_line(
    line: str,
    *,
    today: date,
    days: WorkingDays = US_WORKING_DAYS,
    known: Known = NOBODY_KNOWN,
    day_first: bool = False,
) -> Understood:
    """The person in one line. Raises Trouble where not even a name or a way to reach her is found, or one is too long.

    Dates are days of her calendar, counted from `today`; "@ Mercy" and "#coding" take the spelling of `known`.
    """
    reading = Reading(line, today, days, known, day_first)
    for take in (*SIGNS, people_and_work):
        take(reading)
    return reading.understood()


def read_lines(
    text: str,
    *,
    today: date,
    days: WorkingDays = US_WORKING_DAYS,
    known: Known = NOBODY_KNOWN,
    day_first: bool = False,
) -> list[Understood | Unreadable]:
    """Everybody in a text: one person a line, or a pasted signature, vCards, or rows of a spreadsheet as a whole.

    Blank lines and lines that begin with // are skipped. Never raises: what cannot be read comes back as Unreadable.
    """
    from mrtnet.domain import quick_paste  # only what is pasted needs it

    return quick_paste.read_pasted(text, today=today, days=days, known=known, day_first=day_first)
