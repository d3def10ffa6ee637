"""What the window brings along beside its pages: small windows, dialogs, the palette. Each is imported at first use.

To add one: a module with `install(around)`, which offers its commands, and its line in PARTS.
"""

from functools import partial
from importlib import import_module
from typing import NamedTuple

from mrtnet.ui.around import Around


class Part(NamedTuple):
    """A module with `install(around)`, and the commands that it carries out."""

    module: str
    commands: tuple[str, ...]


PARTS: tuple[Part, ...] = (
    Part("mrtnet.ui.help.opening", ("keys", "guide", "about")),
    Part("mrtnet.ui.capture.opening", ("log_people",)),
    Part("mrtnet.ui.merging.opening", ("merge", "find_doubles")),
    Part("mrtnet.ui.cards.opening", ("show_card", "person_card")),
    Part("mrtnet.ui.meetings.opening", ("meet",)),
    Part("mrtnet.ui.meetings.joining", ("meeting_join",)),
    Part("mrtnet.ui.meetings.inviting", ("meeting_invite", "meeting_answer", "meeting_take")),
    Part("mrtnet.ui.meetings.reading", ("open_calendar",)),
    Part("mrtnet.ui.meetings.talking", ("meeting_brief", "meeting_notes", "meeting_outcome", "mentoring")),
    Part("mrtnet.ui.ways.opening", ("ways", "introduction", "new_opening")),
    Part("mrtnet.ui.playbooks.start", ("play", "play_event")),
    Part("mrtnet.ui.playbooks.move", ("move_play", "move_event_play")),
    Part("mrtnet.ui.playbooks.why", ("why",)),
    Part("mrtnet.ui.leaving.opening", ("export_people", "archive", "print_person", "print_event")),
    Part(
        "mrtnet.ui.dialogs.offers",
        ("write", "thank", "palette", "follow_up", "tag", "rhythm", "edit", "log", "new", "save_list", "pitch"),
    ),
)


def install(around: Around) -> None:
    """Offer all commands of all parts; the first use of one imports its part and lets it offer them itself."""
    for part in PARTS:
        for command in part.commands:
            around.commands.offer(command, partial(_first_use, around, part, command))


def _first_use(around: Around, part: Part, command: str) -> None:
    import_module(part.module).install(around)
    around.commands.run(command)
