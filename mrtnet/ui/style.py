"""The style of all controls: Fusion with our buttons, fields, tabs, scroll bars and focus lines. No style sheets.

A push button says what it is by properties: `kind` ("primary", "ghost" or nothing), `hint` (its key, painted after the
text), `full` (text at the leading edge). See `mrtnet/ui/widgets/basic.py`.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionTab,
    QWidget,
)

from mrtnet.ui.icons import paint_icon
from mrtnet.ui.painting import END, START, Row, fill, focus_line, own_way
from mrtnet.ui.theme import Theme

_PM, _CE, _PE, _CC, _SC, _CT, _SH = (
    QStyle.PixelMetric,
    QStyle.ControlElement,
    QStyle.PrimitiveElement,
    QStyle.ComplexControl,
    QStyle.SubControl,
    QStyle.ContentsType,
    QStyle.StyleHint,
)
_ON = QStyle.StateFlag
RING = 3  # px all round a button, for the focus line
MOVING, ROUND = 0.25, 1.4  # of a bar: the piece that moves where nobody knows how far it is; seconds
BEHIND_ICON = 8  # px between the icon of a field and its text, which Fusion leaves at any size
INSET = 6  # design px between a field's frame and its text, beside Fusion's own 4
ARROW = 19  # design px of a combo box's arrow, which Fusion leaves so at any size

_HINTS = {
    _SH.SH_UnderlineShortcut: 0,
    _SH.SH_ToolTip_WakeUpDelay: 500,
    _SH.SH_ScrollBar_LeftClickAbsolutePosition: 1,
    _SH.SH_MenuBar_AltKeyNavigation: 1,
    _SH.SH_ItemView_ActivateItemOnSingleClick: 0,
    _SH.SH_EtchDisabledText: 0,
    _SH.SH_DitherDisabledText: 0,
    # As Fusion says too; each is asked for hundreds of times before the first paint.
    _SH.SH_Widget_ShareActivation: 0,
    _SH.SH_ScrollBar_Transient: 0,
}

_Draw = Callable[[QStyleOption, QPainter, QWidget | None], None]


class Style(QProxyStyle):
    """Fusion, told by the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme
        self._metrics: dict[QStyle.PixelMetric, int] = {}
        self._revision = -1
        self._primitives: dict[QStyle.PrimitiveElement, _Draw] = {
            _PE.PE_PanelLineEdit: self._field,
            _PE.PE_PanelButtonCommand: self._button,
            _PE.PE_PanelButtonTool: self._tool,
            _PE.PE_IndicatorCheckBox: self._check,
            _PE.PE_IndicatorRadioButton: self._radio,
            _PE.PE_FrameFocusRect: self._nothing,
            _PE.PE_FrameTabBarBase: self._nothing,
            _PE.PE_PanelMenu: self._menu,
            _PE.PE_FrameMenu: self._nothing,
            _PE.PE_PanelItemViewRow: self._nothing,
            _PE.PE_PanelScrollAreaCorner: self._nothing,
        }

    # Sizes

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Fusion's sizes, scaled with the text."""
        if self._revision != self._theme.revision:
            self._metrics, self._revision = _metrics(self._theme.px), self._theme.revision
        told = self._metrics.get(metric)
        return super().pixelMetric(metric, option, widget) if told is None else told

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """No underlined letters until Alt is held; tooltips soon; menus with Alt; scroll to where one clicks."""
        told = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returned) if told is None else told

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Buttons and fields 32 px high, tabs as wide as their text."""
        px = self._theme.px
        if kind == _CT.CT_PushButton and isinstance(option, QStyleOptionButton):
            text, icon, hint = self._parts(option, widget)
            gaps = (px(7) if text and icon else 0) + (px(8) if hint else 0)
            height = px(28 if _prop(widget, "small") else 32) + 2 * RING + 1
            around = px(24) if text else height - 2 * RING - 1 - icon
            return QSize(text + icon + hint + gaps + around + 2 * RING + 1, height)
        if kind == _CT.CT_TabBarTab and isinstance(option, QStyleOptionTab):
            return QSize(self._theme.metrics("strong").horizontalAdvance(option.text) + px(22), px(34))
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # None is fine
        if kind == _CT.CT_ComboBox:
            found.setWidth(found.width() + 2 * px(INSET) + px(ARROW) - ARROW + px(4))
        if kind == _CT.CT_LineEdit or kind == _CT.CT_ComboBox:
            found.setHeight(max(px(32), found.height() if kind == _CT.CT_ComboBox else px(32)))
        if kind == _CT.CT_MenuItem and size.height() > px(10):
            found.setHeight(max(found.height(), px(28)))
            found.setWidth(found.width() + px(12))
        return found

    def _parts(self, option: QStyleOptionButton, widget: QWidget | None) -> tuple[int, int, int]:
        """Widths of a button's text, icon and key."""
        hint = _prop(widget, "hint")
        text = option.fontMetrics.horizontalAdvance(option.text.replace("&", "")) if option.text else 0
        icon = 0 if option.icon.isNull() else self._theme.px(16)
        return text, icon, self._theme.metrics("tiny").horizontalAdvance(str(hint)) if hint else 0

    # Painting

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Ours where we have one, else Fusion's."""
        draw = self._primitives.get(element)
        if draw is None or (element == _PE.PE_PanelLineEdit and not self._is_framed(widget)):
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(option, painter, widget)
        painter.restore()

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Button labels and tabs; everything else is Fusion's."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if element == _CE.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            self._button_label(option, painter, widget)
        elif element == _CE.CE_TabBarTabShape and isinstance(option, QStyleOptionTab):
            self._tab_line(option, painter)
        elif element == _CE.CE_TabBarTabLabel and isinstance(option, QStyleOptionTab):
            self._tab_label(option, painter)
        elif element == _CE.CE_MenuItem and isinstance(option, QStyleOptionMenuItem):
            key = self._menu_item(option, painter)
            super().drawControl(element, option, painter, widget)
            self._menu_key(option, painter, key)
        elif element == _CE.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox) and not option.editable:
            self._combo_label(option, painter, widget)
        elif element == _CE.CE_ProgressBar and isinstance(option, QStyleOptionProgressBar):
            self._progress(option, painter)
        else:
            painter.restore()
            super().drawControl(element, option, painter, widget)
            return
        painter.restore()

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Scroll bars and combo boxes are ours."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if control == _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
        elif control == _CC.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._combo(option, painter, widget)
        else:
            painter.restore()
            super().drawComplexControl(control, option, painter, widget)
            return
        painter.restore()

    def subControlRect(
        self, control: QStyle.ComplexControl, option: QStyleOptionComplex, sub: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:  # fmt: skip
        """A scroll bar without arrows; air around the words of a combo box."""
        if control == _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return self._scroll_rect(option, sub)
        found = super().subControlRect(control, option, sub, widget)  # type: ignore[arg-type]  # None is fine
        if control == _CC.CC_ComboBox and sub in (_SC.SC_ComboBoxEditField, _SC.SC_ComboBoxArrow):
            inset, arrow = self._theme.px(INSET), self._theme.px(ARROW)
            if sub == _SC.SC_ComboBoxArrow:
                place = Row(option.rect, option.direction)
                return place.from_end(inset // 2, 0, arrow, option.rect.height())
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            more = inset + arrow - ARROW
            found.adjust(more if mirrored else inset, 0, -(inset if mirrored else more), 0)
        return found

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """Air before and after the words of a field; behind an icon Fusion leaves some, which does not grow."""
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # None is fine
        if element == QStyle.SubElement.SE_LineEditContents and self._is_framed(widget):
            inset, icon = self._theme.px(INSET), widget is not None and bool(widget.actions())
            before, after = (max(0, self._theme.px(BEHIND_ICON) - BEHIND_ICON) if icon else inset), inset
            mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            found.adjust(after if mirrored else before, 0, -(before if mirrored else after), 0)
        return found

    # One control each

    def _color(self, token: str) -> QColor:
        return self._theme.color(token)

    def _is_framed(self, widget: QWidget | None) -> bool:
        return isinstance(widget, QLineEdit) and widget.hasFrame()

    def _nothing(self, _option: QStyleOption, _painter: QPainter, _widget: QWidget | None) -> None:
        """Focus and the ground of rows are painted by controls and delegates themselves."""

    def _field(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        enabled, focused = _has(option, _ON.State_Enabled), _has(option, _ON.State_HasFocus)
        outline = "red" if _prop(widget, "problem") else "accent" if focused else "border_in" if enabled else "border"
        self._outline(painter, QRectF(option.rect), outline, thick=focused)

    def _outline(self, painter: QPainter, rect: QRectF, token: str, *, thick: bool) -> None:
        width = self._theme.focus_width if thick else 1
        painter.setBrush(self._color("base"))
        painter.setPen(QPen(self._color(token), width))
        half = width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), self._theme.px(6), self._theme.px(6))

    def _button(self, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
        kind = _prop(widget, "kind")
        down = _has(option, _ON.State_Sunken) or _has(option, _ON.State_On)
        hover, enabled = _has(option, _ON.State_MouseOver), _has(option, _ON.State_Enabled)
        primary = kind == "primary" and enabled
        if primary:
            ground = "accent_lo" if down else "accent_hi" if hover else "accent"
        else:
            ground = "pressed" if down else "hover" if hover and enabled else "base"
        plain = primary or kind == "ghost"
        painter.setBrush(Qt.BrushStyle.NoBrush if kind == "ghost" and not (down or hover) else self._color(ground))
        painter.setPen(Qt.PenStyle.NoPen if plain else QPen(self._color("border_btn" if enabled else "divider"), 1))
        inner = QRectF(_drawn(option, widget)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, self._theme.px(6), self._theme.px(6))
        if _has(option, _ON.State_HasFocus) and _has(option, _ON.State_KeyboardFocusChange):
            focus_line(painter, self._theme, QRectF(option.rect), self._theme.px(8))

    def _tool(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        down = _has(option, _ON.State_Sunken) or _has(option, _ON.State_On)
        if down or _has(option, _ON.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color("pressed" if down else "hover"))
            painter.drawRoundedRect(option.rect, self._theme.px(6), self._theme.px(6))
        if _has(option, _ON.State_HasFocus) and _has(option, _ON.State_KeyboardFocusChange):
            focus_line(painter, self._theme, QRectF(option.rect), self._theme.px(6))

    def _button_label(self, option: QStyleOptionButton, painter: QPainter, widget: QWidget | None) -> None:
        px, rect = self._theme.px, _drawn(option, widget)
        text, icon, hint = self._parts(option, widget)
        gap = px(7) if text and icon else 0
        whole = text + icon + gap + (px(8) + hint if hint else 0)
        if hint and whole > rect.width() - px(16):  # the key goes before words are covered
            whole, hint = whole - px(8) - hint, 0
        full = bool(_prop(widget, "full"))
        x = px(11) if full else (rect.width() - whole) // 2
        place = Row(rect, option.direction)
        painter.setLayoutDirection(option.direction)
        enabled = _has(option, _ON.State_Enabled)
        primary = _prop(widget, "kind") == "primary"
        color = self._color(("on_accent" if primary else "text") if enabled else "disabled")
        if icon:
            mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
            where = place.at(x, (rect.height() - icon) // 2, icon, icon)
            option.icon.paint(painter, where, Qt.AlignmentFlag.AlignCenter, mode)
            x += icon + gap
        if text:
            painter.setFont(self._theme.font("strong" if primary else "medium"))
            painter.setPen(color)
            flags = START | Qt.TextFlag.TextHideMnemonic
            painter.drawText(place.at(x, 0, text + px(4), rect.height()), flags, own_way(option.text, option.direction))
            x += text + px(8)
        if hint:
            painter.setFont(self._theme.font("tiny"))
            painter.setPen(color if primary or not enabled else self._color("text3"))
            where = (place.from_end(px(11), 0, hint + 2, rect.height()) if full
                     else place.at(x, 0, hint + 2, rect.height()))  # fmt: skip
            painter.drawText(where, END if full else START, str(_prop(widget, "hint")))

    def _tab_line(self, option: QStyleOptionTab, painter: QPainter) -> None:
        rect: QRect = option.rect
        if _has(option, _ON.State_Selected):
            place = Row(rect, option.direction)
            width = rect.width() - self._theme.px(22)
            fill(painter, self._theme, place.at(0, rect.height() - 2, width, 2), "accent")

    def _tab_label(self, option: QStyleOptionTab, painter: QPainter) -> None:
        chosen = _has(option, _ON.State_Selected)
        painter.setLayoutDirection(option.direction)
        painter.setFont(self._theme.font("strong" if chosen else "medium"))
        painter.setPen(self._color("text" if chosen else "text2"))
        painter.drawText(option.rect, START, own_way(option.text, option.direction))
        if _has(option, _ON.State_HasFocus) and _has(option, _ON.State_KeyboardFocusChange):
            inner = QRectF(option.rect).adjusted(-2, 3, -self._theme.px(14), -4)
            focus_line(painter, self._theme, inner, self._theme.px(4))

    def _check(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        rect = QRectF(option.rect)
        on = _has(option, _ON.State_On)
        enabled = _has(option, _ON.State_Enabled)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(self._color("border_in" if enabled else "border"), 1))
        painter.setBrush(self._color("accent" if on and enabled else "disabled" if on else "base"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), self._theme.px(4), self._theme.px(4))
        if on:
            painter.setPen(self._color("on_accent"))
            paint_icon(painter, rect, "check", round(rect.height() * 0.8))
        self._mark_focus(option, painter, rect, self._theme.px(4))

    def _radio(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        rect = QRectF(option.rect)
        on = _has(option, _ON.State_On)
        painter.setPen(QPen(self._color("accent" if on else "border_in"), rect.width() * 0.32 if on else 1))
        painter.setBrush(self._color("base"))
        inset = rect.width() * 0.16 if on else 0.5
        painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
        self._mark_focus(option, painter, rect, rect.height() / 2)

    def _mark_focus(self, option: QStyleOption, painter: QPainter, rect: QRectF, radius: float) -> None:
        if _has(option, _ON.State_HasFocus) and _has(option, _ON.State_KeyboardFocusChange):
            focus_line(painter, self._theme, rect.adjusted(-2, -2, 2, 2), radius + 2)

    def _menu(self, option: QStyleOption, painter: QPainter, _widget: QWidget | None) -> None:
        rect = QRectF(option.rect)
        painter.setPen(QPen(self._color("border_btn"), 1))
        painter.setBrush(self._color("raised"))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _menu_item(self, option: QStyleOptionMenuItem, painter: QPainter) -> str:
        """The ground of the chosen line, rounded and without a frame; Fusion paints the rest as of any other line.

        Returns its key, which we paint.
        """
        if _has(option, _ON.State_Selected) and _has(option, _ON.State_Enabled):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color("selected"))
            painter.drawRoundedRect(QRectF(option.rect), self._theme.px(6), self._theme.px(6))
            option.state &= ~_ON.State_Selected
        words, _tab, key = option.text.partition("\t")
        option.text = own_way(words, option.direction) if words else ""
        return key

    def _menu_key(self, option: QStyleOptionMenuItem, painter: QPainter, key: str) -> None:
        """The key, or the hour, at the end of the line and lighter than its words."""
        if key:
            painter.setFont(option.font)
            painter.setLayoutDirection(option.direction)
            painter.setPen(self._color("text2" if _has(option, _ON.State_Enabled) else "disabled"))
            where = Row(option.rect, option.direction).from_end(self._theme.px(12), 0, option.rect.width(),
                                                               option.rect.height())  # fmt: skip
            painter.drawText(where, END, own_way(key, option.direction))

    def _combo(self, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
        focused = _has(option, _ON.State_HasFocus)
        self._outline(painter, QRectF(option.rect), "accent" if focused else "border_in", thick=focused)
        arrow = self.subControlRect(_CC.CC_ComboBox, option, _SC.SC_ComboBoxArrow, widget)
        painter.setPen(self._color("text2" if _has(option, _ON.State_Enabled) else "disabled"))
        paint_icon(painter, arrow, "caret-down", self._theme.px(14))

    def _combo_label(self, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
        """The icon and words of what is chosen, which end in … where they are too long."""
        rect = self.subControlRect(_CC.CC_ComboBox, option, _SC.SC_ComboBoxEditField, widget)
        place, enabled = Row(rect, option.direction), _has(option, _ON.State_Enabled)
        start, size = 0, option.iconSize.width()
        if not option.currentIcon.isNull():
            mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
            where = place.at(0, (rect.height() - size) // 2, size, size)
            option.currentIcon.paint(painter, where, Qt.AlignmentFlag.AlignCenter, mode)
            start = size + self._theme.px(BEHIND_ICON)
        room = rect.width() - start
        words = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.setLayoutDirection(option.direction)
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText) if enabled else self._color("disabled"))
        painter.drawText(place.at(start, 0, room, rect.height()), START, own_way(words, option.direction))

    def _progress(self, option: QStyleOptionProgressBar, painter: QPainter) -> None:
        rect = QRectF(option.rect)
        start, end = 0.0, (option.progress - option.minimum) / max(1, option.maximum - option.minimum)
        if option.maximum == option.minimum:  # nobody knows how far it is: a piece comes in at one end and goes out
            end = MOVING if self._theme.settings.less_motion else time.monotonic() / ROUND % 1 * (1 + MOVING)
            start = end - MOVING
        start, end = (round(rect.width() * min(1.0, max(0.0, part))) for part in (start, end))
        path = QPainterPath()
        path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.fillPath(path, self._color("grey_tint"))
        painter.setClipPath(path)
        filled = Row(option.rect, option.direction).at(start, 0, end - start, round(rect.height()))
        fill(painter, self._theme, filled, "accent")

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        handle = QRectF(self.subControlRect(_CC.CC_ScrollBar, option, _SC.SC_ScrollBarSlider, widget))
        over = bool(option.activeSubControls & _SC.SC_ScrollBarSlider)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color("border_in" if over else "border_btn"))
        inner = handle.adjusted(2.5, 2.5, -2.5, -2.5)
        radius = min(inner.width(), inner.height()) / 2
        painter.drawRoundedRect(inner, radius, radius)

    def _scroll_rect(self, option: QStyleOptionSlider, sub: QStyle.SubControl) -> QRect:
        rect: QRect = option.rect
        if sub in (_SC.SC_ScrollBarAddLine, _SC.SC_ScrollBarSubLine):
            return QRect()
        if sub == _SC.SC_ScrollBarGroove:
            return rect
        flat = option.orientation == Qt.Orientation.Horizontal
        length = rect.width() if flat else rect.height()
        low, high, page = option.minimum, option.maximum, option.pageStep
        thumb = max(self._theme.px(28), length * page // max(1, high - low + page)) if high > low else length
        at = QStyle.sliderPositionFromValue(low, high, option.sliderPosition, length - thumb, option.upsideDown)
        first, size = {
            _SC.SC_ScrollBarSlider: (at, thumb),
            _SC.SC_ScrollBarSubPage: (0, at),
            _SC.SC_ScrollBarAddPage: (at + thumb, length - at - thumb),
        }.get(sub, (0, 0))
        if flat:
            return QRect(rect.left() + first, rect.top(), size, rect.height())
        return QRect(rect.left(), rect.top() + first, rect.width(), size)


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _drawn(option: QStyleOption, widget: QWidget | None) -> QRect:
    """Where a button is seen. Round it is room for the focus line; but at the edge of a page, card or dialog it stands
    in line with what is above and below, as long as that line is not there.
    """
    rect: QRect = option.rect.adjusted(RING, RING, -RING, -RING)
    parent = None if widget is None else widget.parentWidget()
    layout = None if parent is None else parent.layout()
    lined = _has(option, _ON.State_HasFocus) and _has(option, _ON.State_KeyboardFocusChange)
    if widget is None or layout is None or lined or _prop(widget, "kind") == "ghost":
        return rect
    place, room = widget.geometry(), layout.contentsRect()
    before = RING if place.left() == room.left() else 0
    after = RING if place.right() == room.right() else 0
    words = isinstance(option, QStyleOptionButton) and bool(option.text)
    return rect.adjusted(-before, 0, after, 0) if words else rect.translated(after - before, 0)


def _prop(widget: QWidget | None, name: str) -> object:
    return None if widget is None else widget.property(name)


def _metrics(px: Callable[[float], int]) -> dict[QStyle.PixelMetric, int]:
    return {
        _PM.PM_FocusFrameHMargin: px(3),
        _PM.PM_LayoutHorizontalSpacing: px(6),
        _PM.PM_LayoutVerticalSpacing: px(6),
        _PM.PM_ButtonShiftHorizontal: 0,
        _PM.PM_ButtonShiftVertical: 0,
        _PM.PM_ButtonIconSize: px(16),
        _PM.PM_LineEditIconSize: px(16),
        _PM.PM_LineEditIconMargin: px(8),
        _PM.PM_SmallIconSize: px(16),
        _PM.PM_ScrollBarExtent: px(10),
        _PM.PM_IndicatorWidth: px(16),
        _PM.PM_IndicatorHeight: px(16),
        _PM.PM_ExclusiveIndicatorWidth: px(16),
        _PM.PM_ExclusiveIndicatorHeight: px(16),
        _PM.PM_CheckBoxLabelSpacing: px(8),
        _PM.PM_RadioButtonLabelSpacing: px(8),
        _PM.PM_TabBarTabHSpace: px(22),
        _PM.PM_MenuHMargin: px(4),
        _PM.PM_MenuVMargin: px(4),
        _PM.PM_MenuPanelWidth: 1,
        _PM.PM_ToolTipLabelFrameWidth: px(5),
        _PM.PM_SplitterWidth: 1,
    }
