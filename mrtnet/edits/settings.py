"""What the book knows about her, changed one setting at a time; undoable like everything else."""

from typing import Any

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.about import checked, to_text
from mrtnet.store.book import titled
from mrtnet.store.tables import Setting
from mrtnet.words import _


def set_about(session: Session, /, **settings: Any) -> None:
    """Change settings by name (the fields of `About`). Raises Trouble for a value that does not fit."""
    titled(session, _("Changed settings: {names}").format(names=", ".join(key.replace("_", " ") for key in settings)))
    for key, value in settings.items():
        fit = checked(key, value)
        if key == "time_zone":
            clock.zone(fit)
        keep_setting(session, key, to_text(fit))


def keep_setting(session: Session, key: str, value: str | None) -> None:
    """Keep a text under a key of `setting`; None takes it away."""
    row = session.exec(select(Setting).where(col(Setting.key) == key)).first()
    if value is not None:
        row = row or Setting(key=key, value="")
        row.value = value
        session.add(row)
    elif row is not None:
        session.delete(row)
    session.flush()
