"""The program, with an empty home."""

from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
def mrtnet(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")
