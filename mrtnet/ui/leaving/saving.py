"""What the dialogs of leaving share: a place to save to, the job with its progress, the toast that shows the file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.jobs import Job
from mrtnet.ui.widgets.progress import Progress
from mrtnet.ui.widgets.toast import OfferingToast
from mrtnet.words import _

NAME = 60  # characters of an offered file name


def ask_place(
    parent: QWidget, title: str, offered: str, suffix: str, kind: str, refused: Callable[[str], object]
) -> Path | None:
    """Where to; the system's dialog asks before a file is replaced. `refused` is told why it cannot be there."""
    told, _chosen = QFileDialog.getSaveFileName(
        parent, title, str(Path.home() / f"{offered}{suffix}"), f"{kind} (*{suffix})"
    )
    if not told:
        return None
    path = Path(told)
    if path.suffix.lower() == suffix:
        return path
    path = path.with_name(path.name + suffix)
    if path.exists():
        refused(_("“{name}” exists. Choose it by its whole name to replace it.").format(name=path.name))
        return None
    return path


class SavingDialog(SmallDialog):
    """A small dialog whose end is a file: asked for, written by a job with progress; Esc stops it."""

    def __init__(self, around: Around, key: str, title: str, take: str) -> None:
        super().__init__(around, key, title, take, icon="download-simple")
        self.bar = Progress(around.theme, f"{key}.progress")
        self.bar.hide()
        self._job: Job | None = None
        self.choosers: tuple[QWidget, ...] = ()
        """What waits while the file is written."""

    def ask_place(self, offered: str, suffix: str, kind: str) -> Path | None:
        """Where to; the system's dialog asks before a file is replaced."""
        return ask_place(self, self.windowTitle(), offered, suffix, kind, self.tell)

    def run(self, title: str, work: Callable[..., Any], *args: Any, on_done: Callable[[Any], None]) -> None:
        """Do it on the pool; the dialog stays with a bar until it is done, and closes then."""

        def ready(result: Any) -> None:
            self._job = None
            self.accept()
            on_done(result)

        self.tell("")
        self._wait(True)
        self._job = self.around.jobs.start(title, work, *args, on_done=ready, on_trouble=self._refused)
        self._job.progress.connect(self.bar.tell)

    def _refused(self, sentence: str) -> None:
        self._job = None
        self._wait(False)
        self.tell(sentence)
        self.take.setFocus()

    def _wait(self, waits: bool) -> None:
        self.bar.tell(0, 0)
        self.bar.setVisible(waits)
        self.take.setEnabled(not waits)
        for each in self.choosers:
            each.setEnabled(not waits)
        self._fit_height()

    def done(self, result: int) -> None:
        """Leaving stops what is being written; nothing of it stays."""
        if self._job is not None:
            self._job.stop()
            self._job = None
        super().done(result)


class SavedToast(OfferingToast):
    """Shows the folder of the file that was written."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, around.window, "", _("Show"), "saved.show")
        self.path = Path()
        self.setObjectName("saved.toast")
        self.offered.connect(self.show_folder)
        for others in (around.desk.said, around.desk.trouble):
            others.connect(self._make_room)

    def _make_room(self, *_told: object) -> None:
        self.dismiss()

    def show_folder(self) -> None:
        """The folder, in the system's own program for files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))


def say_saved(around: Around, words: str, path: Path) -> None:
    """ "Saved 14 people to people.vcf", with Show; it takes the place of the toast before."""
    toast = around.window.findChild(SavedToast) or SavedToast(around)
    own = getattr(around.window, "toast", None)
    if own is not None:
        own.dismiss()
    toast.path = path
    toast.say(words)


def file_name(words: str) -> str:
    """Words as the name of a file, harmless on every system."""
    kept = "".join(each if each.isalnum() or each in " -_" else " " for each in words)
    return " ".join(kept.split())[:NAME].strip() or _("people")
