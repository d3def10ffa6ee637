"""The sample network: whether it is in the book."""

from mrtnet.queries.reading import Connection, one_row


def is_loaded(connection: Connection) -> bool:
    """Whether anything of the sample network is in the book: then a bar offers to remove it."""
    found = one_row(
        connection,
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM person WHERE sample = 1) OR EXISTS (SELECT 1 FROM event WHERE sample = 1)"
        " OR EXISTS (SELECT 1 FROM saved_list WHERE sample = 1)",
    )
    return found is not None
