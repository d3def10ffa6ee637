"""The small dialogs by the command that opens them."""

from collections.abc import Callable, Mapping

from mrtnet.ui.around import Around, Subject

OPEN: Mapping[str, Callable[[Around, Subject], None]] = {}
