"""What is written down when a message is sent: one undoable step for log, next step, reply reminder and settings."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mrtnet.domain.messages import mail_link
from mrtnet.ui.links import link_of
from mrtnet.words import _

if TYPE_CHECKING:
    from sqlmodel import Session

LOGGED_AS = {"email": "email", "linkedin": "linkedin", "phone": "call", "card": "card"}


class Sent(NamedTuple):
    """A message that went out. `remind_on` is when to look for an answer, `settings` what she told about herself."""

    person_id: int
    person: str
    follow_up_id: int | None
    title: str
    channel: str
    body: str
    remind_on: date | None
    draft: str
    settings: dict[str, str]


def log_sent(session: "Session", sent: Sent, *, today: date) -> int:
    """Log the message and drop its draft; returns the step, for Undo and Not sent."""
    from mrtnet.domain.forms import FollowUpForm, InteractionForm
    from mrtnet.edits import drafts, follow_ups, settings
    from mrtnet.store.book import driver_connection, titled

    if sent.settings:
        settings.set_about(session, **sent.settings)
    if sent.follow_up_id is not None:
        follow_ups.done(session, sent.follow_up_id, today, today=today, channel=sent.channel, body=sent.body)
    else:
        kind = LOGGED_AS[sent.channel]
        form = InteractionForm(kind=kind, on=today, title=sent.title, body=sent.body)
        follow_ups.log_contact(session, [sent.person_id], form, today=today)
    if sent.remind_on is not None:
        check = FollowUpForm(kind="reply-check", due=sent.remind_on, note=sent.title)
        follow_ups.add(session, sent.person_id, check, today=today)
    drafts.settle_draft(session, sent.draft)
    titled(session, _("Wrote to {name}: {what}").format(name=sent.person, what=sent.title))
    return int(driver_connection(session).execute("SELECT step FROM journal").fetchone()[0])


class Way(NamedTuple):
    """How a message leaves: the link to open ("" for none) and what goes to the clipboard ("" for nothing)."""

    link: str
    clipboard: str


def way_out(channel: str, to: str, subject: str, body: str) -> Way:
    """How a message leaves by this channel. A mail too long for a link is pasted by her (design 3.4)."""
    if channel == "email":
        link = mail_link(to, subject, body)
        return Way(link.url, body if link.body_left_out else "")
    if channel == "phone":
        return Way(link_of("TEL", to), "")
    return Way(link_of("URL", to), body) if channel == "linkedin" else Way("", body)
