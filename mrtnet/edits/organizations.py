"""Employers, schools and associations: found by name or added."""

from sqlmodel import Session, col, select

from mrtnet.domain.names import fold
from mrtnet.store.tables import Organization


def organization_named(session: Session, name: str, *, sample: bool = False) -> int | None:
    """The id of the organization with this name, however it is spelled; added if it is new; None without a name."""
    if not name:
        return None
    key = fold(name).strip()
    known = session.exec(select(Organization).where(col(Organization.name_key) == key)).first()
    if known is None:
        known = Organization(name=name, name_key=key, sample=sample)
        session.add(known)
        session.flush()
    return known.id
