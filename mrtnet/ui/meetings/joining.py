"""Joining a meeting: its link is opened, and only a web address ever is."""

from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings
from mrtnet.queries.today_meetings import meetings_today
from mrtnet.ui.around import Around
from mrtnet.ui.links import link_of, open_link
from mrtnet.words import _


def install(around: Around) -> None:
    """Offer "Join" in this window."""
    around.commands.offer("meeting_join", lambda: join(around, around.subject().meeting_id))


def join_link(row: MeetingRow) -> str:
    """The http or https address to join by, "" without one: nothing else in a meeting is ever opened."""
    return link_of("URL", row.url) if row.url.lower().startswith(("http://", "https://")) else ""


def join(around: Around, meeting_id: int | None = None) -> None:
    """Open the link of this meeting, else of the one that comes next."""
    desk = around.desk
    row = meetings.row(desk.read, meeting_id) if meeting_id is not None else None
    row = row or meetings_today(desk.read, desk.about, desk.now).next
    link = join_link(row) if row is not None else ""
    if not link:
        desk.said.emit(_("This meeting has no link to join by.") if row else _("No meeting is planned."), 0)
    elif not open_link(link):
        desk.trouble.emit(_("The link could not be opened. It is “{link}”.").format(link=link))
