"""One screen for a test, and a home beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.whole_job.hands import Screen, screen


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Screen]:
    """A screen."""
    with screen(tmp_path) as made:
        yield made
