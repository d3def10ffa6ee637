"""What all tests share: a home of their own, and Qt without a screen."""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The ordinary run tries the same examples each time; MRTNET_HYPOTHESIS=searching looks for new ones.
settings.register_profile("ordinary", derandomize=True, deadline=None)
settings.register_profile("searching", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("MRTNET_HYPOTHESIS", "ordinary"))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _home_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What lives longer than one test does not touch them either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRTNET_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the machine's own folders."""
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def processes() -> Any:
    """Where real processes are forked from: one that has everything imported, the window too, and runs none of it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mrtnet.store.book", "mrtnet.store.tables", "sqlmodel", "tests.ui.warm"])
    return context
