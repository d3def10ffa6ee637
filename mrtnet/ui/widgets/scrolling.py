"""What is higher than its room: it scrolls up and down without a frame, never sideways."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QLayout, QScrollArea, QWidget

FRAME = QSize(24, 48)  # px around a dialog, for what the system draws there
BESIDE = 8  # px before the bar


def scrolling(
    inner: QWidget | None = None, *, name: str = "", says: str = "", takes_keys: bool = False, see_through: bool = False
) -> QScrollArea:
    """`inner` in an area of its own. `takes_keys`: the arrows scroll it. `see_through`: the ground behind it shows."""
    area = QScrollArea()
    if name:
        area.setObjectName(name)
        area.setAccessibleName(says)
    if inner is not None:
        area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes_keys else Qt.FocusPolicy.NoFocus)
    if see_through:
        area.viewport().setAutoFillBackground(False)
        if inner is not None:
            inner.setAutoFillBackground(False)
    return area


def keep_on_screen(dialog: QDialog, whole: QBoxLayout, part: QLayout) -> None:
    """No larger than the screen: where that is too low, `part` of the dialog's layout scrolls, and the rest stays."""
    least = QSize(whole.totalMinimumSize().width(), 0)  # nothing in it is cut
    room = room_for(dialog).expandedTo(least)
    dialog.setMinimumSize(dialog.minimumSize().boundedTo(room))
    width = min(dialog.width(), room.width())
    needed = whole.totalMinimumHeightForWidth(width) if whole.hasHeightForWidth() else whole.totalMinimumSize().height()
    if needed > room.height() and whole.indexOf(part) >= 0:
        bar = _scroll(dialog, whole, part).verticalScrollBar().sizeHint().width() + BESIDE
        width = min(width + bar, max(room_for(dialog).width(), least.width() + bar))
    height = dialog.height()
    if width < dialog.width() and whole.hasHeightForWidth():  # what is wrapped has more lines now
        height = max(height, whole.totalHeightForWidth(width))
    dialog.resize(width, min(height, room.height()))


def room_for(dialog: QDialog) -> QSize:
    """How large it may be on its screen."""
    return dialog.screen().availableSize() - FRAME


def _scroll(dialog: QDialog, whole: QBoxLayout, part: QLayout) -> QScrollArea:
    """The part in an area of its own, and the keyboard where it was."""
    focused, place, inner = dialog.focusWidget(), whole.indexOf(part), QWidget()
    whole.removeItem(part)
    part.setParent(None)
    inner.setLayout(part)
    inner.setMinimumWidth(1)  # as in the dialog itself: its width counts, not what boxes ask for
    turned = dialog.isRightToLeft()
    part.setContentsMargins(BESIDE * turned, 0, BESIDE * (not turned), 0)
    area = scrolling(inner)
    whole.insertWidget(place, area, 1)
    area.show()
    if focused is not None:
        focused.setFocus()
        area.ensureWidgetVisible(focused)
    return area
