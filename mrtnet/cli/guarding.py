"""A word on standard error where what is kept or goes out may hold a patient's details; nothing is stopped."""

from collections.abc import Iterable, Sequence
from itertools import islice

from mrtnet.cli.verb import Call
from mrtnet.words import _, plural

MOST = 1_000
"""Texts that are looked at: a very large import or export is not kept waiting."""


def warn_of_patients(call: Call, texts: Iterable[str]) -> None:
    """One sentence if some of these texts may hold a patient's details. Never says what."""
    if call.about.patient_hints:
        from mrtnet.queries.note_guard import in_texts

        found = in_texts(call.book.read, ((0, text) for text in islice(texts, MOST)))
        if found.notes:
            several = plural("{n} text may hold patient details.", "{n} texts may hold patient details.", found.notes)
            call.warn(several + " " + _("“mrtnet check-note” says where."))


def warn_of_notes(call: Call, person_ids: Sequence[int]) -> None:
    """One sentence if notes of these people may hold a patient's details."""
    if call.about.patient_hints:
        from mrtnet.queries.note_guard import in_notes_of

        found = in_notes_of(call.book.read, person_ids[:MOST])
        if found.notes:
            several = plural("{n} note may hold patient details.", "{n} notes may hold patient details.", found.notes)
            call.warn(
                several + " " + _("They are people {ids} of the book.").format(ids=", ".join(map(str, found.whose)))
            )
        if len(person_ids) > MOST:
            call.warn(_("Only the notes of the first {n} people were looked at.").format(n=MOST))
