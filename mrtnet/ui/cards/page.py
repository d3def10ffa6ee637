"""Business cards: photos at the left, the chosen one in the middle, its fields at the right; saved all at once.

Enter goes to the next card, Ctrl+Enter saves. Whatever is not saved waits here, over any end of the program.
"""

import json
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from mrtnet.domain.arrivals import Incoming, Plan
from mrtnet.domain.card_form import texts_of
from mrtnet.domain.files import KeptFile
from mrtnet.domain.rows import EventRow
from mrtnet.queries import drafts, events
from mrtnet.queries.playbooks import all_playbooks
from mrtnet.store import connection as connections
from mrtnet.store.drafts import keep_draft
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.cards.fields import CardField, FieldsPane
from mrtnet.ui.cards.panes import LEAST, Foot, ForAll, Middle, Notice
from mrtnet.ui.cards.pile import KEY, STOPPED, Answer, Pictured, Pile, file_body
from mrtnet.ui.cards.reading import (
    THUMBNAIL,
    Found,
    Reader,
    Source,
    pictures_of,
    shown,
)
from mrtnet.ui.cards.row import ROW, CardDelegate, CardRows
from mrtnet.ui.dialogs.photo import encoded
from mrtnet.ui.dropping import files_in
from mrtnet.ui.pages.page import MARGIN, Head, Page
from mrtnet.ui.widgets.basic import UNBOUNDED, Button, Card
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.nothing_yet import NothingYet
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, plural

PAUSE = 250  # ms after typing until the draft is kept and the book is asked who is on file
LIST, FIELDS, GAP = 250, 330, 14  # design px


