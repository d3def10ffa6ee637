"""People who may be one, as the list shows them, and what is read of a group to ask about it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrtnet.domain.arrivals import Candidate
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.likeness import Likeness, compare
from mrtnet.queries import files, people
from mrtnet.queries.duplicates import Cluster, Held, cards, held
from mrtnet.queries.person_forms import forms
from mrtnet.queries.reading import Connection
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.dialogs.photo import portrait
from mrtnet.ui.painting import Row, avatar, line, symbol, text_width
from mrtnet.ui.rows import Lines
from mrtnet.words import _, listed, plural

MOST_REASONS = 6
_NOWHERE = QModelIndex()


class GroupRow(NamedTuple):
    """A group in the list. `later`: she put it off."""

    ids: tuple[int, ...]
    names: str
    why: str
    score: int
    later: bool


class Member(NamedTuple):
    """One of a group, with all that is shown of her."""

    id: int
    form: PersonForm
    work: str
    held: Held
    photo: QImage | None


def members(connection: Connection, ids: Sequence[int]) -> list[Member]:
    """Those of them that are in the book, the one with most to lose first: she is the one who usually stays."""
    told, counted = forms(connection, ids), held(connection, ids)
    found = []
    for row in people.rows(connection, list(ids)):
        parts = counted[row.id]
        data = files.content(connection, parts.photo_id) if parts.photo_id is not None else None
        found.append(Member(row.id, told[row.id], row.organization or row.title, parts, portrait(data)))
    return sorted(found, key=lambda each: (-each.held.entries - each.held.files, each.id))


def chosen_group(connection: Connection, ids: Sequence[int]) -> Cluster:
    """People she chose to merge, with what speaks for and against it."""
    compared = cards(connection, ids)
    pairs = [pair for at, one in enumerate(compared) for other in compared[at + 1 :] if (pair := compare(one, other))]
    pairs.sort(key=lambda pair: -pair.score)
    return Cluster(tuple(sorted(card.id for card in compared)), tuple(pairs))


def score_of(cluster: Cluster) -> int:
    """How sure the surest pair is; 0 where nothing speaks for it."""
    return cluster.pairs[0].score if cluster.pairs else 0


def say_held(held: Held) -> str:
    """ "9 timeline entries, 2 files"."""
    said = [
        plural("{n} timeline entry", "{n} timeline entries", held.entries) if held.entries else "",
        plural("{n} file", "{n} files", held.files) if held.files else "",
    ]
    return ", ".join(part for part in said if part) or _("nothing in the timeline")


def say_reasons(pairs: Sequence[Likeness | Candidate]) -> str:
    """Why they may be one person, and what speaks against it, in a sentence or two."""
    reasons = list(pairs[0].reasons[:MOST_REASONS]) if pairs else []
    against = list(dict.fromkeys(reason for pair in pairs for reason in pair.against))[:MOST_REASONS]
    said = [_sentence(listed(reasons))] if reasons else [_("You chose them; nothing on file says that they are one.")]
    if against:
        said.append(_("Against it: {reasons}.").format(reasons=listed(against)))
    return " ".join(said)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


class Groups(Lines):
    """The list; what a row says is read when it is seen."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.clusters: list[Cluster] = []
        self._later: frozenset[tuple[int, ...]] = frozenset()
        self._rows: dict[tuple[int, ...], GroupRow] = {}

    def show(self, clusters: Sequence[Cluster], later: frozenset[tuple[int, ...]]) -> None:
        """Show these, those put off last."""
        self.beginResetModel()
        self.clusters = sorted(clusters, key=lambda each: each.ids in later)
        self._later, self._rows = later, {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many groups."""
        return 0 if parent.isValid() else len(self.clusters)

    def at(self, number: int) -> GroupRow | None:
        """The group at this place."""
        if not 0 <= number < len(self.clusters):
            return None
        cluster = self.clusters[number]
        row = self._rows.get(cluster.ids)
        if row is None:
            row = self._rows[cluster.ids] = self._read(cluster)
        return row

    def spoken(self, number: int) -> str:
        """The group as a sentence."""
        row = self.at(number)
        if row is None:
            return ""
        return ", ".join(part for part in (row.names, row.why, say_score(row.score), _("later") if row.later else "")
                         if part)  # fmt: skip

    def _read(self, cluster: Cluster) -> GroupRow:
        names = [row.name for row in people.rows(self._desk.read, list(cluster.ids))]
        unlike = list(dict.fromkeys(names))
        said = " · ".join(unlike) if len(unlike) > 1 else f"{unlike[0]} (x{len(names)})" if unlike else ""
        reasons = cluster.pairs[0].reasons if cluster.pairs else ()
        why = _sentence(", ".join(reasons))[:-1] if reasons else ""
        return GroupRow(cluster.ids, said, why, score_of(cluster), cluster.ids in self._later)


def say_score(score: int) -> str:
    """ "93% alike"; "" where nothing speaks for it."""
    return _("{n}% alike").format(n=score) if score else ""


class GroupDelegate(RowDelegate):
    """Paints GroupRow: disc, names, why; at the end how sure."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Two lines and a figure."""
        assert isinstance(item, GroupRow)
        self.plain_ground(painter, option, row)
        px, width, height = self.theme.px, row.rect.width(), row.rect.height()
        disc = px(30)
        avatar(painter, self.theme, row.at(px(14), (height - disc) // 2, disc, disc), item.names, item.ids[0])
        start, top = px(54), (height - px(38)) // 2
        figure = f"{item.score}%" if item.score else ""
        wide = text_width(self.theme, "small", figure) + 2
        token = "text3" if item.later else "amber"
        end = px(14) + wide + px(20)
        line(painter, self.theme, row.from_end(px(14), 0, wide, height), "small", token, figure)
        icon = "clock-afternoon" if item.later else "question"
        symbol(painter, self.theme, row.from_end(px(14) + wide + px(2), 0, px(16), height), icon, 15, token)
        room = width - start - end - px(6)
        line(painter, self.theme, row.at(start, top, room, px(20)), "strong", "text", item.names)
        line(painter, self.theme, row.at(start, top + px(19), room, px(20)), "small", "text2", item.why)
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        assert isinstance(item, GroupRow)
        return "\n".join(part for part in (item.names, item.why, say_score(item.score)) if part)
