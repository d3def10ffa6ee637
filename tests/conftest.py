"""What all tests share: a home of their own, and Qt without a screen."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the machine's own folders."""
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path / "home"))
