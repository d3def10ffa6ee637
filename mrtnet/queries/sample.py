"""The sample network: whether it is in the book."""

import json
from collections.abc import Mapping

from mrtnet.queries.reading import Connection, one_row

TABLES = ("person", "event", "saved_list")
"""Where rows of the sample are: while one is left, the sample is in the book."""


def is_loaded(connection: Connection) -> bool:
    """Whether anything of the sample network is in the book: then a bar offers to remove it."""
    return any(
        one_row(connection, f"SELECT 1 FROM {table} WHERE sample = 1 LIMIT 1") is not None for table in reversed(TABLES)
    )


def came(connection: Connection, touched: Mapping[str, frozenset[int]]) -> bool:
    """Whether any of these rows, ids by table, is one of the sample: no look at all the others."""
    among = "SELECT 1 FROM {table} WHERE sample = 1 AND id IN (SELECT value FROM json_each(?)) LIMIT 1"
    return any(
        one_row(connection, among.format(table=table), (json.dumps([*touched.get(table, ())]),)) for table in TABLES
    )
