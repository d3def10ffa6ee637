"""The bench itself: every row runs on a small book and says what it found. No figure is judged here."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.bench.__main__ import ROWS
from tests.bench.measure import Bench, Result, apart, percentile

KEPT = "kept"


HEAVY = {8, 9, 11, 12, 13, 17, 18, 22}
"""Rows that work for seconds on the smallest book: on demand."""


@pytest.mark.parametrize("row", [pytest.param(row, marks=[pytest.mark.long] * (row in HEAVY)) for row in ROWS])
def test_a_row_measures_something(
    row: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> None:
    results = list(ROWS[row](Bench(60, 1, tmp_path, {}, tmp_path_factory.getbasetemp() / KEPT, lambda: qapp)))
    assert results
    for line in results:
        assert line.row == row
        assert line.people == 60
        assert line.floor > 0
        assert line.measured > 0


def test_the_verdict() -> None:
    line = Result(3, "x", 10, floor=1.0, measured=2.0, limit=3.0)
    assert (line.target, line.verdict, line.ratio) == ("<= 3x", "ok", 2.0)
    assert line._replace(measured=4.0).verdict == "missed"
    assert line._replace(apart=0.2).verdict == "noisy"
    assert line._replace(limit=1 / 200).target == "<= 1/200"
    assert line._replace(limit=None, limit_ms=1.5).verdict == "missed"
    assert line._replace(limit=None).verdict == "-"


def test_how_steady_rounds_were() -> None:
    assert apart([1.0, 1.0, 1.0, 2.0, 2.0, 2.0]) == 1.0
    assert apart([5.0]) == 0.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 50) == 3.0
    assert percentile([1.0], 99) == 1.0
