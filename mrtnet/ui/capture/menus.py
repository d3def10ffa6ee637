"""The menus of the capture window, for those who use the pointer: which event, which next step, on which day."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from mrtnet.domain import kinds
from mrtnet.queries import events
from mrtnet.ui import names
from mrtnet.ui.capture.form import CardForm
from mrtnet.ui.desk import Desk
from mrtnet.ui.icons import icon
from mrtnet.ui.pages.event_words import say_span
from mrtnet.ui.theme import Theme
from mrtnet.words import _

MOST = 8  # events listed
STEPS = ("thank-you", "linkedin", "promise", "request", "check-in", "resource", "report-back", "other")


class _Menu(QMenu):
    def __init__(self, theme: Theme, at: QWidget, name: str, says: str) -> None:
        super().__init__(at.window())
        self.setObjectName(names.menu(f"capture.{name}"))
        self.setAccessibleName(says)
        self._theme, self._at = theme, at
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(self, words: str, symbol: str, run: Callable[[], object]) -> None:
        action = self.addAction(icon(self._theme, symbol, "text2"), words.replace("&", "&&"))
        action.triggered.connect(lambda _on=False: run())

    def open(self) -> None:
        corner = self._at.rect().bottomRight() if self._at.isRightToLeft() else self._at.rect().bottomLeft()
        self.popup(self._at.mapToGlobal(corner))


def event_menu(
    desk: Desk,
    theme: Theme,
    at: QWidget,
    choose: Callable[[int | None], object],
    new: Callable[[], object],
    count: Callable[[], object] | None,
) -> None:
    """The latest events, none, a new one, and how many cards are left of the pinned one."""
    menu = _Menu(theme, at, "event", _("Event"))
    for row in events.listed(desk.read)[:MOST]:
        span = say_span(row.first_day, row.last_day, desk.today)
        menu.add(f"{row.name[:80]}\t{span}", "ticket", partial(choose, row.id))
    menu.add(_("No event: met by chance"), "push-pin-slash", partial(choose, None))
    menu.addSeparator()
    menu.add(_("New event…") + "\tCtrl+E", "plus", new)
    if count is not None:
        menu.add(_("Cards left…") + "\tAlt+L", "stack", count)
    menu.open()


def kind_menu(form: CardForm) -> None:
    """Another kind of next step."""
    menu = _Menu(form.theme, form.step.kind, "kind", _("Next step"))
    for key in STEPS:
        menu.add(_(kinds.FOLLOW_UPS[key].title), kinds.FOLLOW_UPS[key].icon, partial(form.say_step, kind=key))
    menu.addSeparator()
    menu.add(_("No next step"), "circle-dashed", partial(form.say_step, kind="none"))
    menu.open()


def day_menu(form: CardForm) -> None:
    """Another day."""
    menu = _Menu(form.theme, form.step.day, "day", _("When"))
    for text in (_("today"), _("tomorrow"), _("in 2 days"), _("in 3 days"), _("next week"), _("in 2 weeks")):
        menu.add(text[:1].upper() + text[1:], "calendar-blank", partial(form.say_step, day=text))
    menu.addSeparator()
    menu.add(_("Another day…") + "\tAlt+N", "calendar-plus", form.step.open)
    menu.open()