class CardsPage(Page):
    """The page."""

    key = "cards"
    shows = frozenset({"person", "event", "reach", "job"})

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.pile = Pile()
        self.reader = Reader(around, self)
        self._order: list[int] = []  # ids of the cards, as the plan has them
        self._shown: KeptFile | None = None  # of which the picture is there, or on its way
        self._decoding = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._paused)
        self._kept = ""
        self._saved_last: tuple[int, list[Pictured]] = (0, [])  # the step, and what went with it
        self._refusals: list[str] = []  # of the pictures that came last
        self._asked, self._waits = 0, False
        self.setAcceptDrops(True)
        self._build()
        self.reader.loaded.connect(self._loaded)
        self.reader.found.connect(self._found)
        self.reader.progress.connect(self._progressed)
        self.reader.ended.connect(self._ended)
        self._restore()

    # Cards come

    def add(self, sources: Sequence[Source]) -> None:
        """These pictures are cards."""
        for source in sources:
            self.reader.add(self.pile.add().id, source)
        self._renew(self.card)
        self._tell_all()
        self.reader.start()

    def _renew(self, card: Pictured | None) -> None:
        """Other cards are in the list; the chosen one stays, if it is there still."""
        self.model.renew()
        self.view.go_to(self.pile.cards.index(card) if card in self.pile.cards else 0)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """The pictures among these files and in these folders; False if there is none."""
        found = pictures_of(paths)
        if found:
            self._refusals.clear()
            self.add(found)
        else:
            self.desk.trouble.emit(_("There is no picture in it. Take PNG, JPEG, GIF or WebP."))
        return bool(found)

    def choose_files(self) -> None:
        """A dialog of the system's, for several at once."""
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg *.jfif *.gif *.webp *.PNG *.JPG *.JPEG)"
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose photos of cards"), "", kinds)
        if names:
            self.take_files([Path(name) for name in names])

    def paste(self) -> bool:
        """What was copied: a picture, or files; False if it is neither."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is not None and self.take_mime(mime):
            return True
        self.desk.said.emit(_("What you copied is no picture."), 0)
        return False

    def take_mime(self, mime: QMimeData) -> bool:
        """What is dropped or pasted."""
        if paths := files_in(mime):
            return self.take_files(paths)
        image = mime.imageData() if mime.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self.add([KeptFile(_("Pasted picture"), "image/png", encoded(image, "png"))])
        return True

    def _loaded(self, card_id: int, file: KeptFile | str, thumb: QImage | None) -> None:
        card = self.pile.named(card_id)
        if card is None:
            return
        if isinstance(file, str):
            self._refusals.append(file)
            count, first = len(self._refusals), " ".join(self._refusals[:5])
            more = _("{n} pictures cannot be taken: {why}").format(n=count, why=first)
            self.desk.trouble.emit(more if len(self._refusals) > 1 else file)
            chosen = self.card
            self.pile.cards.remove(card)
            self._renew(chosen)
            self._show_card()
        else:
            card.file, card.state, card.spin, card.thumb = file, "reading", 0, thumb
            self._keep_picture(card)
            self._pause.start()
            if card is self.card:
                self._show_card()
        self._tell_all()

    def _keep_picture(self, card: Pictured) -> None:
        if card.file is not None:
            self.desk.quietly(keep_draft, card.key, json.dumps(file_body(card.file)))

    def _found(self, card_id: int, found: Found) -> None:
        card = self.pile.named(card_id)
        if card is None:
            return
        if found.card is not None:
            card.take(found.card, found.turned, found.size)
        else:
            card.state, card.said = "failed", found.said
            card.turned, card.size = found.turned, found.size
        if card is self.card:
            self._show_card()
        self._pause.start()
        self._tell_all()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.show_part(done, total)
        self.how_far.setText(_("Reading {done} of {total}").format(done=min(done + 1, total), total=total))

    def _ended(self) -> None:
        for card in self.pile.cards:
            if card.is_busy:
                card.state, card.said = "failed", _(STOPPED)
        self._show_state()
        self._tell_all()
        self._paused()

    def read_again(self) -> None:
        """The chosen card once more, as it is turned now."""
        if self.card is not None:
            self._read_anew([self.card])

    def read_rest(self) -> None:
        """Those that the reading did not come to when she stopped it."""
        self._read_anew([card for card in self.pile.cards if card.was_stopped])

    def _read_anew(self, cards: Sequence[Pictured]) -> None:
        for card in cards:
            if card.file is not None and not card.is_busy:
                was = texts_of(card.read) if card.read is not None else {}
                card.texts = {key: text for key, text in card.texts.items() if text != was.get(key)}  # hers stay
                card.state, card.answer = "waiting", ""
                self.reader.add(card.id, card.file, card.spin)
        self.reader.start()
        self._show_card()
        self._tell_all()

    # The chosen card

    @property
    def card(self) -> Pictured | None:
        """The chosen one."""
        return self.model.at(self.view.current())

    def next_card(self) -> None:
        """Enter: on to the next one that needs her, else to saving."""
        card = self.card
        if card is not None:
            card.unsure.clear()
            self.fields.show_state(card)
            self._pause.start()
        at = self.view.current()
        if at + 1 < len(self.pile.cards):
            self.view.go_to(at + 1)
            self.fields.first().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_all()

    def leave_out(self) -> None:
        """The chosen one is not saved, or is after all."""
        if (card := self.card) is not None:
            card.answer = "" if card.answer == "skip" else "skip"
            self._pause.start()
            self._show_state()
            self._tell_all()

    def remove_card(self) -> None:
        """Del: the chosen one is left out; once more, and it goes from the pile with its picture."""
        card = self.card
        if card is None or card.answer != "skip":
            self.leave_out()
            return
        at = self.view.current()
        self.pile.cards.remove(card)
        self.desk.quietly(keep_draft, card.key, "")
        self.model.renew()
        self.view.go_to(at)
        self._show_card()
        self._paused()
        self._tell_all()

    def answer(self, answer: Answer) -> None:
        """Who the chosen one is."""
        if self.card is not None and self.card.candidate is not None:
            self.card.answer = answer
            self.fields.show_state(self.card)
            self._pause.start()
            self._tell_all()

    def _edited(self, key: str) -> None:
        card = self.card
        if card is not None:
            card.texts = self.fields.texts()
            card.unsure.discard(key)
            if card.state == "failed":
                card.state = "read"
            self.fields.blocks[key].mark(False)
            self._pause.start()
            self._tell_all()

    def _stood_in(self, key: str) -> None:
        card = self.card
        self.picture.mark(card.places.get(key) if card is not None else None)
        for area in (self.fields_area, self.body):
            area.ensureWidgetVisible(self.fields.blocks[key])

    def _spun(self, spin: int) -> None:
        if self.card is not None:
            self.card.spin = spin
            self._pause.start()

    def _show_card(self) -> None:
        card = self.card
        self.right.setVisible(card is not None)
        self.middle.setVisible(card is not None)
        if card is None:
            return
        if card.file is not self._shown or card.file is None:
            self._shown = card.file
            self.picture.show_picture(card.thumb, card.turned, card.size, card.spin)
            if card.file is not None:
                self._decoding += 1
                self.around.jobs.start("", _decoded, card.file, on_done=partial(self._picture_came, card.file))
        else:
            self.picture.place(card.turned, card.size, card.spin)
        self.fields.show_card(card)
        self._show_state()

    def _picture_came(self, file: KeptFile, image: QImage | None) -> None:
        self._decoding -= 1
        card = self.card
        if card is not None and card.file is file:
            self.picture.show_picture(image, card.turned, card.size, card.spin)
            standing = self.focusWidget()
            if isinstance(standing, CardField):
                self.picture.mark(card.places.get(standing.key))

    def _show_state(self) -> None:
        if (card := self.card) is not None:
            self.fields.show_state(card)
            self.middle.again.setEnabled(not card.is_busy)
            self.away.say(_("Take back") if card.answer == "skip" else _("Leave out"))
            self.middle.fit()

    # Doubles and drafts

    def _paused(self) -> None:
        self._pause.stop()
        self._keep_draft()
        order, people = self.pile.incoming()
        self._asked += 1
        self._waits = bool(people)
        if people:
            path = self.desk.book.path
            self.around.jobs.start("", _compared, path, people, on_done=partial(self._planned, self._asked, order))
        else:
            self._planned(self._asked, order, Plan(()))

    def _planned(self, asked: int, order: list[int], plan: Plan) -> None:
        if asked != self._asked:
            return
        self._order, self._waits = order, False
        by_id = dict(zip(order, plan.arrivals, strict=True))
        for card in self.pile.cards:
            was, card.arrival = card.candidate, by_id.get(card.id)
            if card.answer != "skip" and (was is None or card.candidate is None or was.name != card.candidate.name):
                card.answer = ""
        self._show_state()
        self._tell_all()

    def is_planning(self) -> bool:
        """Whether something is still being read or compared."""
        return self.reader.is_busy() or self._pause.isActive() or self._waits or self._decoding > 0

    def keep(self) -> None:
        """She leaves the page or the program ends: what is typed is kept."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep_draft()

    def _keep_draft(self) -> None:
        body = self._body(self.pile.cards)
        if body != self._kept:
            self._kept = body
            self.desk.quietly(keep_draft, KEY, body)

    def _body(self, cards: Sequence[Pictured]) -> str:
        told = {"event": self.met_at.currentData(), "playbook": self.follows.currentData(),
                "cards": self.pile.body(cards)}  # fmt: skip
        return json.dumps(told, ensure_ascii=False) if cards else ""

    def _restore(self) -> None:
        read = self.desk.read
        told = drafts.draft(read, KEY)
        self._fill_choices()
        told = told if isinstance(told, dict) else {}
        pictures = {key: drafts.draft(read, key) for key in drafts.draft_keys(read, f"{KEY}.photo:")}
        if not pictures:
            return
        self.pile.restore(told.get("cards"), pictures)
        if told:
            self._choose(self.met_at, told.get("event"))
            self._choose(self.follows, told.get("playbook"))
        for card in self.pile.cards:
            if card.state == "waiting" and card.file is not None:
                self.reader.add(card.id, card.file)
        self.show_pile()
        self.reader.start()

    def show_pile(self) -> None:
        """All cards, from the first."""
        for card in self.pile.cards:
            if card.thumb is None and card.file is not None:
                card.thumb = shown(card.file, THUMBNAIL)
        self.model.renew()
        self.view.go_to(0)
        self._show_card()
        self._tell_all()
        self._paused()

    # Saving

    def save(self) -> None:
        """All cards that are ready, as one step."""
        cards = self.pile.to_save()
        if not cards:
            self.desk.trouble.emit(self._why_not())
            return
        from mrtnet.edits.card_photos import save_cards

        gone = [*cards, *(card for card in self.pile.cards if card.answer == "skip")]
        left = [card for card in self.pile.cards if card not in gone]
        self._pause.stop()
        self._kept = self._body(left)
        self.save_button.setEnabled(False)
        self.around.do(
            save_cards, self.pile.for_the_edit(cards, self._order), event_id=self.met_at.currentData() or None,
            playbook=self.follows.currentData() or "", draft=KEY, left_over=self._kept,
            settled=[card.key for card in gone], on_done=lambda placed: self._saved(cards, placed),
            on_trouble=self._refused,
        )  # fmt: skip

    def _saved(self, cards: Sequence[Pictured], placed: dict[int, int]) -> None:
        (step,) = self.desk.read.execute("SELECT max(id) FROM step").fetchone()
        self._saved_last = (step or 0, [card for at, card in enumerate(cards) if at in placed])
        for at, card in enumerate(cards):
            if at not in placed:  # somebody came on file meanwhile who may be the same: it is a question now
                self._keep_picture(card)
            elif card in self.pile.cards:
                self.pile.cards.remove(card)
        self.pile.cards[:] = [card for card in self.pile.cards if card.answer != "skip"]
        self.model.renew()
        self.view.go_to(0)
        self._show_card()
        self._tell_all()
        self._paused()
        if not self.pile.cards:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        """She undid the saving: the cards are here again, as they were."""
        step, cards = self._saved_last
        row = self.desk.read.execute("SELECT undone_by FROM step WHERE id = ?", (step,)).fetchone() if cards else None
        if row is None or row[0] is None:
            return
        self._saved_last = (0, [])
        for card in cards:
            self._keep_picture(card)
        chosen = self.card
        self.pile.cards[:] = sorted((*self.pile.cards, *cards), key=lambda card: card.id)
        self._renew(chosen)
        self._show_card()

    def _refused(self, why: str) -> None:
        self._kept = ""
        self._paused()
        self._tell_all()
        self.desk.trouble.emit(why)

    def _why_not(self) -> str:
        if self.reader.is_busy():
            return _("The cards are still being read.")
        if self.pile.questions():
            return _("Say first who is on file and who is new.")
        return _("No card is ready: each needs a name.")

    # Event and next step

    def _fill_choices(self) -> None:
        read, today = self.desk.read, self.desk.today
        chosen = self.met_at.currentData() if self.met_at.count() else self._usual_event()
        rows: list[EventRow] = sorted(events.listed(read), key=lambda row: str(row.first_day or today), reverse=True)
        self.met_at.fill({0: _("No event")} | {row.id: row.name for row in rows})
        self._choose(self.met_at, chosen)
        step = self.follows.currentData() if self.follows.count() else ""
        usual = {"": _("What follows as usual"), "none": _("No next step")}
        self.follows.fill(usual | {key: _(each.title) for key, each in all_playbooks(read).items()})
        self._choose(self.follows, step)

    def _usual_event(self) -> int:
        row = events.current(self.desk.read, self.desk.today)
        return row.id if row is not None else 0

    def _choose(self, box: Choice, value: Any) -> None:
        place = next((number for number in range(box.count()) if box.itemData(number) == value), 0)
        box.setCurrentIndex(place)

    # Building

    def _build(self) -> None:
        around = self.around
        px = around.px
        self.notice, self.for_all, self.middle, self.foot = Notice(around), ForAll(around), Middle(around), Foot(around)
        self.met_at, self.follows = self.for_all.met_at, self.for_all.follows
        self.picture, self.away = self.middle.picture, self.middle.away
        self.bar, self.how_far, self.stop, self.rest = (
            self.foot.bar, self.foot.how_far, self.foot.stop, self.foot.rest
        )  # fmt: skip
        self.left_words, self.save_button = self.foot.left_words, self.foot.save_button
        for box in (self.met_at, self.follows):
            box.activated.connect(lambda _number: self._pause.start())
        self.picture.spun.connect(self._spun)
        for button, run in ((self.middle.again, self.read_again), (self.away, self.leave_out),
                            (self.stop, self.reader.stop), (self.rest, self.read_rest),
                            (self.save_button, self.save)):  # fmt: skip
            button.clicked.connect(run)
        self.head = Head(around, self.title)
        self.choose = Button(self.theme, _("Add pictures…"), "plus", name="cards.add")
        self.choose.clicked.connect(self.choose_files)
        self.paste_button = Button(self.theme, _("Paste"), "clipboard", hint="Ctrl+V", name="cards.paste")
        self.paste_button.clicked.connect(self.paste)
        self.head.buttons.addWidget(self.choose)
        self.head.buttons.addWidget(self.paste_button)
        self.inside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.inside.setSpacing(px(GAP))
        self.inside.setContentsMargins(0, 0, 0, 0)
        for widget, share in ((self._make_list(), 0), (self.middle, 1), (self._make_right(), 0)):
            self.inside.addWidget(widget, share)
        held = QWidget()
        held.setLayout(self.inside)
        self.body = QScrollArea()
        self.body.setObjectName("cards.body")
        self.body.setAccessibleName(self.title)
        self.body.setWidget(held)
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QScrollArea.Shape.NoFrame)
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = NothingYet(
            self.theme, _(
                "Drop photos of business cards or badges here, one or a whole folder; Ctrl+V takes one you copied."
                " QR codes on them are read, too."
            ), "plus",
            _("Choose pictures"), name="cards.first",
        )  # fmt: skip
        self.empty.begin.clicked.connect(self.choose_files)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), px(14))
        column.setSpacing(px(10))
        for part in (self.head, self.notice, self.for_all, self.body, self.empty, self.foot):
            column.addWidget(part, 1 if part is self.body else 0)
        column.addStretch(0)
        self._keys()
        self.theme.changed.connect(self._size)
        self._size()

    def _make_list(self) -> QWidget:
        px = self.around.px
        self.left = Card(self.theme)
        self.model = CardRows(self.pile)
        self.view = RowsView(
            self.theme, self.model, name="cards.list", says=_("Cards"), height=lambda: px(ROW), ground=""
        )
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._delegate = CardDelegate(self.theme)
        self.view.setItemDelegate(self._delegate)
        self.view.moved.connect(lambda _number: self._show_card())
        self.view.opened.connect(lambda _number: self.fields.first().setFocus(Qt.FocusReason.OtherFocusReason))
        box = QVBoxLayout(self.left)
        box.setContentsMargins(1, px(4), 1, px(4))
        box.addWidget(self.view)
        return self.left

    def _make_right(self) -> QWidget:
        self.right = Card(self.theme)
        self.fields = FieldsPane(self.theme, self.paste)
        self.fields.edited.connect(self._edited)
        self.fields.went_on.connect(self.next_card)
        self.fields.stood_in.connect(self._stood_in)
        self.fields.answered.connect(self.answer)
        self.fields_area = QScrollArea()
        self.fields_area.setObjectName("cards.fields")
        self.fields_area.setAccessibleName(_("What stands on the card"))
        self.fields_area.setWidget(self.fields)
        self.fields_area.setWidgetResizable(True)
        self.fields_area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.fields_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for see_through in (self.fields_area.viewport(), self.fields):
            see_through.setAutoFillBackground(False)
        box = QVBoxLayout(self.right)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.fields_area)
        return self.right

    def _keys(self) -> None:
        keys = {"Ctrl+Return": self.save, "Ctrl+Enter": self.save, "Ctrl+V": self.paste,
                "Alt+M": lambda: self.answer("merge"), "Alt+K": lambda: self.answer("keep")}  # fmt: skip
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        gone = QShortcut(QKeySequence("Del"), self.view)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.remove_card)

    def _tell_all(self) -> None:
        """What the buttons, the list and the lines say."""
        any_card, ready = bool(self.pile.cards), len(self.pile.to_save())
        for widget in (self.body, self.for_all, self.foot):
            widget.setVisible(any_card)
        self.empty.setVisible(not any_card)
        busy = self.reader.is_busy()
        for progress in (self.bar, self.how_far, self.stop):
            progress.setVisible(busy)
        stopped = sum(card.was_stopped for card in self.pile.cards)
        self.rest.say(plural("Read the {n} that is left", "Read the {n} that are left", stopped))
        self.rest.setVisible(stopped > 0 and not busy)
        self.save_button.say(plural("Save {n} person", "Save {n} people", ready))
        self.save_button.setEnabled(ready > 0)
        questions = self.pile.questions()
        asks = plural("{n} question left", "{n} questions left", questions) if questions else ""
        self.left_words.setText(asks)
        count = len(self.pile.cards)
        self.head.below.setText(
            plural("{n} card. Enter goes to the next one; nothing is written before you save.",
                   "{n} cards. Enter goes to the next one; nothing is written before you save.", count)
            if any_card else _("Photos become people, with the photo kept beside each.")
        )  # fmt: skip
        self.model.redraw()

    # For the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures and folders are welcome; other files go on to the window."""
        if event.mimeData().hasImage() or pictures_of(files_in(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are cards."""
        event.acceptProposedAction()
        self.take_mime(event.mimeData())

    def reload(self) -> None:
        """Events and people changed: who is on file is asked anew."""
        self._take_back()
        self._fill_choices()
        self._tell_all()
        if self.pile.cards:
            self._pause.start()

    def arrive(self, target: Any) -> None:
        """With pictures: {"event": id, "files": paths}."""
        if isinstance(target, dict):
            if target.get("event"):
                self._choose(self.met_at, target["event"])
            if target.get("files"):
                self.take_files([Path(each) for each in target["files"]])

    def subject(self) -> Subject:
        """The event."""
        return Subject(event_id=self.met_at.currentData() or None)

    def panes(self) -> Sequence[QWidget]:
        """List, picture, fields; the empty page's button."""
        if not self.pile.cards:
            return (self.empty.begin,)
        return (self.view, self.picture, self.fields.first())

    def lettered(self) -> Sequence[QWidget]:
        """Letters belong to the fields here."""
        return ()

    def fit(self, width: Width) -> None:
        """One below the other where it is narrow."""
        self._size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the three do not fit side by side they stand one below the other."""
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._size()

    def _is_narrow(self) -> bool:
        return self.width() < self.around.px(LIST + LEAST + FIELDS + 2 * GAP + 2 * MARGIN)

    def _size(self) -> None:
        px, narrow = self.around.px, self._is_narrow()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._narrow = narrow
        self.inside.setDirection(way)
        first, place = (self.inside, 0) if narrow else (self._column, 1)
        for part in (self.for_all, self.notice):  # where all scrolls, they do
            first.insertWidget(place, part)
        self.head.shrink(narrow)
        self.for_all.fit(narrow=narrow)
        most = UNBOUNDED
        self.left.setFixedWidth(px(LIST)) if not narrow else self.left.setMinimumWidth(0)
        if narrow:
            self.left.setMaximumWidth(most)
        self.left.setFixedHeight(px(ROW * 2 + 34)) if narrow else self.left.setMinimumHeight(0)
        if not narrow:
            self.left.setMaximumHeight(most)
        self.middle.setMinimumHeight(px(240) if narrow else 0)
        self.right.setMinimumWidth(0 if narrow else px(FIELDS))
        self.right.setMaximumWidth(most if narrow else px(FIELDS))
        self.fields_area.setMinimumHeight(self.fields.sizeHint().height() if narrow else 0)
        self.view.size_rows()


def _decoded(_job: object, file: KeptFile) -> QImage | None:
    return shown(file)


def _compared(_job: object, path: Path, people: Sequence[Incoming]) -> Plan:
    from mrtnet.queries.importing import planned

    with closing(connections.reading(path)) as connection:
        return planned(connection, people)
