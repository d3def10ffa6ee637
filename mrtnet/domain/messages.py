"""Messages: templates with fields and parts that vanish, filled so that every result is fit to read and send.

A template is plain text with `{field}`, `{field|words in its place}` and `[[parts]]` that vanish when a field in them
is empty. It is read by the tokenizer below, never by `str.format`, and what is filled in stays literal text. A sentence
with an empty field outside a part gets neutral words, or is left out where there are none. Source: domain.md 6.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote

from mrtnet.domain.fields import FIELDS, NAMES, Field
from mrtnet.domain.kinds import CHANNELS
from mrtnet.domain.small_letters import in_sentence
from mrtnet.paths import resource
from mrtnet.trouble import Trouble
from mrtnet.words import _

WORDINGS = ("short", "warm", "formal")
OWN = "own"  # the wording learned from what she changed herself
LATE_AFTER = 7  # days; a thank-you later than that is sent with other words
LINKEDIN_LIMIT, LINKEDIN_LIMIT_PREMIUM = 200, 300
MAIL_LINK_LIMIT = 1900  # encoded characters; longer mailto links fail on Windows near 2,080 (design.md 3.4)
LONGEST_TEMPLATE = 5_000

_TOKEN = re.compile(r"\[\[|\]\]|\{[^{}]*\}|[{}]|(?:[^\[\]{}]|\[(?!\[)|\](?!\]))+")
_ENDS = ".!?…"


class Blank(NamedTuple):
    """A field in a template; `instead` are the template's own words for an empty one (None: the field's)."""

    field: str
    instead: str | None


class Part(NamedTuple):
    """Words that vanish together when a field among them is empty."""

    nodes: tuple[str | Blank, ...]


class Sentence(NamedTuple):
    """What is kept or left out as a whole, and the blank or line breaks after it."""

    nodes: tuple[str | Blank | Part, ...]
    gap: str


class Wording(NamedTuple):
    """One way to say it. `late` replaces the body when it is sent late; without one the body serves."""

    subject: str
    body: str
    late: str


class Template(NamedTuple):
    """A message in three wordings. `limit` in UTF-16 units, 0 for none."""

    key: str
    title: str
    channels: tuple[str, ...]
    wordings: Mapping[str, Wording]
    limit: int = 0


class Gap(NamedTuple):
    """A field without a value, and what to ask. A required one stands outside `[[...]]` and has no usual value."""

    field: str
    question: str
    required: bool


class Span(NamedTuple):
    """Characters of the body that came from a field; `noted` from her notes, `neutral` are words in its place."""

    start: int
    end: int
    field: str
    noted: bool
    neutral: bool


class Message(NamedTuple):
    """A filled template: always fit to read as it stands. Gaps count subject and body, spans the body only."""

    subject: str
    body: str
    missing: list[Gap]
    optional: list[Gap]
    spans: list[Span]

    @property
    def text(self) -> str:
        """Subject line and body, as printed."""
        return _("Subject: {subject}").format(subject=self.subject) + "\n\n" + self.body if self.subject else self.body


class MailLink(NamedTuple):
    """A mailto address; `body_left_out` says that the body was too long and belongs on the clipboard."""

    url: str
    body_left_out: bool


# --- templates ---


def load_template(text: str, name: str) -> Template:
    """The template of a TOML file. `name` says which file in the sentence of a Trouble."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise Trouble(_("The template {name} is not a readable TOML file.").format(name=name)) from None
    if unknown := set(data) - {"key", "number", "title", "channels", "limit", "wordings"}:
        raise _wrong(name, _("“{word}” means nothing there").format(word=sorted(unknown)[0]))
    key, title = _word(data, "key", name), _word(data, "title", name)
    channels = data.get("channels")
    if not isinstance(channels, list) or not channels or not all(channel in CHANNELS for channel in map(str, channels)):
        raise _wrong(name, _("its channels must be among {known}").format(known=", ".join(CHANNELS)))
    limit = data.get("limit", 0)
    if type(limit) is not int or not 0 <= limit <= 100_000:
        raise _wrong(name, _("its limit must be a number of characters"))
    tables = data.get("wordings")
    if not isinstance(tables, dict) or not tables:
        raise _wrong(name, _("it has no wording"))
    wordings = {str(each): _wording(table, name) for each, table in tables.items()}
    return Template(key, title, tuple(map(str, channels)), wordings, limit)


