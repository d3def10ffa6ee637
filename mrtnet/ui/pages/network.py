"""The network map: who she knows, in groups, and who of them knows whom; as a picture or as a list."""

import gc
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.domain.layout_groups import WAYS, By, Group
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.chosen_bar import Choosing
from mrtnet.ui.commands import handles
from mrtnet.ui.icons import icon
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages import entry
from mrtnet.ui.pages.network_aside import NetworkAside
from mrtnet.ui.pages.network_list import NetworkList
from mrtnet.ui.pages.network_reading import Network, forget, read_network
from mrtnet.ui.pages.network_way import Found, look
from mrtnet.ui.pages.page import MARGIN, Page
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.map_view import STEP, MapView
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.nothing_yet import NothingYet
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, later

BYS = {
    "both": later("Group by event or employer"),
    "event": later("Group by event"),
    "employer": later("Group by employer"),
    "how": later("Group by how you met"),
}
KEPT = "network.by"
MANY = 1_000  # people whose map is let go of beside the window
FIND_AFTER = 120  # ms she types nothing before people are looked for


class NetworkPage(Page):
    """The page. `arrive` takes a person's id, or a search that is looked for on the map."""

    key, within = "network", "insights"
    shows = frozenset({"person", "event", "job", "organization", "credential", "meeting", "meeting_person",
                       "introduction"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        kept = around.settings.panes.get(KEPT, [0])
        self.by: By = WAYS[kept[0]] if kept and 0 <= kept[0] < len(WAYS) else "both"
        self.network: Network | None = None
        self._reading: Job | None = None
        self._wanted: Any = None
        self._looking: Job | None = None
        self._found: list[int] = []
        self.map = MapView(self.theme, self._said, name="network.map", says=_("Map of your network"))
        self.list = NetworkList(around)
        self.aside = NetworkAside(around)
        self._build()
        self._listen()
        self._arrange()

    # Made once

    def _build(self) -> None:
        px = self.around.px
        self.empty = NothingYet(
            self.theme, _("People you log appear here, in groups by where you met them and where they work."), "plus",
            _("Log people"), name="network.first",
        )  # fmt: skip
        nobody = QWidget()
        top = QVBoxLayout(nobody)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.empty)
        top.addStretch(1)
        self.stack = QStackedWidget()
        for each in (self.map, self.list, nobody):
            self.stack.addWidget(each)
        self.beside = scrolling(self.aside, see_through=True)
        self.body = Panes(self.around, "network.aside", self.stack, self.beside, width=306, gap=16, least=250)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(20), px(MARGIN), px(16))
        column.setSpacing(px(12))
        column.addWidget(self._make_head())
        column.addWidget(self.body, 1)
        self.choosing = Choosing(self.around, self.list, self.list.rows, column)

    def _make_head(self) -> QWidget:
        theme, px, head = self.theme, self.around.px, QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        charts = entry("insights") is not None
        self.heading = Label(theme, _("Insights") if charts else self.title, "page")
        self.switch = Segments(theme, {"insights": _("Charts"), "network": _("Map")}, name="network.view",
                               says=_("Insights"))  # fmt: skip
        self.switch.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.switch.mark("network")
        self.switch.setVisible(charts)
        self.grouping = Button(theme, _(BYS[self.by]), "buildings", name="network.by")
        self.farther = Button(theme, "", "minus", says=_("Farther"), hint="-", name="network.farther")
        self.closer = Button(theme, "", "plus", says=_("Closer"), hint="+", name="network.closer")
        for button in (self.farther, self.closer):
            button.setProperty("hint", "")
        self.as_list = Button(theme, _("Show as list"), "list", name="network.list")
        self.show_aside = Button(theme, _("Find"), "magnifying-glass", name="network.beside")
        self.show_aside.setCheckable(True)
        self.more = Button(theme, "", "dots-three", says=_("More"), name="network.more")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(px(8))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(px(20))
        second.setSpacing(px(5))
        first.addWidget(self.heading)
        first.addWidget(self.switch)
        first.addStretch(1)
        second.addStretch(1)
        for button in (self.show_aside, self.grouping, self.farther, self.closer, self.as_list, self.more):
            second.addWidget(button)
        self._head.addLayout(first, 1)
        self._head.addLayout(second)
        self._buttons = second
        return head

    def _listen(self) -> None:
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(FIND_AFTER)
        self._typing.timeout.connect(self._look_for)
        self.aside.field.textChanged.connect(lambda _text: self._typing.start())
        self.aside.field.moved.connect(self._to_next)
        self.aside.way.shown.connect(self.show_way)
        self.aside.way.wanted.connect(self._do_on_way)
        self.aside.field.left.connect(lambda: self.panes()[0].setFocus(Qt.FocusReason.OtherFocusReason))
        self.switch.chose.connect(lambda key: self.around.go(key) if key != self.key else None)
        self.grouping.clicked.connect(self._ask_by)
        self.farther.clicked.connect(lambda: self.map.zoom(1 / STEP))
        self.closer.clicked.connect(lambda: self.map.zoom(STEP))
        self.as_list.clicked.connect(self.turn)
        self.show_aside.toggled.connect(self._show_beside)
        self.more.clicked.connect(self._ask_more)
        self.empty.begin.clicked.connect(lambda: self.around.commands.run("log_people"))
        self.map.opened.connect(self._open)
        self.map.wanted_menu.connect(lambda _id, where: self.around.commands.menu("person", self).popup(where))
        self.map.wanted_group_menu.connect(self._ask_group)
        self.list.opened.connect(lambda number: self._open(self.list.person_at(number)))
        self.list.wanted_menu.connect(lambda _number, where: self.around.commands.menu("person", self).popup(where))
        self.desk.day_changed.connect(self.reload)

    # Reading

    def reload(self) -> None:
        """Read and lay out anew, beside the window; the old map stays until then."""
        if self._reading is not None:
            self._reading.stop()
        self._reading = self.around.jobs.start(
            _("Network map"), read_network, self.desk.book.path, self.by, self.theme, on_done=self._show
        )

    def _show(self, network: Network) -> None:
        before, self.network, self._reading = self.network, network, None
        if len(network.people) > MANY:  # else the collector looks through all of it next, for a tenth of a second
            gc.freeze()
        several = self.choosing.several()
        self.list.show_network(network)
        self.choosing.choose(several)
        self.map.show_scene(network.scene, fit=before is None or before.by != network.by or not before.people)
        self.aside.show_network(network)
        self._arrange()
        if before is not None and len(before.people) > MANY:
            old, before = [before], None
            self.around.jobs.start(_("Network map"), forget, old)
        if self.aside.field.text():
            self._look_for()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.arrive(wanted)

    def is_planning(self) -> bool:
        """Whether something is still being read or painted."""
        reading = self._reading is not None or self._looking is not None or self._typing.isActive()
        return reading or (self.stack.currentWidget() is self.map and self.map.is_filling())

    def _said(self, person: int) -> str:
        dot = self.map.scene.people.get(person) if self.map.scene is not None else None
        return self.list.said(dot) if dot is not None else ""

    # What is shown

    def show_way(self, people: Sequence[int]) -> None:
        """Let the way over these people stand out, from her to the last; nobody: no way."""
        self.map.show_way(people)

    def show_by(self, by: By) -> None:
        """Other groups."""
        if by != self.by:
            self.by = by
            self.grouping.say(_(BYS[by]))
            self.grouping.shrink(self.width_class != "wide")
            self.around.settings.panes[KEPT] = [WAYS.index(by)]
            self.around.settings.save()
            self.reload()

    def show_as(self, view: str) -> None:
        """ "map" or "list"."""
        as_list = view == "list"
        person = self.subject().person_id
        self.stack.setCurrentWidget(self.list if as_list else self.map)
        if person and as_list:
            self.list.go_to_person(person)
        elif person:
            self.map.choose(person, show=True)
        if not as_list:
            self.list.go_to(self.list.current())  # several are chosen in the list only
        self._arrange()
        (self.list if as_list else self.map).setFocus(Qt.FocusReason.OtherFocusReason)

    @handles("map_list")
    def turn(self) -> None:
        """The list for the map, or the map for the list."""
        self.show_as("map" if self.stack.currentWidget() is self.list else "list")

    @property
    def _groups(self) -> list[Group]:
        return self.network.groups if self.network is not None else []

    @handles("choose_group")
    def choose_group(self) -> None:
        """Choose all who stand with the current person."""
        person = self.subject().person_id
        self._choose(next((group.people for group in self._groups if person in group.people), ()))

    def _choose(self, people: Sequence[int]) -> None:
        """These people, in the list, for what is done with several."""
        if people:
            self.show_as("list")
            self.list.go_to_person(people[0])
            self.choosing.choose(people)

    @handles("map_closer")
    def zoom_in(self) -> None:
        """Closer."""
        self._zoom(STEP)

    @handles("map_farther")
    def zoom_out(self) -> None:
        """Farther."""
        self._zoom(1 / STEP)

    def _zoom(self, factor: float) -> None:
        if self.map.isVisible():
            self.map.zoom(factor)

    @handles("map_all")
    def show_all(self) -> None:
        """The whole map."""
        if self.map.isVisible():
            self.map.fit()

    @handles("filter")
    def look_for(self) -> None:
        """The field that finds."""
        if self.show_aside.isVisibleTo(self):
            self.show_aside.setChecked(True)
        self.aside.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.aside.field.selectAll()

    @handles("open")
    def open(self) -> None:
        """The chosen person."""
        if (person := self.subject().person_id) is not None:
            self._open(person)

    def _open(self, person: int) -> None:
        if person:
            self.around.go("people", person)

    # Finding

    def _look_for(self) -> None:
        """Look for what stands in the field, beside the window."""
        self._typing.stop()
        if self._looking is not None:
            self._looking.stop()
            self._looking = None
        if asked := self.aside.field.text().strip():
            self._looking = self.around.jobs.start(
                _("Find on the map"), look, self.desk.book.path, asked, self.desk.today,
                on_done=self._show_found, on_trouble=lambda _words: self._show_found(Found((), None)),
            )  # fmt: skip
        else:
            self._show_found(Found((), None))

    def _show_found(self, found: Found) -> None:
        self._looking = None
        people = self.map.scene.people if self.map.scene is not None else {}
        asked = self.aside.field.text().strip()
        self._found = [person for person in found.people if person in people]
        self.aside.say_found([people[person].name for person in self._found], "" if found.ways is not None else asked)
        self.map.let_stand_out(self._found if found.ways is None else ())
        self.aside.way.show_ways(found.ways)
        for part in (self.aside.way, self.aside.finding, self.aside):  # the card grows at once, not a turn later
            if (layout := part.layout()) is not None:
                layout.activate()

    def _do_on_way(self, command: str, person: int) -> None:
        """Open somebody of a way, or write to her."""
        self.show_as("map")
        self.map.choose(person)
        self.around.commands.run(command)

    def _to_next(self, step: int) -> None:
        """Choose the next of those who were found, or show the next way."""
        if self._typing.isActive():
            self._look_for()
        elif self.aside.way.ways:
            self.aside.way.turn()
        elif self._found:
            here = self._found.index(self.map.current) if self.map.current in self._found else -1 if step > 0 else 0
            person = self._found[(here + step) % len(self._found)]
            self.map.choose(person, show=True)
            self.list.go_to_person(person)

    # Menus

    def _ask_by(self) -> None:
        menu = passing_menu(self, "network.by")
        one_of = QActionGroup(menu)
        for by in WAYS:
            action = one_of.addAction(menu.addAction(_(BYS[by])))
            action.setCheckable(True)
            action.setChecked(by == self.by)
            action.triggered.connect(lambda _on=False, by=by: self.show_by(by))
        menu.popup(self.grouping.mapToGlobal(self.grouping.rect().bottomLeft()))

    def _ask_group(self, key: str, where: QPoint) -> None:
        if (group := next((group for group in self._groups if group.key == key), None)) is None:
            return
        menu = passing_menu(self, "network.group")
        words = _("Choose these {n} people").format(n=f"{len(group.people):,}")
        menu.addAction(icon(self.theme, "users"), words).triggered.connect(lambda: self._choose(group.people))
        menu.popup(where)

    def _ask_more(self) -> None:
        from mrtnet.ui.pages import network_saving

        menu = passing_menu(self, "network.more")
        scene = self.map.scene
        if scene is not None:
            for words, picture, ask in (
                (_("Save as a picture…"), "image", network_saving.ask_and_save),
                (_("Print…"), "printer", network_saving.ask_printer),
            ):
                action = menu.addAction(icon(self.theme, picture), words)
                action.triggered.connect(lambda _on=False, ask=ask: ask(self.around, scene, self.map))
        menu.addAction(icon(self.theme, "target"), _("Show all of it")).triggered.connect(lambda: self.map.fit())
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # Size

    def fit(self, width: Width) -> None:
        """Less room: the head in two lines, its words as icons, the cards behind a button."""
        narrow = width == "narrow"
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        for index in range(self._buttons.count()):
            item = self._buttons.itemAt(index)
            button = item.widget() if item is not None else None
            if isinstance(button, Button):
                button.shrink(width != "wide")
        self._arrange()

    def _show_beside(self, shown: bool) -> None:
        self._arrange()
        if shown:
            self.aside.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        nobody = self.network is not None and not self.network.people
        if nobody:
            self.stack.setCurrentIndex(2)
        elif self.stack.currentIndex() == 2:
            self.stack.setCurrentWidget(self.map)
        on_map = self.stack.currentWidget() is self.map
        behind = self.width_class != "wide"
        self.show_aside.setVisible(behind and not nobody)
        self.beside.setVisible(not nobody and (not behind or self.show_aside.isChecked()))
        self.stack.setVisible(self.width_class != "narrow" or self.beside.isHidden())
        for button in (self.farther, self.closer):
            button.setVisible(on_map and not nobody)
        for button in (self.grouping, self.as_list, self.more):
            button.setVisible(not nobody)
        if self.as_list.accessibleName() != (words := _("Show as list") if on_map else _("Show as map")):
            self.as_list.say(words)
            self.as_list.setIcon(icon(self.theme, "list" if on_map else "share-network", "text"))
            self.as_list.shrink(self.width_class != "wide")
        self.body.lay_out()

    # For the window

    def panes(self) -> Sequence[QWidget]:
        """Map or list, then the field."""
        if self.stack.currentIndex() == 2:
            return (self.empty.begin,)
        shown = self.stack.currentWidget()
        parts = (self.map if shown is self.map else self.list, self.aside.field)
        return tuple(part for part in parts if part.isVisibleTo(self))

    def subject(self) -> Subject:
        """The chosen person; in the list, all chosen ones."""
        shown = self.stack.currentWidget()
        person = self.list.person_at(self.list.current()) if shown is self.list else self.map.current
        several = self.choosing.several() if shown is self.list else ()
        return Subject(person_id=person or None, person_ids=tuple(several) or ((person,) if person else ()))

    def anchor(self) -> QPoint:
        """Where that person is."""
        if self.stack.currentWidget() is self.list and self.list.current() >= 0:
            return self.list.viewport().mapToGlobal(self.list.visualRect(self.list.currentIndex()).center())
        return self.map.anchor()

    def arrive(self, target: Any) -> None:
        """A person, chosen and shown; or a search."""
        if self.network is None or self._reading is not None:
            self._wanted = target
        elif isinstance(target, int):
            self.map.choose(target, show=True)
            self.list.go_to_person(target)
        elif isinstance(target, str):
            self.aside.field.setText(target)
            self._look_for()

    def place(self) -> Any:
        """The chosen person."""
        return self.subject().person_id
