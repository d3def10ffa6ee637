"""The first tab of her own side: cycles and offers on one side; credentials, goals, memberships on the other."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import certification
from mrtnet.domain.career import STATES, GoalRow, MembershipRow, OwnCredentialRow
from mrtnet.domain.credentials import credential
from mrtnet.domain.when import say_date, say_when
from mrtnet.queries import career
from mrtnet.queries.career import CycleStanding
from mrtnet.ui.around import Around
from mrtnet.ui.career.cycle import CycleCard, OfferCard, suggestion_card
from mrtnet.ui.career.parts import Deed, Item, ItemList, heading
from mrtnet.ui.pages.event_words import ceu_words
from mrtnet.ui.widgets.basic import Button
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, later

CHANGE = Deed("edit", "pencil-simple", later("Change"))
REMOVE = Deed("remove", "trash", later("Remove"))
_TOKENS = {"held": "green", "passed": "accent", "studying": "amber", "wanted": "grey", "lapsed": "red"}
SOON = 30  # days before a renewal that it is amber


class Overview(QWidget):
    """`gave(kind, deed, id)` for what she does: kinds "cycle", "credential", "goal", "membership", "offer", "begin"."""

    gave = Signal(str, str, int)

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        px, theme = around.px, around.theme
        inner = QWidget()
        self.both = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self.both.setContentsMargins(0, px(2), px(10), px(16))
        self.both.setSpacing(px(20))
        self._left = QVBoxLayout()
        self._left.setSpacing(px(10))
        self.add_cycle = Button(theme, _("New cycle"), "plus", kind="ghost", small=True, name="career.cycle.new")
        self.add_cycle.clicked.connect(lambda: self.gave.emit("cycle", "new", 0))
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addWidget(heading(theme, _("Certification")), 1)
        head.addWidget(self.add_cycle)
        self._left.addLayout(head)
        self._cards = QWidget()
        self._shown: object = None
        self._left.addWidget(self._cards)
        self._left.addStretch(1)
        self.credentials = self._list("career.credentials", _("Credentials"), _("Add"),
                                      _("Say which credentials you hold, study for or want."))  # fmt: skip
        self.goals = self._list("career.goals", _("Goals"), _("Add"), _("What do you work towards, and by when?"),
                                Deed("done", "check", _("Reached")))  # fmt: skip
        self.memberships = self._list("career.memberships", _("Memberships"), _("Add"),
                                      _("Add the associations you belong to: renewals are never missed."),
                                      Deed("done", "repeat", _("Renewed for a year")))  # fmt: skip
        right = QVBoxLayout()
        right.setSpacing(px(18))
        for each in (self.credentials, self.goals, self.memberships):
            right.addWidget(each)
        right.addStretch(1)
        self.both.addLayout(self._left, 6)
        self.both.addLayout(right, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = scrolling(inner, see_through=True)
        whole.addWidget(self.area)

    def _list(self, name: str, title: str, add: str, empty: str, *deeds: Deed) -> ItemList:
        kind = name.partition(".")[2].removesuffix("s")
        told = [Deed(deed.key, deed.icon, _(deed.words)) for deed in (*deeds, CHANGE, REMOVE)]
        made = ItemList(self.around, name, title, empty, add, told)
        made.add.setAccessibleName(_("Add: {what}").format(what=title))
        made.add.clicked.connect(lambda: self.gave.emit(kind, "new", 0))
        made.gave.connect(lambda deed, row_id: self.gave.emit(kind, "edit" if deed == "open" else deed, row_id))
        return made

    def lists(self) -> Sequence[ItemList]:
        """The lists, from the top."""
        return (self.credentials, self.goals, self.memberships)

    def stack(self, upright: bool) -> None:
        """One column where two have no room."""
        way = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        self.both.setDirection(way)
        for column, (wide, narrow) in enumerate(((6, 0), (5, 1))):
            self.both.setStretch(column, narrow if upright else wide)

    def reload(self) -> None:
        """Read it again."""
        read, today = self.desk.read, self.desk.today
        self._show_cards()
        self.credentials.show_items([_credential(row, today) for row in career.credentials(read)])
        self.goals.show_items([_goal(row, today) for row in career.goals(read)])
        self.memberships.show_items([_membership(row, today) for row in career.memberships(read)])

    def _show_cards(self) -> None:
        read, today = self.desk.read, self.desk.today
        found, suggested = career.standings(read, today), career.suggestions(read, today)
        offers, overlaps = career.offers(read, today), career.overlapping(read)
        shown = (today, found, suggested, offers, overlaps)
        if shown == self._shown:  # making them anew takes a while, and the keyboard may be in one
            return
        self._shown = shown
        before = self._focused()
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(10))
        for suggestion in suggested:
            offer = suggestion_card(self.around, suggestion)
            offer.took.connect(lambda row=suggestion: self._begin(row))
            column.addWidget(offer)
        for event_id, rows in groupby(offers, key=lambda row: row.event_id):
            told = list(rows)
            units = ceu_words(sum(row.units for row in told))
            words = _("{units} of {event} are not logged yet.").format(units=units, event=told[0].event)
            parts = "; ".join(row.title for row in told) if told[0].session_id is not None else ""
            offer = OfferCard(self.around, "ticket", words, parts, _("Log them"), "career.take")
            offer.took.connect(lambda event_id=event_id: self.gave.emit("offer", "take", event_id))
            column.addWidget(offer)
        for one, other in overlaps:
            column.addWidget(Wrapped(self.theme, certification.say_overlap(one, other, today), "body", "amber"))
        for each in found:
            column.addWidget(self._card(each))
        if not found:
            empty = _("No cycle on file. Add a credential you hold, with its exam day, and its cycle is offered here.")
            column.addWidget(Wrapped(self.theme, empty, "body", "text3"))
        self._left.replaceWidget(self._cards, cards)
        self._cards.hide()
        self._cards.setParent(None)
        self._cards.deleteLater()
        self._cards = cards
        self._focus_again(before)

    def _card(self, each: CycleStanding) -> CycleCard:
        card = CycleCard(self.around, each)
        card.gave.connect(lambda deed, row_id: self.gave.emit("cycle", deed, row_id))
        return card

    def _begin(self, row: career.Suggestion) -> None:
        from mrtnet.domain.career_forms import CycleForm
        from mrtnet.edits import career as edits

        form = CycleForm.checked(body=row.rule.key, starts_on=row.starts, ends_on=row.ends)
        self.around.do(edits.add_cycle, form)

    def _focused(self) -> tuple[str, int] | None:
        """Which button of the cards has the keyboard: by its name and its place among those of that name."""
        named = [each for each in self._cards.findChildren(Button)]
        for button in named:
            if button.hasFocus():
                same = [each for each in named if each.objectName() == button.objectName()]
                return button.objectName(), same.index(button)
        return None

    def _focus_again(self, before: tuple[str, int] | None) -> None:
        if before is None:
            return
        same = [each for each in self._cards.findChildren(Button) if each.objectName() == before[0]]
        if same:
            same[min(before[1], len(same) - 1)].setFocus()
        else:
            self.add_cycle.setFocus()


def _credential(row: OwnCredentialRow, today: date) -> Item:
    known = credential(row.mark)
    said = []
    if row.exam_on:
        words = _("Exam {day}") if row.exam_on >= today else _("Exam was {day}")
        said.append(words.format(day=say_when(row.exam_on, today) if row.exam_on >= today
                                 else say_date(row.exam_on, today)))  # fmt: skip
    if row.earned_on and row.earned_on != row.exam_on:
        said.append(_("verified {day}").format(day=say_date(row.earned_on, today)))
    said += [part for part in (row.body, row.note.partition("\n")[0]) if part]
    token = _TOKENS.get(row.state, "grey")
    icon = "certificate" if row.state in ("held", "passed") else "student"
    return Item(row.id, icon, "green" if row.state == "held" else "text3", row.mark, known.name if known else "",
                " · ".join(said), _(STATES.get(row.state, row.state)), token)  # fmt: skip


def _goal(row: GoalRow, today: date) -> Item:
    below = row.why.partition("\n")[0]
    if row.reached_on:
        end, token = _("Reached {day}").format(day=say_date(row.reached_on, today)), "green"
    elif row.due:
        end, token = say_date(row.due, today), "red" if row.due < today else "grey"
    else:
        end, token = "", "grey"
    return Item(row.id, "check-circle" if row.reached_on else "target", "green" if row.reached_on else "text3",
                row.title, "", below, end, token)  # fmt: skip


def _membership(row: MembershipRow, today: date) -> Item:
    since = _("since {day}").format(day=say_date(row.since, today)) if row.since else ""
    below = " · ".join(part for part in (since, _("no. {n}").format(n=row.number) if row.number else "") if part)
    if row.ended_on:
        end, token = _("Ended {day}").format(day=say_date(row.ended_on, today)), "grey"
    elif row.renews_on:
        left = (row.renews_on - today).days
        end = _("Renew by {day}").format(day=say_date(row.renews_on, today))
        token = "red" if left < 0 else "amber" if left <= SOON else "grey"
    else:
        end, token = "", "grey"
    return Item(row.id, "identification-badge", "text3", row.name, "", below, end, token)
