"""What of a file could not be taken over: where it stands, what it is, and why, for the list after an import."""

from dataclasses import dataclass

from mrtnet.words import _

SHOWN = 60  # characters of a lost line that are shown


@dataclass(frozen=True, order=True)
class Problem:
    """One thing of a file that was left out or read differently than written. They sort as the file goes.

    `line` counts from 1; `what` names it (a property, a column, the beginning of a line), `reason` is a whole sentence.
    `lost` is False where nothing is missing and she should only know.
    """

    line: int
    what: str
    reason: str
    lost: bool = True

    @property
    def sentence(self) -> str:
        """All of it for a list: "Line 12, PHOTO: The picture is too large."."""
        if not self.what:
            return _("Line {line}: {why}").format(line=self.line, why=self.reason)
        return _("Line {line}, {what}: {why}").format(line=self.line, what=self.what, why=self.reason)


def excerpt(text: str) -> str:
    """The beginning of a line, to recognise it by: printable, on one line, at most 60 characters."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text[: SHOWN * 4])
    plain = " ".join(plain.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
