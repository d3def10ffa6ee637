"""Playbooks and templates: the built-in ones and her own, under one name."""

from collections.abc import Mapping
from functools import lru_cache

from mrtnet.domain import messages, playbooks
from mrtnet.domain.messages import Template
from mrtnet.domain.playbooks import Playbook
from mrtnet.queries.reading import Connection, all_rows, one_row
from mrtnet.trouble import Trouble


def playbook_named(connection: Connection, key: str) -> Playbook | None:
    """Her own playbook of this key, else the built-in one, else None (a file of a newer program, a deleted one)."""
    own = one_row(connection, "SELECT body FROM playbook WHERE key = ?", (key,))
    hers = _read(own[0], key, template_keys(connection)) if own is not None else None
    return hers or playbooks.built_in().get(key)


@lru_cache(maxsize=64)
def _read(text: str, key: str, templates: frozenset[str]) -> Playbook | None:
    """Kept, since each run of a playbook asks for it; None for one that cannot be read here."""
    try:
        return playbooks.load_playbook(text, key, templates, kept=True)
    except Trouble:
        return None


def all_playbooks(connection: Connection) -> Mapping[str, Playbook]:
    """All playbooks; her own take the place of built-in ones of the same key."""
    own = [row[0] for row in all_rows(connection, "SELECT key FROM playbook ORDER BY title")]
    found = {key: playbook_named(connection, key) for key in [*playbooks.built_in(), *own]}
    return {key: playbook for key, playbook in found.items() if playbook is not None}


def template_keys(connection: Connection) -> frozenset[str]:
    """The keys of all templates, built in and her own."""
    own = all_rows(connection, "SELECT key FROM template")
    return frozenset(messages.built_in_templates()) | {key for (key,) in own}


def template_named(connection: Connection, key: str) -> Template | None:
    """Her own template of this key, else the built-in one."""
    own = one_row(connection, "SELECT body FROM template WHERE key = ?", (key,))
    if own is not None:
        try:
            return messages.load_template(own[0], key)
        except Trouble:
            return messages.built_in_templates().get(key)
    return messages.built_in_templates().get(key)


def all_templates(connection: Connection) -> Mapping[str, Template]:
    """All templates; her own take the place of built-in ones of the same key."""
    own = [row[0] for row in all_rows(connection, "SELECT key FROM template ORDER BY title")]
    found = {key: template_named(connection, key) for key in [*messages.built_in_templates(), *own]}
    return {key: template for key, template in found.items() if template is not None}
