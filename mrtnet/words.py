"""The words the program says, in her language: gettext for the window and the command line alike."""

import gettext

_current: gettext.NullTranslations = gettext.NullTranslations()


def use(translations: gettext.NullTranslations) -> None:
    """Say everything from now on with these translations."""
    global _current
    _current = translations


def _(text: str) -> str:
    """The text in her language; fill it with `.format()` after translating."""
    return _current.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """`one` or `many` in her language, `{n}` filled: plural("{n} person", "{n} people", 1400) is "1,400 people"."""
    return _current.ngettext(one, many, count).format(n=f"{count:,}")


def listed(parts: list[str]) -> str:
    """The parts as a person would write them: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def either(parts: list[str]) -> str:
    """One of the parts: "a", "a or b", "a, b or c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{some} or {last}").format(some=", ".join(parts[:-1]), last=parts[-1])


def later(text: str) -> str:
    """Marks a text of a table for translation; it is translated where it is shown."""
    return text
