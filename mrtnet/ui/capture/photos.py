"""Photos of cards dropped on quick capture: they wait with the card that is typed and are kept with its person."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData

from mrtnet.domain.files import KeptFile
from mrtnet.ui.keeping import dropped_paths, read_file
from mrtnet.words import _, plural


class Photos:
    """What waits with the card, and what went with those saved, by step, in case one is taken back."""

    def __init__(self) -> None:
        self._waiting: list[KeptFile] = []
        self._gone: dict[int, tuple[KeptFile, ...]] = {}

    def take(self, mime: QMimeData) -> str:
        """Read what is dropped; says what happens with it. Raises Trouble for what cannot be kept."""
        self._waiting += [read_file(path) for path in dropped_paths(mime)]
        return self.words()

    def words(self) -> str:
        """What happens with what waits; "" if nothing does."""
        if not self._waiting:
            return ""
        number = len(self._waiting)
        what = self._waiting[0].name if number == 1 else plural("{n} file", "{n} files", number)
        return _("{what} will be kept with this person.").format(what=what)

    def draft(self) -> str:
        """What waits, as the body of a draft."""
        told = [[file.name, file.media_type, b64encode(file.data).decode()] for file in self._waiting]
        return json.dumps(told) if told else ""

    def restore(self, told: Any) -> None:
        """What waited when the program ended, from its draft."""
        try:
            self._waiting = [KeptFile(str(name), str(kind), b64decode(data)) for name, kind, data in told or ()]
        except (TypeError, ValueError):  # not what we wrote
            self._waiting = []

    def hand_over(self) -> tuple[KeptFile, ...]:
        """What goes with the card that is saved now."""
        handed, self._waiting = tuple(self._waiting), []
        return handed

    def saved(self, step: int, files: Sequence[KeptFile]) -> None:
        """They are in the book."""
        if files:
            self._gone[step] = tuple(files)

    def back(self, files: Sequence[KeptFile]) -> None:
        """The card came back, and they with it."""
        self._waiting = [*files, *self._waiting]

    def taken_back(self, step: int) -> None:
        """The step was undone."""
        self.back(self._gone.pop(step, ()))
