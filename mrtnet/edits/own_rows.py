"""Her own playbooks, templates and questions in the book: one row a key."""

from typing import TypeVar

from sqlmodel import Session, col, select

from mrtnet.store.tables import OwnFile
from mrtnet.trouble import Trouble

Own = TypeVar("Own", bound=OwnFile)


def own(session: Session, table: type[Own], key: str) -> Own | None:
    """Hers of this key."""
    return session.exec(select(table).where(col(table.key) == key)).first()


def keep(session: Session, table: type[Own], key: str, title: str, body: str, most: int, full: str) -> None:
    """Keep it, in place of the one with its key. Raises Trouble with the sentence `full` beyond `most` of them."""
    row = own(session, table, key)
    if row is None:
        if len(session.exec(select(table.id)).all()) >= most:
            raise Trouble(full.format(n=most))
        row = table(key=key, title=title, body=body)
    row.title, row.body = title, body
    session.add(row)
    session.flush()
