"""The small dialogs by the command that opens them. Each is imported when it is first opened."""

from collections.abc import Callable, Mapping

from mrtnet.ui.around import Around, Subject
from mrtnet.words import _


def _follow_up(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.follow_up import FollowUpDialog

    FollowUpDialog(around, subject).open_at()


def _log(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.log_line import LogDialog

    if _somebody(around, subject):
        LogDialog(around, subject).open_at()


def _tag(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.tag import TagDialog

    if _somebody(around, subject):
        TagDialog(around, subject).open_at()


def _rhythm(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.rhythm import RhythmDialog

    if _somebody(around, subject):
        RhythmDialog(around, subject).open_at()


def _edit(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.person_form import PersonDialog

    if _somebody(around, subject):
        PersonDialog(around, subject.person_id).open_at()


def _new(around: Around, _subject: Subject) -> None:
    from mrtnet.ui.dialogs.person_form import PersonDialog

    PersonDialog(around).open_at()


def _save_list(around: Around, _subject: Subject) -> None:
    from mrtnet.ui.dialogs.saved_list import SavedListDialog

    SavedListDialog(around, "").open_at()


def _somebody(around: Around, subject: Subject) -> bool:
    if subject.person_id is None and not subject.person_ids:
        around.desk.trouble.emit(_("Choose a person first."))
        return False
    return True


def _pitch(around: Around, _subject: Subject) -> None:
    from mrtnet.ui.write.pitch import PitchDialog

    PitchDialog(around).open_at()


OPEN: Mapping[str, Callable[[Around, Subject], None]] = {
    "follow_up": _follow_up, "log": _log, "tag": _tag, "rhythm": _rhythm, "edit": _edit, "new": _new,
    "save_list": _save_list, "pitch": _pitch,
}  # fmt: skip
"""{command: opens its dialog about this subject}."""
