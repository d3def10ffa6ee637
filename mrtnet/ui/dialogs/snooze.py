"""The snooze menu: an hour, this evening, tomorrow, next week, or a day in words. Quiet hours are left in peace."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from mrtnet.domain.reminders import snooze_choices
from mrtnet.domain.when import When, say_date
from mrtnet.reminding.rounds import rules_of
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.when import AskWhen, said
from mrtnet.ui.icons import icon
from mrtnet.words import _

_ICONS = ("clock", "moon", "sun-horizon", "calendar-blank")


def choices(around: Around) -> list[tuple[str, When]]:
    """What can be chosen at this moment of hers, as (words, moment)."""
    desk = around.desk
    rules = rules_of(desk.read, desk.about)._replace(paused_until=None)
    return snooze_choices(desk.now, rules, desk.about.days)


def put_off(around: Around, ids: Sequence[int], when: When) -> None:
    """Put the follow-ups off to this moment."""
    from mrtnet.edits import follow_ups

    if when.day is not None:
        around.do(follow_ups.snooze, list(ids), when.day, when.at)


def snooze_menu(around: Around, ids: Sequence[int], parent: QWidget) -> QMenu:
    """The menu for these follow-ups; it deletes itself when it closes. Show it with `popup`."""
    menu = QMenu(parent)
    menu.setObjectName(names.dialog("snooze"))
    menu.setAccessibleName(_("Snooze"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    today = around.desk.today
    offered = choices(around)
    for words, when in offered:
        picture = _ICONS[0] if when.at is not None and words == offered[0][0] else _ICONS[2]
        if when.at is not None and words != offered[0][0]:
            picture = _ICONS[1]
        elif (words, when) == offered[-1]:
            picture = _ICONS[3]
        action = menu.addAction(icon(around.theme, picture, "text2"), f"{words}\t{_say(when, today)}")
        action.triggered.connect(lambda _on=False, when=when: put_off(around, ids, when))
    menu.addSeparator()
    pick = menu.addAction(icon(around.theme, "calendar-plus", "text2"), _("&Pick a day…"))
    pick.triggered.connect(lambda: _pick(around, ids, parent))
    menu.setActiveAction(menu.actions()[0])
    return menu


def _say(when: When, today: date) -> str:
    """The moment in short words; for tomorrow the date, since the line begins with that word already."""
    is_tomorrow = when.day == today + timedelta(days=1) and when.at is None
    return say_date(when.day, today) if is_tomorrow and when.day is not None else said(when, today)


def _pick(around: Around, ids: Sequence[int], parent: QWidget) -> None:
    dialog = AskWhen(around, parent)
    dialog.answered.connect(lambda when: put_off(around, ids, when))
    dialog.open_at()
