"""The window: sidebar, one page, toast; where she was and where she goes; the keys that act everywhere."""

import base64
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from mrtnet import clock
from mrtnet.queries import opportunities, people, saved_lists, today
from mrtnet.settings import DENSITIES, TEXT_SIZES, Settings
from mrtnet.store.journal import MOST_TOLD, Changes
from mrtnet.ui import names, parts
from mrtnet.ui.acting import Acting
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import MENUS, Commands, handles
from mrtnet.ui.delegates.nav import Place
from mrtnet.ui.desk import Desk
from mrtnet.ui.dropping import FileDrops
from mrtnet.ui.icons import program_icon
from mrtnet.ui.jobs import Jobs
from mrtnet.ui.pages import PAGES, entry
from mrtnet.ui.pages.page import Page
from mrtnet.ui.sidebar import Sidebar
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Surface
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _, plural

if TYPE_CHECKING:
    from mrtnet.ui.widgets.toast import Toast

SMALLEST = (720, 520)  # design px
FIRST_SIZE = (1280, 820)
TITLE_BAR = 40  # design px of the screen that the frame may take
LONGEST_TITLE = 120  # characters
JOINERS = "\u200c\u200d"  # in names of some scripts and in faces
MOST_VISITS = 100  # that Back goes through
_COUNTED = frozenset({"follow_up", "person", "saved_list", "person_tag", "person_role", "setting", "event",
                      "opportunity"})  # fmt: skip


class Visit(NamedTuple):
    """A page and where on it."""

    key: str
    target: Any


