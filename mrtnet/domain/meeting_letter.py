"""The text that asks for a meeting, or confirms it: plain words with both local times, for her to copy and send."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from mrtnet.domain import zoned
from mrtnet.domain.days import weekday_names
from mrtnet.domain.kinds import title
from mrtnet.domain.when import say_date
from mrtnet.domain.zone_words import short_zone
from mrtnet.words import _

_ABOUT = {
    "informational-interview": lambda: _("a talk about your work and how you came to it"),
    "mentor-check-in": lambda: _("our next check-in"),
    "coffee": lambda: _("a coffee together"),
    "call": lambda: _("a short call"),
    "interview": lambda: _("the interview"),
    "site-visit": lambda: _("a visit to your department"),
}


def said_times(start: datetime, minutes: int, mine: str, theirs: str) -> str:
    """Both local times of an instant (UTC): "Thursday, October 23, 9:00 – 9:30 AM Hawaii (3:00 PM Eastern)".

    Theirs comes first, since they read it. Raises Trouble for an unknown zone.
    """
    there, here = zoned.wall(start, theirs), zoned.wall(start, mine)
    end = there + timedelta(minutes=minutes)
    begin, last = zoned.say_clock(there), zoned.say_clock(end)
    if begin[-3:] == last[-3:] and begin.endswith((" AM", " PM")):
        begin = begin[:-3]
    day = _("{weekday}, {date}").format(
        weekday=weekday_names()[there.weekday()], date=say_date(there.date(), there.date())
    )
    said = _("{day}, {first} – {last} {zone}").format(day=day, first=begin, last=last, zone=short_zone(theirs))
    if there == here:
        return said
    other = f"{weekday_names()[here.weekday()]} " if here.date() != there.date() else ""
    return _("{said} ({other}{time} {zone})").format(
        said=said, other=other, time=zoned.say_clock(here), zone=short_zone(mine)
    )


def letter(
    kind: str,
    name: str,
    sender: str,
    times: Sequence[datetime],
    minutes: int,
    mine: str,
    theirs: str,
    *,
    agreed: bool,
    link: str = "",
    phone: str = "",
    place: str = "",
) -> str:
    """The whole text. `times` are instants: one that is chosen, or several to choose from. `agreed` confirms."""
    about = _ABOUT.get(kind, lambda: title("meeting", kind).lower())()
    said = [said_times(each, minutes, mine, theirs) for each in times]
    greeting = _("Hello {name},").format(name=name) if name else _("Hello,")
    parts = [greeting]
    if agreed and said:
        parts += [_("Thank you for making time for {about}. This is what I have noted:").format(about=about), said[0]]
    elif len(said) == 1:
        length = zoned.say_length(minutes)
        parts += [
            _("Would this time suit you for {about}? {length} are enough.").format(about=about, length=length),
            said[0],
        ]
    elif said:
        asked = _("Would one of these times suit you for {about}?").format(about=about)
        parts += [asked, "\n".join(f"– {each}" for each in said)]
    else:
        length = zoned.say_length(minutes)
        parts.append(
            _("Would you have {length} for {about}? Any day that suits you.").format(length=length, about=about)
        )
    if said:
        parts.append(_where(link, phone, place))
    parts.append(_("If another time is better, tell me, and I will gladly change it."))
    parts.append("\n".join(part for part in (_("Kind regards,"), sender) if part))
    return "\n\n".join(part for part in parts if part)


def _where(link: str, phone: str, place: str) -> str:
    if link:
        return _("We meet by video: {link}").format(link=link)
    if phone:
        return _("I call you at {phone}.").format(phone=phone)
    return _("Where: {place}").format(place=place) if place else ""
