"""Writes the generated half of the newest golden schema: the journal's images and triggers, and the search marks.

Run `python packaging/golden.py` after changing the tables by hand in mrtnet/store/schema/N.sql.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mrtnet.store import schema

if __name__ == "__main__":
    path = schema.path(schema.VERSION)
    path.write_text(schema.complete(path.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{path.name}: {len(path.read_text(encoding='utf-8').splitlines())} lines")
