"""Beside a person: how to reach her, how often to be in touch, whom she knows, what to remember."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mrtnet.domain import rhythm
from mrtnet.domain.busy_seasons import quiet_day
from mrtnet.domain.rows import PersonDetail, PromiseRow
from mrtnet.domain.when import say_inside
from mrtnet.queries import busy_seasons
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.links import link_of, open_or_copy
from mrtnet.ui.widgets.basic import Button, Chip, Divider, Label, ShortLabel, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.ring import Ring
from mrtnet.words import _, later

WIDTH, LINE = 244, 26  # design px
MENTORING = frozenset({"mentor", "mentee"})
MOST_PROMISES = 4  # beside her; all stand under Meetings
_ICONS = {"EMAIL": "envelope-simple", "TEL": "phone", "URL": "link-simple", "IMPP": "chat-circle-dots"}


def is_open(promise: PromiseRow) -> bool:
    """Whether it is neither kept nor dropped."""
    return promise.kept_on is None and promise.dropped_on is None


class PersonAside(QScrollArea):
    """The right column of a person."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around, self._theme = around, around.theme
        self.setObjectName(names.PERSON_ASIDE)
        self.setAccessibleName(_("How to reach"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.first: QWidget = self

    def show_person(self, detail: PersonDetail, promises: Sequence[PromiseRow] = ()) -> None:
        """Show this person's, with the promises both ways that are open."""
        px = self._around.px
        inner = QWidget()
        self.first = self
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, px(6), px(4), px(16))
        self._column.setSpacing(px(3))
        self._reach(detail)
        self._rhythm(detail)
        self._mentoring(detail)
        self._promises(promises)
        self._connections(detail)
        if detail.tags:
            self._tags(detail)
        self._column.addStretch(1)
        self.setWidget(inner)

    def _heading(self, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(self._around.px(6))
            self._column.addWidget(Divider(self._theme))
            self._column.addSpacing(self._around.px(6))
        self._column.addWidget(Label(self._theme, text, "strong"))

    def _line(self, icon: str, text: str, link: str = "", below: str = "") -> None:
        theme, px = self._theme, self._around.px
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(Symbol(theme, icon, "text3", size=16), 0, Qt.AlignmentFlag.AlignVCenter)
        if link:
            button = LinkButton(self._around, text, link)
            if self.first is self:
                self.first = button
            row.addWidget(button, 1)
        else:
            told = ShortLabel(theme, text)
            told.setMinimumHeight(px(LINE))
            row.addSpacing(px(2))
            row.addWidget(told, 1)
        self._column.addLayout(row)
        if below:
            more = Label(theme, below, "small", "text3", wrap=True)
            more.setIndent(px(30))
            self._column.addWidget(more)

    def _reach(self, detail: PersonDetail) -> None:
        self._heading(_("Reach {name}").format(name=detail.nickname or detail.given or detail.name))
        for reach in detail.reaches:
            linkedin = reach.property == "URL" and "linkedin.com/" in reach.value
            icon = "linkedin-logo" if linkedin else _ICONS.get(reach.property, "link-simple")
            shown = reach.value.split("linkedin.com/", 1)[1] if linkedin else reach.value
            self._line(
                icon, f"\u2066{shown.removeprefix('https://')}\u2069", link_of(reach.property, reach.value),
                "" if linkedin else reach.label,
            )  # fmt: skip
        for address in detail.addresses:
            parts = (address.street, address.locality, address.region, address.code, address.country)
            self._line("map-pin", ", ".join(part for part in parts if part))
        if not detail.reaches and not detail.addresses:
            self._column.addWidget(Label(self._theme, _("No address yet."), "body", "text3", wrap=True))
        about = " · ".join(part for part in (detail.pronouns, detail.pronunciation) if part)
        if about:
            self._line("user", about)

    def _rhythm(self, detail: PersonDetail) -> None:
        desk, px, theme = self._around.desk, self._around.px, self._theme
        self._heading(_("Keep in touch"))
        days = rhythm.rhythm_days(detail.tier, detail.rhythm_days, desk.about.rhythms)
        standing = rhythm.standing(detail.last_contact, days, desk.today)
        ring = Ring(theme)
        if days and detail.last_contact:
            left = 1 - (desk.today - detail.last_contact).days / days
            ring.show_left(left if left > 0 else 1.0, "accent" if left > 0 else "red")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ShortLabel(theme, rhythm.say_rhythm(days)))
        said = _("No contact is due")
        until = rhythm.next_touch(detail.last_contact, days, desk.about.days, met_on=detail.met_on)
        busy = busy_seasons.seasons(desk.read, detail.id)
        until = quiet_day(until, busy, desk.about.days) if until is not None else None
        if standing != "on_track":
            said = _(_STANDINGS[standing])
        elif until is not None and not (detail.do_not_contact or detail.deceased):
            said = _("On track until {day}").format(day=say_inside(until, desk.today))
            if until <= desk.today:
                said = _("Due now")
        below = Label(theme, said, "small", "text3" if standing == "on_track" else "red", wrap=True)
        words.addWidget(below)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(ring)
        row.addLayout(words, 1)
        self._column.addLayout(row)
        if busy:
            self._line("calendar-x", _("Busy: {when}").format(when=", ".join(each.rule for each in busy)))

    def _mentoring(self, detail: PersonDetail) -> None:
        if not MENTORING.intersection(detail.roles):  # an agreement gives one of these roles
            return
        from mrtnet.ui.meetings.mentoring_section import section_of

        if (section := section_of(self._around, detail.id)) is not None:
            self._heading(_("Mentoring"))
            self._column.addWidget(section)

    def _promises(self, promises: Sequence[PromiseRow]) -> None:
        found = [each for each in promises if is_open(each)]
        if not found:
            return
        self._heading(_("Promises"))
        for each in found[:MOST_PROMISES]:
            by = _("You promised") if each.side == "mine" else _("They promised")
            if each.due:
                by = _("{who}, by {day}").format(who=by, day=say_inside(each.due, self._around.desk.today))
            self._line("handshake", each.text, below=by)

    def _connections(self, detail: PersonDetail) -> None:
        from mrtnet.ui.ways.connections import connections_of

        if (section := connections_of(self._around, detail)) is not None:
            self._heading(_("Connections"))
            self._column.addWidget(section)

    def _tags(self, detail: PersonDetail) -> None:
        self._heading(_("Remember"))
        chips = Flow(self._around.px(6))
        self._column.addLayout(chips)
        for tag in detail.tags:
            chips.addWidget(Chip(self._theme, tag))


class LinkButton(Button):
    """A way to reach somebody that opens; only the four safe schemes do."""

    def __init__(self, around: Around, text: str, link: str) -> None:
        super().__init__(
            around.theme, "", kind="ghost", small=True, says=text, name=f"person.reach.{link.split(':')[0]}"
        )
        self._link = link
        self._shown = ShortLabel(around.theme, text)
        self._shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(around.px(2), 0, around.px(2), 0)
        row.addWidget(self._shown)
        self.setSizePolicy(self.sizePolicy().Policy.Expanding, self.sizePolicy().Policy.Fixed)
        self.setFixedHeight(around.px(LINE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: open_or_copy(around.desk, self._link))


_STANDINGS = {"overdue": later("Overdue"), "gone_quiet": later("Gone quiet"), "dormant": later("Dormant")}
