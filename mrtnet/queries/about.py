"""What the book knows about her."""

from mrtnet.domain.about import About, from_texts
from mrtnet.queries.reading import Connection, all_rows


def about(connection: Connection) -> About:
    """Her settings."""
    return from_texts(dict(all_rows(connection, "SELECT key, value FROM setting")))
