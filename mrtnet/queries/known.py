"""What the book knows already, for completing and for spotting doubles: employers, tags, events, ways to reach."""

from collections.abc import Sequence

from mrtnet.domain.names import fold
from mrtnet.queries.reading import Connection, all_rows, in_batches


def organizations(connection: Connection) -> list[str]:
    """The names of all employers and bodies, as they are spelled in the book."""
    return [row[0] for row in all_rows(connection, "SELECT name FROM organization ORDER BY name_key")]


def organizations_like(connection: Connection, begun: str, limit: int = 8) -> list[str]:
    """Employers whose name begins so."""
    key = fold(begun).strip()
    found = all_rows(
        connection,
        "SELECT name FROM organization WHERE name_key BETWEEN ? AND ? ORDER BY name_key LIMIT ?",
        (key, key + "\U0010ffff", limit),
    )
    return [row[0] for row in found]


def tags(connection: Connection) -> list[str]:
    """All tags."""
    return [row[0] for row in all_rows(connection, "SELECT name FROM tag ORDER BY name_key")]


def events(connection: Connection) -> list[str]:
    """The names of all events, the newest first."""
    return [row[0] for row in all_rows(connection, "SELECT name FROM event ORDER BY first_day DESC, id DESC")]


def people_reached_by(connection: Connection, normals: Sequence[str]) -> list[int]:
    """Who already has one of these ways to be reached (normalised by `contact_points.normal`)."""
    found: set[int] = set()
    for marks, batch in in_batches(list(normals)):
        found.update(
            row[0]
            for row in all_rows(
                connection, f"SELECT person_id FROM reach WHERE normal IN ({marks}) AND normal <> ''", batch
            )
        )
    return sorted(found)
