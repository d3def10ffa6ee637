"""Regular expressions that are compiled when they are first used; compiling all of them would slow each start."""

import re
from typing import Any, cast


class _Waiting:
    """Answers as the compiled expression does; what was asked for once is kept."""

    def __init__(self, *told: Any) -> None:
        self._told = told

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._told), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, to be called as if it were compiled already."""
    return cast("re.Pattern[str]", _Waiting(text, flags))
