"""Makes the sample book of the current schema version that the tests keep for ever: a few rows in every table.

Run `PYTHONPATH=. python tests/store/make_sample_book.py` once when a version is new; a sample of a past version is
never made anew.
"""

from pathlib import Path
from typing import Any

from store_rows import insert

from mrtnet.store import connection as connections
from mrtnet.store import journal, schema, search_index

PEOPLE = (
    ("Rosa Delgado-Ruiz", "Rosa", "Delgado-Ruiz", "RHIT", "rdelgado@lakeshoremc.example"),
    ("Trần Ngọc Ánh", "Ánh", "Trần", "CCS", "anh@northfield.example"),
)


def fill(connection: Any) -> None:
    """Two people met at a conference, each with everything a person can have; and one row of her own of each kind."""
    organization = insert(connection, "organization", name="Lakeshore Medical Center", name_key="lakeshore")
    event = insert(connection, "event", name="Fall Coding Roundtable", name_key="fall", kind="conference", ceus=4.5)
    insert(connection, "session", event_id=event, title="DRG validation", day="2026-10-15", starts="09:30")
    tag = insert(connection, "tag", name="coding", name_key="coding")
    call = insert(connection, "interaction", kind="talk", day="2026-10-15", title="At the coffee table", event_id=event)
    for name, given, family, mark, mail in PEOPLE:
        person = insert(
            connection, "person", name=name, given=given, family=family, sort_key=family, name_key=name.lower(),
            met_event_id=event, met_on="2026-10-15",
        )  # fmt: skip
        insert(connection, "job", person_id=person, organization_id=organization, title="Coding Lead")
        insert(connection, "reach", person_id=person, property="EMAIL", value=mail, normal=mail)
        insert(connection, "credential", person_id=person, mark=mark)
        insert(connection, "interaction_person", interaction_id=call, person_id=person)
        run = insert(connection, "run", playbook="P1", person_id=person, event_id=event, anchor="2026-10-15")
        insert(connection, "follow_up", person_id=person, run_id=run, kind="thank-you", title="Thank", due="2026-10-16")
    insert(connection, "address", person_id=1, street="12 Shore Road", locality="Chicago")
    insert(connection, "person_tag", person_id=1, tag_id=tag)
    insert(connection, "person_role", person_id=1, role="mentor")
    connection.execute("INSERT INTO file_content VALUES ('4e', x'89504E47')")
    photo = insert(connection, "file", name="rosa.png", media_type="image/png", sha256="4e", size=4, person_id=1)
    connection.execute("UPDATE person SET photo_id = ? WHERE id = 1", (photo,))
    for table in ("playbook", "template", "saved_list", "kind", "setting"):
        insert(connection, table)


def make(path: Path) -> None:
    """Write the book by the driver alone, as one file."""
    path.unlink(missing_ok=True)
    connections.make_private_file(path)
    connection = connections.writing(path, lambda look: look.execute("PRAGMA page_size = 1024"))
    connection.execute("BEGIN")
    schema.create(connection)
    journal.open_step(connection, "Logged 2 people", "2026-10-15T21:30:00Z", "window")
    fill(connection)
    journal.close_step(connection)
    journal.open_step(connection, "Noted a shadow day", "2026-10-15T21:31:00Z", "command line")
    connection.execute("UPDATE person SET note = 'offered a shadow day' WHERE id = 1")
    journal.close_step(connection)
    search_index.refresh(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    connection.execute("VACUUM")
    connection.close()


if __name__ == "__main__":
    book = Path(__file__).resolve().parent.parent / "data" / "books" / f"{schema.VERSION}.mrtnet"
    book.parent.mkdir(parents=True, exist_ok=True)
    make(book)
    print(f"{book.name}: {book.stat().st_size} bytes")