class _Stack(QStackedWidget):
    """The pages. Only the one that is shown says how little room is enough."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        found = self.currentWidget()
        return found.minimumSizeHint() if found is not None else super().minimumSizeHint()


class Window(QMainWindow):
    """The program's window over one open book. `closing` tells parts to keep what is half typed."""

    closing = Signal()
    painted = Signal()
    """The first paint is done: now is the time for what the first paint did not need."""

    def __init__(self, desk: Desk, theme: Theme, settings: Settings, jobs: Jobs | None = None) -> None:
        super().__init__()
        self.desk, self.theme, self.settings = desk, theme, settings
        self.commands = Commands(settings, theme, self)
        self.around = Around(
            desk, theme, self.commands, settings, jobs or Jobs(), self, self.go, self.subject, self.anchor,
            lambda: self._was_painted,
        )  # fmt: skip
        self._alt = False
        self._before_menus: QWidget | None = None
        self.leaving = False
        self._was_painted = False
        self._after_paint = QTimer(self, singleShot=True, interval=0)
        """A timer, since whatever is only queued while the window paints comes before the pixels are on the screen."""
        self._after_paint.timeout.connect(self.painted)
        self._pages: dict[str, Page] = {}
        self._past: list[Visit] = []
        self._future: list[Visit] = []
        self._after = Visit("today", None)
        """Where she is once another book is there."""
        self._wanted_narrow = settings.sidebar_narrow
        self.setObjectName(names.WINDOW)
        self.setWindowIcon(program_icon())
        self._acting = Acting(self.around)
        self.commands.follow(self._handlers)
        parts.install(self.around)
        for found in PAGES:
            self.commands.offer(found.key, partial(self.go, found.key))
        self.stack = _Stack()
        self._blank = QWidget()  # shown while there is no book
        self.stack.addWidget(self._blank)
        self.sidebar = Sidebar(self.around)
        ground = Surface(theme, "window")
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(ground)
        self._listen()
        self.painted.connect(self._furnish)
        self._measure()
        self._restore_geometry()
        self._name_places()

    def _listen(self) -> None:
        self.sidebar.chose.connect(self._choose)
        self.sidebar.wanted_menu.connect(self._show_menu_at)
        self.desk.changed.connect(self._take_changes)
        self.desk.said.connect(lambda text, step: self.toast.say(text, step))
        self.desk.trouble.connect(lambda text: self.toast.say(text, trouble=True))
        self.desk.day_changed.connect(self._count)
        self.desk.leaving.connect(self._put_away)
        self.desk.arrived.connect(self._begin_anew)
        self.theme.changed.connect(self._measure)

    def _furnish(self) -> None:
        """What can be used only when the window is there: menus and keys; and the numbers beside the pages."""
        self._count()
        self._build_menus()
        self.commands.install()
        FileDrops(self.around)

    @cached_property
    def toast(self) -> "Toast":
        """What was done, with Undo; made when there is something to say."""
        from mrtnet.ui.widgets.toast import Toast

        toast = Toast(self.theme, self, self.commands.key_of("undo"))
        toast.undo.connect(self.desk.undo)
        return toast

    # Going places

    def go(self, key: str, target: Any = None, *, remember: bool = True, enter: bool = True) -> None:
        """Show a page, at a place on it; the keyboard goes there too unless `enter` is false."""
        found = entry(key)
        if found is None:
            return
        before = self.page
        by_keys = self.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # Qt forgets it below
        if before is not None:
            before.keep()
        if before is not None and remember:
            self._past.append(Visit(before.key, before.place()))
            del self._past[:-MOST_VISITS]
            self._future.clear()
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = found.load()(self.around)
            self.stack.addWidget(page)
            page.searched.connect(self._mark)
            page.titled.connect(self.say_title)
            for widget in page.lettered():
                self.commands.letters(widget)
        page.set_width(self.width_class)
        self.stack.setCurrentWidget(page)
        page.refresh()
        if target is not None:
            page.arrive(target)
        elif page is before:
            page.again()
        self.settings.page = key
        self._mark()
        self.say_title()
        self.commands.refresh()
        if enter and (panes := page.panes()):
            panes[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_keys)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        found = self.stack.currentWidget()
        return found if isinstance(found, Page) else None

    def say_title(self) -> None:
        """The page's headline in the title bar, short and without marks that would turn or end what follows."""
        said = self.page.headline()[:LONGEST_TITLE] if self.page else ""
        shown = "".join(each if each.isprintable() or each in JOINERS else " " for each in said)
        self.setWindowTitle(" — ".join(part for part in (" ".join(shown.split()), "mrtnet") if part))

    def subject(self) -> Subject:
        """What commands are about now."""
        return self.page.subject() if self.page else Subject()

    def anchor(self) -> QPoint:
        """Where a menu for the subject opens."""
        return self.page.anchor() if self.page else self.mapToGlobal(self.rect().center())

    def _handlers(self) -> Iterable[QObject]:
        return (*((self.page,) if self.page else ()), self._acting, self)

    def _choose(self, place: Place, enter: bool) -> None:
        if place.list_id:
            self.go("people", place.key, enter=enter)
        elif enter or self.page is None or self.page.key != place.key:
            self.go(place.key, enter=enter)

    @handles("back")
    def back(self) -> None:
        """Where she was before."""
        self._travel(self._past, self._future)

    @handles("forward")
    def forward(self) -> None:
        """Where she went back from."""
        self._travel(self._future, self._past)

    def _travel(self, out_of: list[Visit], into: list[Visit]) -> None:
        if not out_of:
            return
        if self.page is not None:
            into.append(Visit(self.page.key, self.page.place()))
        there = out_of.pop()
        self.go(there.key, there.target, remember=False)

    # Another book

    def _put_away(self) -> None:
        """Nothing that was read stays: no page, no dialog, no way back. What is typed becomes a draft first."""
        for page in self._pages.values():
            page.keep()
        self.closing.emit()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        if (here := self.page) is not None:
            self._after = Visit(here.key, here.place() if here.key == "settings" else None)
        self.stack.setCurrentWidget(self._blank)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        for told in (self._pages, self._past, self._future):
            told.clear()

    def _begin_anew(self) -> None:
        """The page where she was, made new."""
        self.go(self._after.key, self._after.target, remember=False)

    # Changes

    def _take_changes(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.stale |= changes.touches(*page.shows)
        if max(map(len, changes.rows.values()), default=0) < MOST_TOLD:
            self._refresh()
        else:  # looking at so many changes took its time already
            self.desk.in_turn(self._due)
            self.desk.in_turn(self._refresh)
        self.desk.in_turn(self._count if changes.touches(*_COUNTED) else self.say_saved)

    def _refresh(self) -> None:
        if self.page is not None and self.isVisible():
            self.page.follow()

    def _due(self) -> today.Due:
        return self.desk.once(today.due)

    def _count(self) -> None:
        self._name_places(self._due().for_today, self._lists())
        self.say_saved()

    def _name_places(self, due: int | None = None, lists: Sequence[Place] = ()) -> None:
        """The pages there are; how much is due on Today takes longer to find than all else before the first paint."""
        pages = [Place(p.key, _(p.title), p.icon, due if p.key == "today" else None) for p in PAGES if p.listed
                 and (p.key != "openings" or opportunities.any_yet(self.desk.read))]  # fmt: skip
        self.sidebar.show_places(pages, lists)
        self._mark()

    def _mark(self) -> None:
        """Where she is: a saved list, where the page shows what it finds."""
        if self.page is not None:
            search = self.page.search()
            found = next((each for each in self.sidebar.lists.places if search and each.key == search), None)
            self.sidebar.mark(self.page.within or self.page.key, found.list_id if found is not None else 0)

    def _lists(self) -> list[Place]:
        rows = saved_lists.listed(self.desk.read)
        if not rows:
            return []
        from mrtnet.queries import search  # the search language is large, and no list needs no search

        read, on = self.desk.read, self.desk.today
        return [Place(r.query, r.name, r.icon or "tag", search.count(read, r.query, on), r.id) for r in rows]

    def say_saved(self, *_news: object) -> None:
        """Say in the lower corner when the book was backed up last."""
        backups = sorted((self.desk.book.path.parent / "backups").glob("*.mrtnet"), key=lambda p: p.stat().st_mtime)
        said = _("Saved") if people.anybody(self.desk.read) else _("Nothing stored yet")
        if backups:
            age = clock.now().timestamp() - backups[-1].stat().st_mtime
            hours = max(0, int(age // 3600))
            days = hours // 24
            when = plural("{n} h ago", "{n} h ago", hours) if days < 2 else plural("{n} day ago", "{n} days ago", days)
            when = when if hours else _("just now")
            said = _("Saved · backup {when}").format(when=when)
        if self.desk.book.read_only:
            said = _("Read-only")
        self.sidebar.say_data(_("On this computer only"), said)

    def tell_crash(self, _report: str) -> None:
        """Something of ours failed: the book is whole, the report lies beside the settings."""
        self.toast.say(_("Something went wrong in mrtnet. Your book is safe; a report was kept."), trouble=True)

    # Commands of the window

    @handles("undo")
    def undo(self) -> None:
        """Take back the newest step."""
        self.desk.undo()

    @handles("redo")
    def redo(self) -> None:
        """Do again what was undone."""
        self.desk.redo()

    @handles("quit")
    def quit(self) -> None:
        """Close the window and end, also where closing alone would only hide it."""
        self.leaving = True
        self.close()

    def come_forward(self) -> None:
        """In front of the other windows, with the keyboard."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def unfinished(self) -> str:
        """What would be lost if the program ended now, in a sentence; "" for nothing."""
        return next(filter(None, (page.unfinished() for page in self._pages.values())), "")

    @handles("sidebar")
    def toggle_sidebar(self) -> None:
        """Words or icons."""
        self._wanted_narrow = not self._wanted_narrow
        self.settings.sidebar_narrow = self._wanted_narrow
        self._measure()

    @handles("menu")
    def show_menu(self) -> None:
        """The menu bar, with the keyboard in it."""
        bar = self.menuBar()
        self._before_menus = self.focusWidget()
        bar.setVisible(True)
        bar.setActiveAction(bar.actions()[0])

    @handles("menu_here")
    def show_menu_here(self) -> None:
        """What the menu key brings, which many keyboards lack; Shift+F10 is known to Qt on Windows only."""
        here = self.focusWidget()
        if here is not None:
            at = QRectF(here.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).center().toPoint()
            why = QContextMenuEvent.Reason.Keyboard
            QApplication.sendEvent(here, QContextMenuEvent(why, at, here.mapToGlobal(at)))

    @handles("bigger")
    def bigger(self) -> None:
        """The next larger text."""
        self._resize_text(next((size for size in TEXT_SIZES if size > self.settings.text_size), TEXT_SIZES[-1]))

    @handles("smaller")
    def smaller(self) -> None:
        """The next smaller text."""
        smaller = (size for size in reversed(TEXT_SIZES) if size < self.settings.text_size)
        self._resize_text(next(smaller, TEXT_SIZES[0]))

    @handles("usual_size")
    def usual_size(self) -> None:
        """Text as large as the system's."""
        self._resize_text(100)

    def _resize_text(self, size: int) -> None:
        self.settings.text_size = size
        before = self.size()
        self.theme.refresh()
        if self.windowState() == Qt.WindowState.WindowNoState:  # larger text may have made it larger than the screen
            self.resize(self.size().boundedTo(before.expandedTo(self.screen().availableSize())))
        self.settings.save()

    @handles("density")
    def next_density(self) -> None:
        """Compact, normal, roomy rows in turn."""
        place = DENSITIES.index(self.settings.density)
        self.settings.density = DENSITIES[(place + 1) % len(DENSITIES)]
        self.theme.refresh()
        self.settings.save()

    @handles("next_pane")
    def next_pane(self) -> None:
        """The keyboard goes to the next part of the window."""
        self._step_pane(1)

    @handles("last_pane")
    def last_pane(self) -> None:
        """The keyboard goes to the part before."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        around: list[QWidget] = [self.sidebar.page_view]
        around += [pane for pane in (self.page.panes() if self.page else ()) if pane.isVisible()]
        around += [place for place in self.findChildren(QWidget, names.BESIDE) if place.isVisible()]
        focus = self.focusWidget()
        here = [n for n, pane in enumerate(around) if focus is not None and (pane is focus or pane.isAncestorOf(focus))]
        place = (here[-1] + step) if here else (1 if step > 0 else len(around) - 1)
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        around[place % len(around)].setFocus(Qt.FocusReason.TabFocusReason)

    # The menu bar

    def _build_menus(self) -> None:
        bar = self.menuBar()
        bar.setObjectName(names.MENU_BAR)
        leave = QTimer(self, singleShot=True, interval=0)  # by then another of the menus may be open
        leave.timeout.connect(self._leave_menus)
        for key, title in MENUS.items():
            menu = QMenu(_(title), bar)
            menu.setObjectName(names.menu(key))
            menu.aboutToShow.connect(lambda menu=menu, key=key: self._fill(menu, key))
            menu.aboutToHide.connect(leave.start)
            bar.addMenu(menu)
        bar.setVisible(bar.isNativeMenuBar())
        self.sidebar.menu.setVisible(not bar.isNativeMenuBar())

    def _leave_menus(self) -> None:
        """No menu is open any more: the bar goes, and the keyboard back to where it was."""
        bar = self.menuBar()
        if bar.isNativeMenuBar() or any(menu.isVisible() for menu in bar.findChildren(QMenu)):
            return
        if bar.hasFocus():
            give_back(self._before_menus, Qt.FocusReason.MenuBarFocusReason)
        bar.setVisible(False)

    def _show_menu_at(self, button: QWidget) -> None:
        """All menus in one, for those who use the pointer."""
        menu = passing_menu(self, "all")
        menu.addActions(self.menuBar().actions())
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _fill(self, menu: QMenu, key: str) -> None:
        self.commands.refresh()
        menu.clear()
        for command in self.commands.available():
            if command.menu == key:
                menu.addAction(self.commands.action(command.name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt alone, pressed and let go, shows the menu bar."""
        self._alt = event.key() == Qt.Key.Key_Alt
        if self._alt:
            self.windowHandle().installEventFilter(self)
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The other half of Alt."""
        if event.key() == Qt.Key.Key_Alt and self._alt and not self.menuBar().isNativeMenuBar():
            self.show_menu()
        self._alt = False
        super().keyReleaseEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While Alt is down: whatever else comes, Alt is not alone; a shortcut or a list may take it before us."""
        other = isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Alt
        if other or event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut):
            self._alt = False
            self.windowHandle().removeEventFilter(self)
        return super().eventFilter(watched, event)

    # Size

    @property
    def width_class(self) -> Width:
        """How much room there is for the text's size (design 6.4)."""
        return self.around.width_class(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size may be another width class."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, when all of it is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._after_paint.start()

    def _measure(self) -> None:
        px, screen = self.theme.px, self.screen().availableSize()
        width, height = min(px(SMALLEST[0]), screen.width()), min(px(SMALLEST[1]), screen.height())
        self.setMinimumSize(width, height)
        narrow = self._wanted_narrow or self.width_class == "narrow"
        if narrow != self.sidebar.narrow:
            self.sidebar.set_narrow(narrow)
        if self.page is not None:
            self.page.set_width(self.width_class)

    def _restore_geometry(self) -> None:
        stored = self.settings.geometry
        if not (stored and self.restoreGeometry(QByteArray(base64.b64decode(stored, validate=False)))):
            px, screen = self.theme.px, self.screen().availableSize()
            self.resize(min(px(FIRST_SIZE[0]), screen.width()), min(px(FIRST_SIZE[1]), screen.height() - px(TITLE_BAR)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood."""
        for page in self._pages.values():
            page.keep()
        self.closing.emit()
        self.keep_place()
        super().closeEvent(event)

    def keep_place(self) -> None:
        """Remember where the window stands, and the page."""
        self.settings.geometry = base64.b64encode(self.saveGeometry().data()).decode()
        self.settings.save()
