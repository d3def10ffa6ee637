"""The cards that were photographed and are not saved yet: what was read of each, what she typed, what she decided.

It outlives everything: the pile is a draft of the book, and each picture is another one, kept when it comes.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError
from PySide6.QtGui import QImage

from mrtnet.domain.arrivals import Arrival, Candidate, Incoming
from mrtnet.domain.card_form import form_of, texts_of
from mrtnet.domain.card_lines import Box
from mrtnet.domain.card_reading import CardRead
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import PersonForm
from mrtnet.trouble import Trouble
from mrtnet.words import _, later, plural

if TYPE_CHECKING:
    from mrtnet.edits.card_photos import CardPhoto

KEY = "cards"  # of the draft; each picture's is "cards.photo:ID"
State = Literal["waiting", "reading", "read", "failed"]
Answer = Literal["", "merge", "keep", "skip"]
Look = tuple[str, str, str]
"""Icon, token, and words that say how it stands with a card."""


STOPPED = later("Reading was stopped. Type it, or read it again.")


@dataclass
class Pictured:
    """One card. `read` is what the program made of it, `texts` what stands in the fields now.

    `unsure` are the fields she should look at, `places` where they stand on the picture turned by `turned` degrees;
    `spin` is by how much she turned it herself. `arrival` is what it means for the book.
    """

    id: int
    file: KeptFile | None = None
    state: State = "waiting"
    said: str = ""
    read: PersonForm | None = None
    texts: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    places: dict[str, Box] = field(default_factory=dict)
    turned: int = 0
    spin: int = 0
    size: tuple[int, int] = (0, 0)
    answer: Answer = ""
    arrival: Arrival | None = None
    thumb: QImage | None = None

    @property
    def key(self) -> str:
        """The draft that its picture is."""
        return f"{KEY}.photo:{self.id}"

    @property
    def is_blank(self) -> bool:
        """Whether nothing says who it is."""
        return not any(text.strip() for text in self.texts.values())

    @property
    def is_busy(self) -> bool:
        """Whether it is still to be read."""
        return self.state in ("waiting", "reading")

    @property
    def was_stopped(self) -> bool:
        """Whether she stopped the reading before it came to this one."""
        return self.state == "failed" and self.said == _(STOPPED)

    @property
    def candidate(self) -> Candidate | None:
        """Who it may be already."""
        found = self.arrival
        return found.candidates[0] if found is not None and found.sort != "new" and found.candidates else None

    @property
    def asks(self) -> bool:
        """Whether she has to say who it is; what was read off a photo is added to nobody unasked."""
        found = self.arrival
        return found is not None and not self.answer and (found.sort == "likely" or bool(found.adds))

    def form(self) -> PersonForm:
        """The person. Raises Trouble."""
        return form_of(self.texts, self.read)

    @property
    def problem(self) -> str:
        """Why it cannot be saved as it is; "" if it can."""
        if self.is_blank:
            return _("Type a name first.")
        try:
            self.form()
        except Trouble as wrong:
            return str(wrong)
        return ""

    @property
    def can_be_saved(self) -> bool:
        """Whether it goes with the next saving."""
        return not (self.is_busy or self.asks or self.answer == "skip" or self.problem)

    def take(self, found: CardRead, turned: int = 0, size: tuple[int, int] = (0, 0)) -> None:
        """What was read; a field she typed into meanwhile stays."""
        self.state, self.said = "read", ""
        typed = {key: text for key, text in self.texts.items() if text.strip()}
        self.read, self.texts = found.form, texts_of(found.form) | typed
        self.unsure = {key for key in found.unsure if key not in typed}
        self.places, self.turned, self.size = dict(found.places), turned, size

    def look(self) -> Look:
        """How it stands, for the list."""
        whom = self.candidate.name if self.candidate is not None else ""
        if self.state == "waiting":
            return "hourglass", "text3", _("Waits to be read")
        if self.state == "reading":
            return "spinner", "text2", _("Reading…")
        if self.answer == "skip":
            return "minus-circle", "text3", _("Left out")
        if self.is_blank:
            return "warning-circle", "red", _("Not read. Type it.")
        if self.problem:
            return "warning-circle", "red", self.problem
        if self.asks:
            return "question", "amber", _("On file? {name}").format(name=whom)
        if self.unsure:
            return "warning", "amber", plural("{n} field to check", "{n} fields to check", len(self.unsure))
        if whom and self.answer != "keep":
            return "user-circle-plus", "blue", _("Adds to {name}").format(name=whom)
        return "check-circle", "green", _("Ready")


class Pile:
    """All of them, in the order they came."""

    def __init__(self) -> None:
        self.cards: list[Pictured] = []
        self._next = 1

    def add(self) -> Pictured:
        """One more."""
        made = Pictured(self._next)
        self._next += 1
        self.cards.append(made)
        return made

    def named(self, card_id: int) -> Pictured | None:
        """The card of this id, if it is still here."""
        return next((card for card in self.cards if card.id == card_id), None)

    def incoming(self) -> tuple[list[int], list[Incoming]]:
        """Who can be compared with the book: the ids of the cards, and the people."""
        usable = [card for card in self.cards if not card.is_busy and not card.problem]
        return [card.id for card in usable], [Incoming(card.form()) for card in usable]

    def to_save(self) -> list[Pictured]:
        """Those that go with the next saving."""
        return [card for card in self.cards if card.can_be_saved]

    def for_the_edit(self, cards: Sequence[Pictured], order: Sequence[int]) -> "list[CardPhoto]":
        """The cards as the edit takes them; `order` are the ids that the arrivals' places mean."""
        from mrtnet.edits.card_photos import CardPhoto

        place = {card.id: at for at, card in enumerate(cards)}
        made = []
        for card in cards:
            into = card.candidate if card.answer == "merge" else None
            beside = order[into.arrival] if into is not None and into.arrival is not None else -1
            person = into.person_id if into is not None else None
            made.append(CardPhoto(card.form(), card.file, person, place.get(beside), card.answer == "keep"))
        return made

    def questions(self) -> int:
        """How many wait for her answer."""
        return sum(card.asks for card in self.cards)

    # The draft

    def body(self, cards: Sequence[Pictured] | None = None) -> list[dict[str, Any]]:
        """The pile as JSON values, without the pictures."""
        return [
            {
                "id": card.id, "state": card.state, "said": card.said, "texts": card.texts, "answer": card.answer,
                "unsure": sorted(card.unsure), "places": card.places, "turned": card.turned, "spin": card.spin,
                "size": card.size,
                "read": card.read.model_dump(mode="json", exclude_defaults=True) if card.read else None,
            }
            for card in (self.cards if cards is None else cards)
        ]  # fmt: skip

    def restore(self, told: Any, pictures: Mapping[str, Any]) -> None:
        """The pile as it was; a card without its picture is left out, a picture without a card is read anew."""
        for each in told if isinstance(told, list) else ():
            try:
                file = file_of(pictures.get(f"{KEY}.photo:{each['id']}"))
                if file is not None:
                    self.cards.append(_restored(each, file))
            except (KeyError, TypeError, ValueError, ValidationError):  # a newer program's
                continue
        known = {card.key for card in self.cards}
        for key, body in pictures.items():  # those that came in the last moment
            number = key.rpartition(":")[2]
            if key not in known and number.isdecimal() and (file := file_of(body)) is not None:
                self.cards.append(Pictured(int(number), file))
        self._next = max((card.id for card in self.cards), default=0) + 1


def _restored(told: Mapping[str, Any], file: KeptFile) -> Pictured:
    state: State = told["state"] if told["state"] in ("read", "failed") else "waiting"
    return Pictured(
        int(told["id"]), file, state, str(told["said"]), PersonForm(**told["read"]) if told["read"] else None,
        {str(key): str(text) for key, text in told["texts"].items()}, set(told["unsure"]),
        {key: (int(box[0]), int(box[1]), int(box[2]), int(box[3])) for key, box in told["places"].items()},
        int(told["turned"]), int(told["spin"]), (int(told["size"][0]), int(told["size"][1])),
        told["answer"] if told["answer"] in ("merge", "keep", "skip") else "",
    )  # fmt: skip


def file_body(file: KeptFile) -> list[str]:
    """A picture as a draft."""
    return [file.name, file.media_type, b64encode(file.data).decode()]


def file_of(body: Any) -> KeptFile | None:
    """The picture of a draft."""
    if not isinstance(body, list) or len(body) != 3:
        return None
    return KeptFile(str(body[0]), str(body[1]), b64decode(body[2]))
