"""When it is our fault: a report in a file, without personal data, and a sentence. The book stays whole."""

import sys
from collections.abc import Callable
from types import TracebackType

from mrtnet import report


def install(tell: Callable[[str], None]) -> None:
    """Write a report for every error nobody caught, and tell the window where it is; "" if it could not be written."""

    def caught(kind: type[BaseException], wrong: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, wrong, where)
            return
        path = report.write_report(kind, wrong, where)
        sys.stderr.write(report.said(kind, path))
        tell(str(path or ""))

    sys.excepthook = caught
