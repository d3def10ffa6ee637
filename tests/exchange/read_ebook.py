"""Runs under the system's Python: reads vCards with Evolution's library. A line of base64 in, a line of JSON out.

One card a line. Debian: gir1.2-ebookcontacts-1.2 and python3-gi.
"""

import gi
from answering import answer_all

gi.require_version("EBookContacts", "1.2")
from gi.repository import EBookContacts  # noqa: E402

NAMES = ("FN", "N", "EMAIL", "TEL", "ORG", "TITLE", "NOTE", "CATEGORIES", "URL", "UID")


def read(content):
    card = EBookContacts.VCard.new_from_string(content)
    found = {name: [] for name in NAMES}
    for attribute in card.get_attributes() or []:
        name = (attribute.get_name() or "").upper()
        if name in found:
            values = attribute.get_values_decoded() or []
            found[name].append([value.str if value.str is not None else "" for value in values])
    return found


answer_all(read)
