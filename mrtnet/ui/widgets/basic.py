"""Labels, buttons, fields, cards: plain text only, in the sizes and colours of the theme, renewed when it changes."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.painting import (
    BREAK,
    CENTER,
    CHIP,
    Row,
    avatar,
    breakable,
    card,
    chip,
    chip_width,
    fill,
    focus_line,
    line,
    own_way,
    round_picture,
    symbol,
    text_width,
)
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.keyboard import enter_clicks, is_undo_for_others

UNBOUNDED = 16_777_215  # px: Qt's "as large as it likes"


def tip(text: str) -> str:
    """A tooltip that shows the text as it is: what looks like markup is escaped."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>".replace("\n", "<br>")


class Label(QLabel):
    """Plain text in a font role and a colour of the theme."""

    def __init__(
        self, theme: Theme, text: str = "", role: str = "body", token: str = "text", *, wrap: bool = False,
        name: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self.theme, self.role, self.token = theme, role, token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if name:
            self.setObjectName(name)
        self._dress()
        theme.changed.connect(self._dress)

    def setText(self, text: str) -> None:
        """Show this text. Where lines wrap, a word that no line can hold may break anywhere."""
        super().setText(breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        """The text as it was given."""
        return super().text().replace(BREAK, "")

    def show_as(self, token: str) -> None:
        """Another colour."""
        self.token = token
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Qt aligns a label by its text's direction; ours begin where the window's lines begin."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        super().changeEvent(event)

    def _align(self) -> None:
        if not self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _dress(self) -> None:
        self._align()
        self.setFont(self.theme.font(self.role))
        if not self.text():  # Qt thinks that no text is as high in every font
            self.setIndent(self.indent())
        self.setPalette(self.theme.palette(WindowText=self.token))


class ShortLabel(Label):
    """One line that ends in … where it is too long; the whole text is its tooltip and accessible name."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(self.theme.px(24), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The elided text."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setFont(self.font())
        painter.setPen(self.theme.color(self.token))
        painter.drawText(self.rect(), self.alignment(), own_way(self._shown(), self.layoutDirection()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip comes and goes with the space."""
        super().resizeEvent(event)
        self.setToolTip(tip(self.text()) if self._shown() != self.text() else "")

    def setText(self, text: str) -> None:
        """Show this text."""
        super().setText(text)
        self.setToolTip(tip(text) if self.width() and self._shown() != text else "")
        self.update()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text().replace("\n", " "), Qt.TextElideMode.ElideRight, self.width())


class NameLine(QWidget):
    """A name and, in what room is left, her marks: "Rosa Delgado-Ruiz  RHIT, CCS"."""

    def __init__(self, theme: Theme, role: str = "page", marks_role: str = "body", *, name: str = "") -> None:
        super().__init__()
        self.theme, self._role, self._marks_role = theme, role, marks_role
        self._name, self._marks = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)

    def show_name(self, name: str, marks: str) -> None:
        """Whose."""
        self._name, self._marks = name, marks
        self.setAccessibleName(f"{name}, {marks}" if marks else name)
        self.setToolTip(tip(self.accessibleName()))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The name."""
        return self._name

    def sizeHint(self) -> QSize:
        """As wide as both."""
        width = text_width(self.theme, self._role, self._name) + text_width(self.theme, self._marks_role, self._marks)
        return QSize(width + self.theme.px(12), self.theme.metrics(self._role).height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(self.theme.px(60), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The name first; the marks on its base line."""
        painter, place = QPainter(self), Row(self.rect(), self.layoutDirection())
        painter.setLayoutDirection(self.layoutDirection())
        width = min(text_width(self.theme, self._role, self._name) + 2, self.width())
        line(painter, self.theme, place.at(0, 0, width, self.height()), self._role, "text", self._name)
        start = width + self.theme.px(9)
        down = self.theme.metrics(self._role).descent() - self.theme.metrics(self._marks_role).descent()
        rest = place.at(start, 0, self.width() - start, self.height() - down)
        if rest.width() > self.theme.px(30):
            bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            line(painter, self.theme, rest, self._marks_role, "text2", self._marks, bottom)


