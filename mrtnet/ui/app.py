"""Starting the window: a second start hands its wish to the first one, before Qt is imported."""

import gc

from mrtnet import paths


def main(arguments: list[str]) -> int:
    """Open the window; returns the exit code. `--capture` logs people, `--show` brings a running window forward,
    `--today` on the page of that name.

    When a window of this user runs already, the wish is handed over to it and this process ends.
    """
    from mrtnet.ui import single

    wish = next((wish for wish in ("capture", "today") if f"--{wish}" in arguments), "show")
    config = paths.config_dir()
    if single.hand_over(config, wish):
        return 0
    gc.disable()  # until the first paint: collecting while importing and loading costs a fifth of the start
    from mrtnet.ui.qt_import import import_qt

    import_qt()
    from mrtnet.ui.program import run

    return run(config, wish)
