"""A card with a QR code on it: what the code tells counts more than the print, which adds what is missing."""

from collections.abc import Iterable, Sequence

from mrtnet.domain.card_reading import CardRead
from mrtnet.domain.card_repairs import confused
from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import LINE, Job, PersonForm, Reach
from mrtnet.domain.merging import merged
from mrtnet.words import _


def with_code(read: CardRead | None, people: Sequence[PersonForm], others: Sequence[str] = ()) -> CardRead:
    """The card with what its QR codes tell: a person of a code counts more than the print, which adds what is missing.

    A code of somebody else (another card lies in the picture) and one that names nobody stand in the note.
    """
    notes = [_("QR code: {text}").format(text=" ".join(text.split())[:LINE]) for text in others]
    printed = read.form if read is not None else None
    if not people:
        assert read is not None
        return read._replace(form=_noting(read.form, notes))
    coded = people[0]
    if read is None or printed is None:
        return CardRead(_noting(coded, notes))
    choices = {"name": 0 if coded.given or coded.family or coded.name else 1}
    form = merged((coded, printed), choices)
    job = coded.jobs[0] if coded.jobs else Job()
    told = {"name": coded.name, "organization": job.organization, "title": job.title, "department": job.department}
    if coded.jobs:
        form.jobs = _jobs(coded.jobs, printed.jobs)
    form.reaches = [*coded.reaches, *_beyond(coded.reaches, printed.reaches)]
    unsure = tuple(key for key in read.unsure if not told.get(key))
    return _placed(CardRead(_noting(form, notes), unsure, read.places), printed)


def _jobs(coded: list[Job], printed: list[Job]) -> list[Job]:
    """The job of the code, with what only the print says of it."""
    if not printed:
        return coded
    more = {key: value for key, value in printed[0].model_dump().items() if value and not getattr(coded[0], key)}
    return [coded[0].model_copy(update=more), *coded[1:]]


def _beyond(coded: list[Reach], printed: list[Reach]) -> list[Reach]:
    """What is printed and not in the code. An address or link that differs by a letter was misread."""
    known = {(reach.property, normal(reach)) for reach in coded}
    alike = {(reach.property, confused(reach.value)) for reach in coded}
    return [
        reach
        for reach in printed
        if (reach.property, normal(reach)) not in known and (reach.property, confused(reach.value)) not in alike
    ]


def _placed(read: CardRead, printed: PersonForm) -> CardRead:
    """Places and doubts by the numbers of the reaches as they are now."""
    keys = {normal(reach): key for key, reach in numbered(printed.reaches)}
    renamed = {keys[normal(reach)]: key for key, reach in numbered(read.form.reaches) if normal(reach) in keys}
    places = {renamed.get(key, key): box for key, box in read.places.items() if " " not in key or key in renamed}
    unsure = [renamed.get(key, key) for key in read.unsure if " " not in key or key in renamed]
    return read._replace(places=places, unsure=tuple(unsure))


def numbered(reaches: Iterable[Reach]) -> list[tuple[str, Reach]]:
    """The reaches with their names in `CardRead`: "EMAIL 1", "TEL 1", "TEL 2"."""
    seen: dict[str, int] = {}
    found = []
    for reach in reaches:
        seen[reach.property] = seen.get(reach.property, 0) + 1
        found.append((f"{reach.property} {seen[reach.property]}", reach))
    return found


def _noting(form: PersonForm, notes: Sequence[str]) -> PersonForm:
    return form.model_copy(update={"note": "\n".join(filter(None, (form.note, *notes)))}) if notes else form
