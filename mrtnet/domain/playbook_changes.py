"""A playbook changed: steps added, moved, taken out, a copy of the whole. Each gives a new playbook that is checked."""

from collections.abc import Collection

from mrtnet.domain.names import fold
from mrtnet.domain.playbook_files import dump_playbook, load_playbook
from mrtnet.domain.playbook_parts import Offset, Playbook, Step
from mrtnet.trouble import Trouble
from mrtnet.words import _

LONGEST_KEY = 60
FIRST_STEP = Step("first", "thank-you", "Thank-you note", "email", template="thanks-after-event", offset=Offset(days=1))


def new_playbook(title: str, taken: Collection[str]) -> Playbook:
    """An empty one: its day, and a first step to change."""
    return Playbook(free_key(title, taken), title, {"start": _("the day it starts")}, (FIRST_STEP,))


def copied(playbook: Playbook, title: str, taken: Collection[str]) -> Playbook:
    """The same under another title and key; started by hand."""
    return playbook._replace(key=free_key(title, taken), title=title, number="", starts_on="by_hand")


def with_step(playbook: Playbook, step: Step, before: str = "") -> Playbook:
    """The step in the place of `before` (a key), without one at the end. An empty key gets a free one."""
    if not step.key:
        step = step._replace(key=free_key(step.title, [each.key for each in playbook.steps]))
    if before:
        return playbook._replace(steps=tuple(step if each.key == before else each for each in playbook.steps))
    return playbook._replace(steps=(*playbook.steps, step))


def moved(playbook: Playbook, key: str, places: int) -> Playbook:
    """The step so many places further down (negative: up), as far as it goes."""
    steps = list(playbook.steps)
    at = next(n for n, each in enumerate(steps) if each.key == key)
    steps.insert(min(max(at + places, 0), len(steps) - 1), steps.pop(at))
    return playbook._replace(steps=tuple(steps))


def without(playbook: Playbook, key: str) -> Playbook:
    """Without this step and what rules say of it alone. Raises Trouble for the last step."""
    if len(playbook.steps) == 1:
        raise Trouble(_("A playbook needs one step at least. Remove the whole playbook instead."))
    rules = []
    for rule in playbook.rules:
        if rule.after == key or rule.before == key or rule.steps == (key,):
            continue
        rules.append(rule._replace(steps=tuple(each for each in rule.steps if each != key)))
    steps = tuple(each for each in playbook.steps if each.key != key)
    return playbook._replace(steps=steps, rules=tuple(rules))


def same_steps(before: Playbook, after: Playbook) -> bool:
    """Whether both ask for the same on the same days: only title, note or source differ."""
    return before == after._replace(title=before.title, note=before.note, source=before.source)


def checked(playbook: Playbook, templates: Collection[str]) -> tuple[Playbook, str]:
    """(the playbook, its TOML). Raises Trouble with a sentence for whatever a file with it would be refused for."""
    text = dump_playbook(playbook)
    return load_playbook(text, _(playbook.title), templates), text


def free_key(title: str, taken: Collection[str]) -> str:
    """A key made of the title that nothing else has."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(title).lower())
    base = "-".join(part for part in letters.split("-") if part)[:LONGEST_KEY] or "playbook"
    if not base[0].isalpha():
        base = f"p-{base}"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key
