"""What Help offers the window: keys, guide, about."""

from functools import partial

from mrtnet.ui.around import Around
from mrtnet.ui.help.window import PARTS, Help


def install(around: Around) -> Help:
    """Offer the commands of Help in this window; the same help when asked again."""
    found = around.window.findChild(Help)
    if isinstance(found, Help):
        return found
    made = Help(around)
    for part in PARTS:
        around.commands.offer(part, partial(made.show_part, part))
    return made
