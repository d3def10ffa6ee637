"""Starting the window: a second start hands its wish to the first one, before Qt is imported."""

import builtins
import gc

from mrtnet import paths


def main(arguments: list[str]) -> int:
    """Open the window; returns the exit code. `--capture` logs people, `--show` brings a running window forward.

    When a window of this user runs already, the wish is handed over to it and this process ends.
    """
    from mrtnet.ui import single

    wish = "capture" if "--capture" in arguments else "show"
    config = paths.config_dir()
    if single.hand_over(config, wish):
        return 0
    gc.disable()  # until the first paint: collecting while importing and loading costs a fifth of the start
    _import_plainly()
    from mrtnet.ui.program import run

    return run(config, wish)


def _import_plainly() -> None:
    """Take Qt's hook out of importing: it reads the source of every module that imports, for a syntax unused here.

    Without it a start takes an eighth less.
    """
    import PySide6.QtCore  # noqa: F401  # this sets the hook

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
