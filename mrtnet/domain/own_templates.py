"""Templates of her own: written as a file, copied, and learned from a letter she changed by hand."""

import re
from collections.abc import Mapping

from mrtnet.domain.fields import FIELDS
from mrtnet.domain.messages import LONGEST_TEMPLATE, OWN, Template, Wording, fields_of, load_template, value_of
from mrtnet.trouble import Trouble
from mrtnet.words import _

ALWAYS = ("first_name", "name", "org", "event", "topic", "my_name", "my_first_name", "my_phone")
"""Fields whose words are taken for them even if the template did not use them."""
LEAST = 3  # letters of a value that is looked for outside the template's own fields
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\n", "\t": "\\t"}


def as_toml(template: Template) -> str:
    """The template as a file that `load_template` reads."""
    lines = [f"key = {_string(template.key)}", f"title = {_string(template.title)}"]
    lines.append("channels = [" + ", ".join(_string(each) for each in template.channels) + "]")
    if template.limit:
        lines.append(f"limit = {template.limit}")
    for key, wording in template.wordings.items():
        lines += ["", f"[wordings.{_string(key)}]"]
        lines += [f"{part} = {_text(text)}" for part, text in zip(Wording._fields, wording, strict=True) if text]
    return "\n".join(lines) + "\n"


def checked(template: Template) -> tuple[Template, str]:
    """The template as it will be read, and its file. Raises Trouble with one sentence for what it cannot be."""
    text = as_toml(template)
    return load_template(text, template.title or template.key), text


def learned(template: Template, subject: str, body: str, values: Mapping[str, str]) -> Template:
    """The template with what she wrote as her own wording: names, events and the like become fields again.

    `values` are those that the letter was filled with. Braces of hers become parentheses: they would be fields.
    Raises Trouble for an empty text, and for one that is too long.
    """
    if not body.strip():
        raise Trouble(_("There is no text to keep."))
    wording = Wording(_generalized(subject, template, values), _generalized(body, template, values), "")
    if max(map(len, wording)) > LONGEST_TEMPLATE:
        raise Trouble(_("The text is too long to keep as a wording. {n} letters fit.").format(n=LONGEST_TEMPLATE))
    return template._replace(wordings={**template.wordings, OWN: wording})


def _generalized(text: str, template: Template, values: Mapping[str, str]) -> str:
    text = re.sub(r"\[(?=\[)|\](?=\])", lambda found: found[0] + " ", text.replace("{", "(").replace("}", ")"))
    used = [field for field in fields_of(template) if field in FIELDS]
    found = {
        field: value
        for field in dict.fromkeys([*used, *ALWAYS])
        if (value := value_of(field, values)) and (len(value) >= LEAST if field in used else len(value) > LEAST)
    }
    longest = sorted(found, key=lambda field: -len(found[field]))
    if not longest:
        return text
    by_value = {found[field]: field for field in reversed(longest)}
    told = "|".join(re.escape(found[field]) for field in longest)
    return re.sub(rf"(?<!\w)(?:{told})(?!\w)", lambda hit: "{" + by_value[hit[0]] + "}", text)


def _string(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(each, each) for each in " ".join(text.split())) + '"'


def _text(text: str) -> str:
    """A text of several lines, as TOML writes it."""
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    return '"""\n' + "".join(_ESCAPES.get(each, each) for each in plain) + '"""'
