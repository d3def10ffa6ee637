"""Who is told when something slow is done: nobody, if the widget that asked was closed meanwhile."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def listens(told: Callable[..., Any]) -> bool:
    """False for a function that is a method of, or holds, a widget or another Qt object that was deleted."""
    return all(isValid(each) for each in _held(told))


def _held(told: Any) -> Iterator[QObject]:
    while isinstance(told, partial):
        yield from (each for each in told.args if isinstance(each, QObject))
        told = told.func
    if isinstance(owner := getattr(told, "__self__", None), QObject):
        yield owner
    for cell in getattr(told, "__closure__", None) or ():
        try:
            content = cell.cell_contents
        except ValueError:  # not filled yet
            continue
        if isinstance(content, QObject):
            yield content
