"""Her own templates: saved, copied, removed; what she changed in a letter kept as her wording."""

from collections.abc import Mapping

from sqlmodel import Session

from mrtnet.domain.messages import Template, built_in_templates, load_template
from mrtnet.domain.own_templates import checked, learned
from mrtnet.domain.playbook_changes import free_key
from mrtnet.edits.own_rows import keep, own
from mrtnet.queries.playbooks import template_keys, template_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import OwnTemplate
from mrtnet.trouble import Trouble
from mrtnet.words import _

MOST = 500
"""Own templates in a book."""


def save_template(session: Session, template: Template) -> str:
    """Keep it as one of hers, in place of the one with its key; without a key it is new. Returns the key.

    Raises Trouble for what a template cannot be: no title, no channel, an unknown or nested field, an open part.
    """
    session.flush()
    known = template_keys(driver_connection(session))
    if not template.key:
        template = template._replace(key=free_key(template.title, known))
    read, text = checked(template)
    new = read.key not in known
    titled(session, (_("Added the template “{title}”") if new else _("Changed the template “{title}”")).format(
        title=_(read.title)))  # fmt: skip
    _keep(session, read, text)
    return read.key


def take_in(session: Session, text: str, name: str) -> str:
    """A template from a file; one whose key is taken comes beside the other. Returns its key. Raises Trouble."""
    session.flush()
    found = load_template(text, name)
    if found.key in template_keys(driver_connection(session)):
        found = found._replace(key="")
    return save_template(session, found)


def remove_template(session: Session, key: str) -> None:
    """Remove one of hers; a built-in one of the same key comes back. Raises Trouble for one of the program's."""
    row = own(session, OwnTemplate, key)
    if row is None:
        raise Trouble(_("This template comes with the program and stays. Copy it to make one of your own."))
    back = key in built_in_templates()
    said = _("“{title}” is as it came with the program") if back else _("Removed the template “{title}”")
    titled(session, said.format(title=_(row.title)))
    session.delete(row)


def keep_wording(session: Session, key: str, subject: str, body: str, values: Mapping[str, str]) -> None:
    """What she wrote by hand becomes her own wording of this template; `values` are what it was filled with."""
    session.flush()
    template = template_named(driver_connection(session), key)
    if template is None:
        raise Trouble(_("There is no template “{key}” any more.").format(key=key))
    read, text = checked(learned(template, subject, body, values))
    titled(session, _("Kept your wording of “{title}”").format(title=_(read.title)))
    _keep(session, read, text)


def _keep(session: Session, template: Template, text: str) -> None:
    full = _("There are {n} templates of your own already. Remove some first.")
    keep(session, OwnTemplate, template.key, template.title, text, MOST, full)
