"""Files kept with an event, and what is in any of them; a person's come with her detail."""

from mrtnet.domain.rows import FileRow
from mrtnet.queries.reading import Connection, all_rows, one_row


def of_event(connection: Connection, event_id: int) -> list[FileRow]:
    """What is kept with this event, oldest first."""
    sql = "SELECT id, name, media_type, size, sha256 FROM file WHERE event_id = ? ORDER BY id"
    return [FileRow._make(row) for row in all_rows(connection, sql, (event_id,))]


def content(connection: Connection, file_id: int) -> bytes | None:
    """The bytes of a file; None if it is not in the book."""
    row = one_row(
        connection, "SELECT c.data FROM file AS f JOIN file_content AS c ON c.sha256 = f.sha256 WHERE f.id = ?",
        (file_id,),
    )  # fmt: skip
    return None if row is None else bytes(row[0])
