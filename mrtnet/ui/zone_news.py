"""At a start with other zone data than the last one: coming meetings keep their wall time, one step moves the rest."""

from mrtnet import clock
from mrtnet.queries import zone_rules
from mrtnet.ui.desk import Desk


def look(desk: Desk) -> None:
    """Reckon the coming meetings again if the rules changed; without a difference nothing is written but the mark."""
    told = zone_rules.version()
    if desk.book.read_only or zone_rules.is_known(desk.read, told):
        return
    ids = zone_rules.moved(desk.read, clock.now())
    if ids:
        from mrtnet.edits.meetings import reckon_again

        desk.do(reckon_again, ids)
    desk.quietly(zone_rules.keep, told)