class Button(QPushButton):
    """A push button. `kind`: "" outlined, "primary" filled (one a region), "ghost" bare. `hint` shows its key."""

    def __init__(
        self, theme: Theme, text: str = "", icon: str = "", *, kind: str = "", hint: str = "", small: bool = False,
        full: bool = False, name: str = "", says: str = "",
    ) -> None:  # fmt: skip
        """`says` is the accessible name and tooltip of a button without text."""
        super().__init__()
        self.theme = theme
        self._icon, self._words, self._hint = icon, text, hint
        self.setText(text)
        for key, value in (("kind", kind), ("hint", hint), ("small", small), ("full", full)):
            self.setProperty(key, value)
        if icon:
            self.setIcon(make_icon(theme, icon, "on_accent" if kind == "primary" else "text"))
        self.setAccessibleName(says or text.replace("&", ""))
        self.setToolTip(tip(says + (f" ({hint})" if hint and says else "")))
        if name:
            self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum if full else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dress()
        theme.changed.connect(self._dress)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def shrink(self, narrow: bool) -> None:
        """Only the icon where there is no room; the words become the tooltip."""
        if self._icon and self._words:
            self.setText("" if narrow else self._words)
            self.setProperty("hint", "" if narrow else self._hint)
            self.setToolTip(tip(f"{self._words} ({self._hint})" if self._hint else self._words) if narrow else "")
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for the key, the tooltip tells it."""
        super().resizeEvent(event)
        if self.property("full") and self._hint and self.text():
            self.show_key(True)
            if self.sizeHint().width() > self.width():
                self.show_key(False)

    def show_key(self, shown: bool) -> None:
        """Its key on it, or only in its tooltip."""
        if bool(self.property("hint")) != shown:
            self.setProperty("hint", self._hint if shown else "")
            self.setToolTip("" if shown else tip(f"{self._words} ({self._hint})"))
            for flat in (True, False):  # Qt keeps the size it told until something it knows of changes
                self.setFlat(flat)

    def say(self, text: str) -> None:
        """Another text."""
        self._words = text
        self.setText(text)
        self.setAccessibleName(text.replace("&", ""))

    def _dress(self) -> None:
        self.setFont(self.theme.font("strong" if self.property("kind") == "primary" else "medium"))
        self.setIconSize(QSize(self.theme.px(16), self.theme.px(16)))


class Field(QLineEdit):
    """One line to type in, with an icon before and a key after it while it is empty."""

    def __init__(self, theme: Theme, placeholder: str = "", icon: str = "", *, hint: str = "", name: str = "") -> None:
        super().__init__()
        self.theme, self._hint = theme, hint
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder.rstrip("…. "))
        if icon:
            self.addAction(make_icon(theme, icon, "text3"), QLineEdit.ActionPosition.LeadingPosition)
        if name:
            self.setObjectName(name)
        self.setMaxLength(2000)
        self.textChanged.connect(lambda _text: self._make_room())
        theme.changed.connect(self._make_room)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z where nothing was typed takes back what was done last."""
        if not self.isUndoAvailable() and is_undo_for_others(event):
            return True
        return super().event(event)

    def _hint_width(self) -> int:
        """Room for the key, 0 while something is typed or the field is too short."""
        if not self._hint or self.text():
            return 0
        width = self.theme.metrics("tiny").horizontalAdvance(self._hint) + self.theme.px(12)
        return width if self.width() >= width + self.theme.px(90) else 0

    def _make_room(self) -> None:
        room = self._hint_width() + (self.theme.px(6) if self._hint_width() else 0)
        self.setTextMargins(room if self.isRightToLeft() else 0, 0, 0 if self.isRightToLeft() else room, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key goes where there is no room for it."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field and, while nothing is typed, its key."""
        super().paintEvent(event)
        width, px = self._hint_width(), self.theme.px
        if not width:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = Row(self.rect(), self.layoutDirection())
        key_cap(painter, self.theme, place.from_end(px(7), (self.height() - px(18)) // 2, width, px(18)), self._hint)


def key_cap(painter: QPainter, theme: Theme, rect: QRect, text: str, token: str = "text3") -> None:
    """A key as it stands on a keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("border_btn"), 1))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    line(painter, theme, rect, "tiny", token, text, CENTER)


class Card(QFrame):
    """A rounded surface; `tint` names a token, without one it is white with an outline."""

    def __init__(self, theme: Theme, tint: str = "base") -> None:
        super().__init__()
        self.theme, self.tint = theme, tint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card(painter, self.theme, QRectF(self.rect()), self.tint, border=self.tint == "base")


class Surface(QWidget):
    """A plain area in a colour of the theme, with an optional line at its trailing or lower edge."""

    def __init__(self, theme: Theme, token: str = "window", *, edge: str = "") -> None:
        super().__init__()
        self.theme, self.token, self.edge = theme, token, edge

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The colour and the line."""
        painter = QPainter(self)
        fill(painter, self.theme, self.rect(), self.token)
        place = Row(self.rect(), self.layoutDirection())
        if self.edge == "end":
            fill(painter, self.theme, place.from_end(0, 0, 1, self.height()), "border")
        elif self.edge == "bottom":
            fill(painter, self.theme, QRect(0, self.height() - 1, self.width(), 1), "border")


class Divider(QWidget):
    """A line between two parts."""

    def __init__(self, theme: Theme, token: str = "border") -> None:
        super().__init__()
        self.theme, self.token = theme, token
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line."""
        fill(QPainter(self), self.theme, self.rect(), self.token)


class Avatar(QWidget):
    """The disc with a person's initials, or with her photo."""

    def __init__(self, theme: Theme, size: int) -> None:
        super().__init__()
        self._photo: QImage | None = None
        self.theme, self._size = theme, size
        self._name, self._number = "", 0
        self._dress()
        theme.changed.connect(self._dress)

    def show_person(self, name: str, number: int, photo: QImage | None = None) -> None:
        """Whose it is."""
        self._name, self._number, self._photo = name, number, photo
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._photo is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            round_picture(painter, self.rect(), self._photo)
        elif self._name:
            avatar(painter, self.theme, self.rect(), self._name, self._number)

    def _dress(self) -> None:
        self.setFixedSize(self.theme.px(self._size), self.theme.px(self._size))


class Symbol(QWidget):
    """One icon, optionally on a disc of a tint."""

    def __init__(self, theme: Theme, name: str, token: str = "text3", *, size: int = 16, disc: int = 0,
                 ground: str = "") -> None:  # fmt: skip
        super().__init__()
        self.theme, self._name, self._token, self._size = theme, name, token, size
        self._disc, self._ground = disc, ground
        self._dress()
        theme.changed.connect(self._dress)

    def draw(self, name: str, token: str = "") -> None:
        """Another icon."""
        self._name, self._token = name, token or self._token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._disc:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(self._ground or f"{self._token}_tint"))
            painter.drawEllipse(self.rect())
        symbol(painter, self.theme, self.rect(), self._name, self._size, self._token)

    def _dress(self) -> None:
        side = self.theme.px(self._disc or self._size + 2)
        self.setFixedSize(side, side)


class Chip(QAbstractButton):
    """A pill that tells something; `choose` makes it a filter, `bare` leaves only its icon and words."""

    def __init__(
        self, theme: Theme, text: str, token: str = "grey", icon: str = "", *, name: str = "", choose: bool = False,
        bare: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.theme, self._token, self._icon, self._bare = theme, token, icon, bare
        self._sized: tuple[tuple[str, int, bool], QSize] | None = None
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(choose)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if choose else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks."""
        if not enter_clicks(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as its text; choosers are 24 px high for the pointer."""
        shown = (self.text(), self.theme.revision, self.isCheckable())
        if self._sized is None or self._sized[0] != shown:  # rows that flow ask a hundred times before the first paint
            more = 4 if self.isCheckable() else -8 if self._bare else 0
            width = chip_width(self.theme, self.text(), self._icon) + self.theme.px(more)
            self._sized = shown, QSize(width, self.theme.px(24 if self.isCheckable() else CHIP))
        return QSize(self._sized[1])

    def minimumSizeHint(self) -> QSize:
        """Narrow chips elide."""
        return QSize(min(self.theme.px(60), self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        inset = (self.height() - self.theme.px(CHIP)) // 2 if self.isCheckable() else 0
        rect = self.rect().adjusted(inset, inset, -inset, -inset) if self.isCheckable() else self.rect()
        plain = self.isCheckable() and not self.isChecked()
        token = ("grey" if plain else "accent") if self.isCheckable() else self._token
        chip(painter, self.theme, rect, self.text(), token, self._icon,
             direction=self.layoutDirection(), outline=plain, bare=self._bare)  # fmt: skip
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            focus_line(painter, self.theme, QRectF(self.rect()), self.height() / 2)
        if self.sizeHint().width() > self.width():
            self.setToolTip(tip(self.text()))


class Bar(QWidget):
    """How much of something is done: a bar of 6 px, told in words to a screen reader."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._part = 0.0
        self.setFixedHeight(theme.px(6))

    def show_part(self, done: int, total: int) -> None:
        """`done` of `total`."""
        self._part = done / total if total else 0.0
        self.setAccessibleName(f"{done}/{total}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        for token, width in (("border", self.width()), ("accent", round(self.width() * self._part))):
            painter.setBrush(self.theme.color(token))
            if width > 0:
                shape = Row(self.rect(), self.layoutDirection()).at(0, 0, width, self.height())
                painter.drawRoundedRect(shape, radius, radius)
