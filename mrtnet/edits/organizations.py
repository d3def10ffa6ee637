"""Employers, schools and associations: found by name or added."""

from sqlmodel import Session

from mrtnet.domain.names import fold
from mrtnet.queries.reading import one_row
from mrtnet.store.book import driver_connection
from mrtnet.store.tables import Organization


def organization_named(session: Session, name: str, *, sample: bool = False) -> int | None:
    """The id of the organization with this name, however it is spelled; added if it is new; None without a name."""
    if not name:
        return None
    key = fold(name).strip()
    known = one_row(driver_connection(session), "SELECT id FROM organization WHERE name_key = ? ORDER BY id", (key,))
    if known is not None:
        return int(known[0])
    new = Organization(name=name, name_key=key, sample=sample)
    session.add(new)
    session.flush()
    return new.id
