"""Erase for good: a person leaves the book and its history, and so every backup made from now on."""

from typing import Any

from mrtnet.store import journal
from mrtnet.trouble import Trouble
from mrtnet.words import _


def erase(connection: Any, person_id: int) -> None:
    """Delete the person and all rows only about her, and forget their images. Inside a transaction, no step."""
    if connection.execute("SELECT 1 FROM person WHERE id = ?", (person_id,)).fetchone() is None:
        raise Trouble(_("There is no such person in the book."))
    rows = {table: {person_id} if table == "person" else set[int]() for table in journal.TABLES}
    for table in ("job", "reach", "address", "credential", "person_tag", "person_role", "run", "follow_up", "file"):
        rows[table] = _ids(connection, f"SELECT id FROM {table} WHERE person_id = ?", person_id)
    only_hers = (
        "SELECT interaction_id FROM interaction_person GROUP BY interaction_id"
        " HAVING count(*) = 1 AND max(person_id) = ?"
    )
    rows["interaction"] = _ids(connection, only_hers, person_id)
    rows["interaction_person"] = _ids(connection, "SELECT id FROM interaction_person WHERE person_id = ?", person_id)
    for table in ("interaction", "follow_up", "run"):
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(row,) for row in rows[table]])
    uids = connection.execute("SELECT uid FROM person WHERE id = ?", (person_id,)).fetchall()
    connection.execute("DELETE FROM person WHERE id = ?", (person_id,))
    journal.forget_rows(connection, rows, _("(erased for good)"))
    connection.execute("DELETE FROM draft")  # a half-typed card may be about her
    connection.execute(
        "DELETE FROM calendar_item WHERE uid NOT IN (SELECT uid FROM follow_up UNION SELECT uid FROM event"
        " UNION SELECT uid FROM session) AND cancelled = 0"
    )
    connection.executemany("DELETE FROM calendar_item WHERE uid = ?", uids)
    connection.execute(
        "DELETE FROM file_content WHERE sha256 NOT IN (SELECT sha256 FROM file)"
        " AND sha256 NOT IN (SELECT sha256 FROM was_file WHERE sha256 IS NOT NULL)"
    )


def _ids(connection: Any, sql: str, person_id: int) -> set[int]:
    return {row[0] for row in connection.execute(sql, (person_id,)).fetchall()}
