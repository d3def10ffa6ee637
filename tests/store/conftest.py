"""What the tests of the store share: a book in a folder of its own, and real second processes."""

import os
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from mrtnet.store.book import Book
from tests.copies import copied


@pytest.fixture
def path() -> Iterator[Path]:
    """Where the book lies: in memory where the system has such a folder, since a disk takes its time for each step."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder) / "book.mrtnet"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    """An empty open book."""
    with copied(path) as opened:
        yield opened


@pytest.fixture
def start(processes: Any) -> Iterator[Callable[..., BaseProcess]]:
    """Run a function of a module in another process; all are ended with the test."""
    started: list[BaseProcess] = []

    def run(target: Callable[..., None], *args: Any) -> BaseProcess:
        process = processes.Process(target=target, args=args)
        process.start()
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.join()
        process.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes minutes runs only when it is asked for by `-m`."""
    if not config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
