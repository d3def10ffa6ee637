"""Where things lie: her data, this machine's settings, and the files that come with the program."""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from mrtnet.trouble import Trouble
from mrtnet.words import _

APP = "mrtnet"


def home() -> Path | None:
    """MRTNET_HOME: one folder for data and settings together, if she or a test set it."""
    told = os.environ.get("MRTNET_HOME")
    try:
        return Path(told).expanduser() if told else None
    except RuntimeError:
        raise Trouble(_("MRTNET_HOME names a home folder that does not exist.")) from None


def data_dir() -> Path:
    """The folder of the book, its backups and its calendar file. Made with mode 0700 on first use."""
    return _private(home() or _own_folder("user_data_dir"))


def config_dir() -> Path:
    """The folder of this machine's settings (window geometry, theme). Made with mode 0700 on first use."""
    return _private(home() or _own_folder("user_config_dir"))


def book_file() -> Path:
    """Where the book lies unless she names another file."""
    return data_dir() / "book.mrtnet"


@cache
def resources() -> Path:
    """The folder of files that come with the program: in the wheel, or beside the package in a source tree."""
    package = Path(__file__).resolve().parent
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parent / "resources"


def resource(*parts: str) -> Path:
    """One file or folder of the resources."""
    return resources().joinpath(*parts)


def private_umask() -> None:
    """Every file that the program creates is hers alone (0600, folders 0700): called once at start."""
    os.umask(0o077)


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write the file so that a reader, or a crash at any moment, sees the old or the new content, never a part.

    `content` may come in pieces. The folder must exist. Raises OSError, with the old file untouched.
    """
    import tempfile  # a start that only hands over does without

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines([content] if isinstance(content, bytes) else content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in the folder durable, where the system can (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _own_folder(which: str) -> Path:
    """The system's folder for our data or settings, where she has a home."""
    import platformdirs

    try:
        folder = Path(getattr(platformdirs, which)(APP, appauthor=False))
    except RuntimeError:
        folder = Path()
    if not folder.is_absolute():
        raise Trouble(_("Your home folder is not known. Set MRTNET_HOME to a folder for your data."))
    return folder


def _private(folder: Path) -> Path:
    if folder.is_dir():
        return folder
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise Trouble(_("“{name}” is a file, not a folder. Set MRTNET_HOME to a folder.").format(name=folder)) from None
    except (OSError, ValueError) as wrong:
        why = os.strerror(wrong.errno) if isinstance(wrong, OSError) and wrong.errno else _("not a possible name")
        raise Trouble(_("The folder “{name}” cannot be made: {why}.").format(name=folder, why=why)) from None
    return folder
