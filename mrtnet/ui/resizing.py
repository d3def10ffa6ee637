"""Another size of the text takes effect at once: every length that is on the screen is made as much larger or smaller.

Pages and dialogs take margins, gaps and least sizes from the design when they are built (`theme.px`). To build them
again would lose what is typed, chosen and scrolled to; so `lengths` notes what is there, and `fit` gives it its pixels
in the new size. What a widget works out by itself comes after that (`theme.changed`).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QSpacerItem,
    QWidget,
)
from shiboken6 import isValid

from mrtnet.ui.widgets.basic import UNBOUNDED
from mrtnet.ui.widgets.flow import Flow

HAIRLINE = 1  # px: a line, and the room beside one, stays as thin as it is
GAP = "gap"  # the room between parts, where nothing is drawn
KEPT = "design"  # the property that keeps what was set last, and the lengths of the design behind it


class Length(NamedTuple):
    """Some lengths of one thing that are set together: their name, their pixels, and what takes new ones.

    It returns what it took where it may take others.
    """

    thing: QObject
    name: str
    pixels: tuple[int, ...]
    take: Callable[..., Any]


def lengths(widgets: Iterable[QWidget]) -> list[Length]:
    """The lengths of these widgets and of their layouts, as they are now."""
    return [length for widget in widgets for length in _of_widget(widget)]


def fit(noted: Iterable[Length], before: float, after: float) -> None:
    """Give them the scale `after`; they were noted at the scale `before` (1.0: as in the design).

    New pixels come from the length of the design, not from those of the last size: nothing drifts with each change.
    """
    for thing, name, pixels, take in noted:
        if not isValid(thing):  # built anew meanwhile by whoever holds it
            continue
        kept = thing.property(KEPT) or {}
        last, design = kept.get(name, ((), ()))
        if tuple(last) != pixels:
            design = [each / before for each in pixels]
        stays = (0, UNBOUNDED) if name == GAP else (0, HAIRLINE, UNBOUNDED)
        new = [old if old in stays else round(each * after) for old, each in zip(pixels, design, strict=True)]
        taken = take(*new) or new
        thing.setProperty(KEPT, {**kept, name: (taken, design)})


def _of_widget(widget: QWidget) -> Iterator[Length]:
    layout = widget.layout()
    yield from _bounds(widget, layout)
    if layout is not None:
        yield from _of_layout(layout)
    if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and widget.font().pixelSize() > 0:
        yield Length(widget, "font", (widget.font().pixelSize(),), lambda px: _set_font(widget, px))
    if isinstance(widget, QAbstractButton | QAbstractItemView):
        size = widget.iconSize()
        yield Length(widget, "icon", (size.width(), size.height()), lambda w, h: widget.setIconSize(QSize(w, h)))
    if isinstance(widget, QLabel) and widget.indent() > 0:
        yield Length(widget, "indent", (widget.indent(),), widget.setIndent)
    if isinstance(widget, QDialog) and widget.isVisible():
        yield Length(widget, "size", (widget.width(), widget.height()), lambda w, h: _resize(widget, w, h))
    if isinstance(widget, QHeaderView):
        yield Length(widget, "section", (widget.defaultSectionSize(),), widget.setDefaultSectionSize)


def _bounds(widget: QWidget, layout: QLayout | None) -> Iterator[Length]:
    """Least and largest sizes. The least size of a window comes from its layout, where nothing else was said."""
    least, most = widget.minimumSize(), widget.maximumSize()
    asked = layout.totalMinimumSize() if layout is not None and widget.isWindow() else QSize()
    width = 0 if least.width() == asked.width() else least.width()
    height = 0 if least.height() == asked.height() else least.height()
    if width or height:
        yield Length(widget, "least", (width, height), widget.setMinimumSize)
    if most != QSize(UNBOUNDED, UNBOUNDED):
        yield Length(widget, "most", (most.width(), most.height()), widget.setMaximumSize)


def _of_layout(layout: QLayout) -> Iterator[Length]:
    margins = layout.contentsMargins()
    sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
    if any(sides):
        yield Length(layout, "margins", sides, layout.setContentsMargins)
    yield from _gaps(layout)
    inner = [each for each in layout.children() if isinstance(each, QLayout)]
    for each in inner:
        yield from _of_layout(each)
    for place in _free_places(layout, inner):
        item = layout.itemAt(place)
        spacer = item.spacerItem() if item is not None else None
        if spacer is not None and not spacer.sizeHint().isNull():
            yield _room(layout, place, spacer)


def _free_places(layout: QLayout, inner: Iterable[QLayout]) -> Iterator[int]:
    """Where neither a widget nor another layout lies.

    Asking what lies there at a widget's place would name an item that Qt deletes with the widget without telling the
    binding, which then takes whatever comes to lie at the same address for that item: the program ends.
    """
    owner = layout.parentWidget()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    widgets = owner.findChildren(QWidget, options=direct) if owner is not None else ()
    taken = {layout.indexOf(each) for each in (*inner, *widgets)}
    return (place for place in range(layout.count()) if place not in taken)


def _gaps(layout: QLayout) -> Iterator[Length]:
    if isinstance(layout, Flow):
        yield Length(layout, GAP, layout.gaps, layout.set_gaps)
    elif isinstance(layout, QGridLayout | QFormLayout):
        yield Length(layout, GAP, (layout.horizontalSpacing(), layout.verticalSpacing()), _set_both(layout))
    elif isinstance(layout, QBoxLayout):
        yield Length(layout, GAP, (layout.spacing(),), layout.setSpacing)
    if isinstance(layout, QGridLayout):
        for row in range(layout.rowCount()):
            if height := layout.rowMinimumHeight(row):
                yield Length(layout, f"row {row}", (height,), _setter(layout.setRowMinimumHeight, row))
        for column in range(layout.columnCount()):
            if width := layout.columnMinimumWidth(column):
                yield Length(layout, f"column {column}", (width,), _setter(layout.setColumnMinimumWidth, column))


def _set_both(layout: QGridLayout | QFormLayout) -> Callable[[int, int], None]:
    def take(across: int, down: int) -> None:
        layout.setHorizontalSpacing(across)
        layout.setVerticalSpacing(down)

    return take


def _setter(take: Callable[[int, int], None], place: int) -> Callable[[int], None]:
    return lambda px: take(place, px)


def _room(layout: QLayout, place: int, spacer: QSpacerItem) -> Length:
    """Room that was added between two parts."""
    size, policy = spacer.sizeHint(), spacer.sizePolicy()

    def take(width: int, height: int) -> None:
        spacer.changeSize(width, height, policy.horizontalPolicy(), policy.verticalPolicy())
        layout.invalidate()

    return Length(layout, f"room {place}", (size.width(), size.height()), take)


def _resize(dialog: QDialog, width: int, height: int) -> tuple[int, int]:
    """No larger than the screen."""
    dialog.resize(QSize(width, height).boundedTo(dialog.screen().availableSize()))
    return dialog.width(), dialog.height()


def _set_font(widget: QWidget, pixels: int) -> None:
    font = QFont(widget.font())
    font.setFamilies(QApplication.font().families())
    font.setPixelSize(pixels)
    widget.setFont(font)
