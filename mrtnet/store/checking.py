"""What can be wrong with a book, and how it is said: for `mrtnet check` and the window's data page."""

from pathlib import Path
from typing import Any

from mrtnet.store import connection as connections
from mrtnet.store import schema, search_index
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def problems(connection: Any, path: Path) -> list[str]:
    """All that is wrong, one sentence each: structure, pages, references, search index, file contents."""
    try:
        schema.refuse_unless_ours(connection)
        found = [
            _("The file is damaged: {detail}.").format(detail=row[0])
            for row in connection.execute("PRAGMA integrity_check(5)").fetchall()
            if row[0] != "ok"
        ]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            found.append(plural("{n} row refers to nothing.", "{n} rows refer to nothing.", len(dangling)))
        stale = search_index.verify(connection)
        if stale:
            found.append(
                plural("Search is out of date for {n} person.", "Search is out of date for {n} people.", len(stale))
            )
        lost = connection.execute(
            "SELECT count(*) FROM file WHERE sha256 NOT IN (SELECT sha256 FROM file_content)"
        ).fetchone()[0]
        if lost:
            found.append(plural("The content of {n} file is missing.", "The contents of {n} files are missing.", lost))
        return found
    except Trouble as wrong:
        return [str(wrong)]
    except connections.DatabaseError as wrong:
        return [str(connections.trouble(wrong, path))]
