"""Started at login on macOS: a property list in ~/Library/LaunchAgents. Written without a Mac."""

import plistlib
from pathlib import Path

from mrtnet.paths import write_whole
from mrtnet.reminding.starting import Start

LABEL = "example.mrtnet.reminders"


class LaunchAgent:
    """The agent of ours; launchd reads it at the next login."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or Path("~/Library/LaunchAgents").expanduser()) / f"{LABEL}.plist"

    def is_on(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def put(self, start: Start) -> None:
        """Write the file whole."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        told = {
            "Label": LABEL,
            "ProgramArguments": list(start.line),
            "EnvironmentVariables": dict(start.environ),
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
        write_whole(self.path, plistlib.dumps(told))

    def remove(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)