def template_keys() -> frozenset[str]:
    """The keys of the built-in templates, without reading them."""
    return frozenset(path.stem for path in resource("templates").glob("*.toml"))


@cache
def built_in_templates() -> Mapping[str, Template]:
    """The templates that come with the program, by key, in the order of domain.md 6."""
    order = {}
    for path in sorted(resource("templates").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        order[int(tomllib.loads(text).get("number", 0)), path.stem] = load_template(text, path.name)
    return {template.key: template for _number, template in sorted(order.items())}


def fields_of(template: Template) -> list[str]:
    """The fields that any wording of the template uses, in the order they first come."""
    texts = (text for wording in template.wordings.values() for text in wording if text)
    return list(dict.fromkeys(blank.field for text in texts for blank, _inside in _blanks(_sentences(text, ""))))


def _word(data: Mapping[str, object], key: str, name: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise _wrong(name, _("it needs a “{key}”").format(key=key))
    return clean(value)


def _wording(table: object, name: str) -> Wording:
    if not isinstance(table, dict) or not isinstance(table.get("body"), str) or not table["body"].strip():
        raise _wrong(name, _("a wording has no body"))
    texts = []
    for part in Wording._fields:
        text = table.get(part, "")
        if not isinstance(text, str) or len(text) > LONGEST_TEMPLATE:
            raise _wrong(name, _("a wording may hold {most} characters").format(most=LONGEST_TEMPLATE))
        text = re.sub(r"[^\S\n]+", " ", re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "", text)).strip()
        _sentences(text, name)
        texts.append(clean(text) if part == "subject" else text)
    return Wording(*texts)


def _wrong(name: str, why: str) -> Trouble:
    return Trouble(_("The template {name} cannot be used: {why}.").format(name=name, why=why))


# --- reading a template's text ---


def _nodes(text: str, name: str) -> list[str | Blank | Part]:
    nodes: list[str | Blank | Part] = []
    inside: list[str | Blank] | None = None
    for token in _TOKEN.findall(text):
        if token == "[[":
            if inside is not None:
                raise _wrong(name, _("a [[part]] stands inside another one"))
            inside = []
        elif token == "]]":
            if inside is None:
                raise _wrong(name, _("a ]] has no [[ before it"))
            if not any(isinstance(node, Blank) for node in inside):
                raise _wrong(name, _("a [[part]] has no field, so it would never vanish"))
            nodes.append(Part(tuple(inside)))
            inside = None
        else:
            node = _blank(token, name) if token[0] in "{}" else token
            (nodes if inside is None else inside).append(node)
    if inside is not None:
        raise _wrong(name, _("a [[ is not closed by ]]"))
    return nodes


def _blank(token: str, name: str) -> Blank:
    field, bar, instead = token[1:-1].partition("|")
    if len(token) < 2 or "[" in instead or "]" in instead:
        raise _wrong(name, _("a { or } stands alone, or one {field} inside another"))
    if field not in FIELDS:
        raise _wrong(name, _("there is no field {{{field}}}").format(field=field[:40]))
    return Blank(field, clean(instead) if bar else None)


@lru_cache(maxsize=512)
def _sentences(text: str, name: str) -> tuple[Sentence, ...]:
    """The text cut after each full stop and line break that the template itself has (values never cut)."""
    sentences: list[Sentence] = []
    nodes: list[str | Blank | Part] = []
    ended = False  # the words so far end a sentence

    def cut(gap: str) -> None:
        sentences.append(Sentence(tuple(nodes), gap))
        nodes.clear()

    for node in _nodes(text, name):
        if isinstance(node, Part):
            nodes.append(node)
            last = node.nodes[-1]
            words = last if isinstance(last, str) else ""
            ended = words.rstrip()[-1:] in _ENDS and bool(words.rstrip())
            if ended and words != words.rstrip():
                cut(" ")
                ended = False
        elif isinstance(node, Blank):
            nodes.append(node)
            ended = False
        else:
            for piece in re.findall(r"\s+|\S+", node):
                if piece.isspace() and ("\n" in piece or ended):
                    cut("\n" * min(piece.count("\n"), 2) or " ")
                    ended = False
                else:
                    nodes.append(piece)
                    ended = piece[-1] in _ENDS
    cut("")
    return tuple(sentences)


def _blanks(sentences: tuple[Sentence, ...]) -> Iterator[tuple[Blank, bool]]:
    """Each field with whether it stands inside a vanishing part."""
    for sentence in sentences:
        for node in sentence.nodes:
            if isinstance(node, Blank):
                yield node, False
            elif isinstance(node, Part):
                yield from ((inner, True) for inner in node.nodes if isinstance(inner, Blank))


# --- filling ---


def fill(template: Template, wording: str, values: Mapping[str, str], days_late: int = 0) -> Message:
    """The message with the values (see FIELDS) in place. Over LATE_AFTER days late it says so, where it can.

    Unknown values are ignored. Raises Trouble when the template has no such wording.
    """
    chosen = template.wordings.get(wording)
    if chosen is None:
        known = ", ".join(template.wordings)
        raise Trouble(_("This template has no such wording. Choose among: {known}.").format(known=known))
    body = chosen.late if chosen.late and days_late > LATE_AFTER else chosen.body
    subject_sentences, body_sentences = _sentences(chosen.subject, template.key), _sentences(body, template.key)
    blanks = list(_blanks(subject_sentences + body_sentences))
    ready = {blank.field: value_of(blank.field, values) for blank, _inside in blanks}
    gaps: dict[str, bool] = {}
    for blank, inside in blanks:
        if not ready[blank.field]:
            needed = not inside and not FIELDS[blank.field].usual
            gaps[blank.field] = gaps.get(blank.field, False) or needed
    asked = [Gap(field, _(FIELDS[field].question), required) for field, required in gaps.items()]
    page = _filled(body_sentences, ready)
    return Message(
        subject=clean(_filled(subject_sentences, ready).text),
        body=page.text,
        missing=[gap for gap in asked if gap.required],
        optional=[gap for gap in asked if not gap.required],
        spans=page.spans,
    )


def clean(value: str) -> str:
    """A value as one line of plain text: no control characters or broken surrogates, single blanks."""
    return " ".join(re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]", "", value).split())


def value_of(field: str, values: Mapping[str, str]) -> str:
    """What a field is filled with: cleaned, in the shape its sentence needs; "" when there is nothing."""
    about = FIELDS[field]
    value = clean(values.get(field) or "")
    if not value and about.instead:
        value = value_of(about.instead, values)
        first = value.partition(" ")[0]
        value = first if field.endswith(("first_name", "_first")) and not first.endswith(".") else value
    for beginning in about.leave_off:
        if value.lower().startswith(beginning.lower()):
            value = value[len(beginning) :].lstrip()
            break
    if (about.noted or about.phrase) and not about.whole:
        value = _inside(value, about, [values.get(name, "") for name in NAMES])
    return value if about.article is None or not value else _role(value, about.article)


def _inside(value: str, about: Field, names: Iterable[str]) -> str:
    """A phrase as it stands inside a sentence: without a full stop or question mark, in small letters where it can."""
    if not re.search(r"(?:\b(?:[A-Za-z]|Inc|Co|Corp|Ltd|Jr|Sr|Dr))\.$", value):
        value = value.rstrip(" .,;:!?")
    first, blank, rest = value.partition(" ")
    verb = any(beginning.endswith((" can ", " will ", "already ")) for beginning in about.leave_off)
    return first.lower() + blank + rest if verb and first[1:].islower() else in_sentence(value, names)


def _role(value: str, in_sentence: bool) -> str:
    """ "Coding student" under a signature, "a coding student" in a sentence, however she typed it."""
    bare = re.sub(r"^(an?|the)\s+(?=\S)", "", value, flags=re.IGNORECASE)
    if not in_sentence:
        return _capital(bare)
    if bare != value:
        return value[0].lower() + value[1:]
    first, _sep, rest = bare.partition(" ")
    if first[:1].isupper() and first[1:].islower() and (not rest or rest[0].islower()):
        bare = first.lower() + (" " + rest if rest else "")  # "Coding student", not "Ohio State student"
    spelled = first.isupper() and len(first) > 1  # RHIT, HIM: said letter by letter
    vowel = first[:1].upper() in ("AEFHILMNORSX" if spelled else "AEIOU") and not first.lower().startswith(
        ("uni", "eu")
    )
    return ("an " if vowel else "a ") + bare


def _capital(value: str) -> str:
    """The first letter large, unless that would spoil a word such as eCQM."""
    return value[:1].upper() + value[1:] if value[1:2].islower() or value[1:2] in ("", " ") else value


class _Page:
    """The text as it grows, tidy at every step, with the places of the fields."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []

    def words(self, piece: str) -> None:
        """Words of the template: no doubled blanks or full stops, none before punctuation."""
        if not self.text or self.text[-1].isspace():
            piece = piece.lstrip()
        if piece[:1] in tuple(",.;:!?)"):
            self.text = self.text.rstrip(" ")
            if self.text[-1:] in (*_ENDS,) and piece[0] in ".!?":
                piece = piece[1:] if piece[0] in (".", self.text[-1]) else piece
        self.text += piece

    def value(self, value: str, blank: Blank, neutral: bool) -> None:
        """The words of a field, with a capital where they begin a sentence."""
        before = self.text.rstrip()
        if not before or "\n" in self.text[len(before) :] or (before != self.text and before[-1] in _ENDS):
            value = _capital(value)
        start = len(self.text)
        self.text += value
        self.spans.append(Span(start, len(self.text), blank.field, FIELDS[blank.field].noted, neutral))

    def gap(self, gap: str, left_out: bool) -> None:
        """What stands between two sentences; after one that was left out, no more than there must be."""
        text = self.text.rstrip(" \n")
        have = self.text[len(text) :]
        if left_out and not have.count("\n") and "\n" not in gap:
            return
        at_line = left_out and ("\n" in have or not text)
        lines = max(have.count("\n"), gap.count("\n")) if at_line else have.count("\n") + gap.count("\n")
        self.text = text + ("\n" * min(lines, 2) or " ") if text else ""

    def finish(self) -> None:
        text = self.text.rstrip()
        closing = len(text.rpartition("\n")[2].split()) <= 2  # "Warmly," stays: her mail program signs
        self.text = text[:-1] + "." if text.endswith(",") and not closing else text


def _filled(sentences: tuple[Sentence, ...], ready: Mapping[str, str]) -> _Page:
    page = _Page()
    for sentence in sentences:
        flat = _flat(sentence.nodes, ready)
        for node in flat:
            if isinstance(node, str):
                page.words(node)
            else:
                blank, value, neutral = node
                page.value(value, blank, neutral)
        page.gap(sentence.gap, left_out=not flat)
    page.finish()
    return page


def _flat(nodes: Collection[str | Blank | Part], ready: Mapping[str, str]) -> list[str | tuple[Blank, str, bool]]:
    """The sentence's words and values without the parts that vanish; nothing when the sentence cannot be said."""
    flat: list[str | tuple[Blank, str, bool]] = []
    for node in nodes:
        if isinstance(node, str):
            flat.append(node)
        elif isinstance(node, Part):
            blanks = [inner for inner in node.nodes if isinstance(inner, Blank)]
            if all(ready[inner.field] for inner in blanks):
                flat += [
                    inner if isinstance(inner, str) else (inner, ready[inner.field], False) for inner in node.nodes
                ]
        elif ready[node.field]:
            flat.append((node, ready[node.field], False))
        else:
            neutral = _(FIELDS[node.field].neutral) if node.instead is None else node.instead
            if not neutral:
                return []
            flat.append((node, neutral, True))
    said = any(not isinstance(node, str) or any(map(str.isalnum, node)) for node in flat)
    return flat if said else []


# --- sending ---


def count_for(channel: str, text: str, premium: bool = False) -> tuple[int, int | None]:
    """Characters used and the limit (None: none). UTF-16 units, as a web form counts; never fewer than characters."""
    used = len(text.encode("utf-16-le", errors="replace")) // 2
    if channel != "linkedin":
        return used, None
    return used, LINKEDIN_LIMIT_PREMIUM if premium else LINKEDIN_LIMIT


def mail_link(to: str, subject: str, body: str) -> MailLink:
    """A mailto link (RFC 6068) to one address, which cannot add headers or recipients however it is written.

    Over MAIL_LINK_LIMIT encoded characters the body is left out, and a subject that is still too long is cut.
    """
    head = "mailto:" + _encoded(clean(to).replace(" ", ""), safe="@")
    subject = clean(subject)
    with_subject = head + "?subject=" + _encoded(subject)
    lines = re.sub(r"\r\n?|\n", "\r\n", body)
    whole = with_subject + "&body=" + _encoded(lines)
    if len(whole) <= MAIL_LINK_LIMIT:
        return MailLink(whole, body_left_out=False)
    while len(with_subject) > MAIL_LINK_LIMIT and subject:
        subject = subject[: len(subject) * 3 // 4]
        with_subject = head + "?subject=" + _encoded(subject)
    return MailLink(with_subject, body_left_out=True)


def _encoded(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="replace")
