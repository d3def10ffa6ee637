"""What recognition gets wrong in addresses and numbers, put right where something else on the card says so."""

import re
import unicodedata

from mrtnet.domain.names import fold
from mrtnet.domain.work_words import is_work_word

_AT = re.compile(r"\s*(?:[@＠©®]|\(at\)|\[at\]|\(a\)|\{at\})\s*", re.I)
_LABELLED = re.compile(r"^\W*(?:e-?mail|mail|e)\s*[:.]?\s+|^\W*(?:e-?mail|mail|e)\s*:\s*", re.I)
_MISREAD = str.maketrans({"o": "0", "q": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2", "!": "1"})
_GLUED_LABEL = re.compile(
    r"(?<!\w)(?:tel|phone|mobile|cell|office|direct|fax|ph|[tpmcodwf])[.:]?(?=[+(]|\d{3}[ .)-])", re.I
)
_ROUND_LABEL = re.compile(r"^[0O][.:]\s*(?=(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})")
"""A small "o" before the number of an office."""
_WIDE = str.maketrans("＠：（）．，－＋", "@:().,-+")
_DIGIT_LIKE = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "!": "1",
                             "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "G": "6"})  # fmt: skip
_NUMBER_LIKE = re.compile(
    r"(?<![A-Za-z@])[+(]?[\dOoQDlI|!SsBZzG][\dOoQDlI|!SsBZzG ().\-–/+]{6,22}[\dOoQDlI|!SsBZzG](?![A-Za-z@])"
)
_LAST_DOT = re.compile(r"[,·•]\s*(?=(?:com|org|net|edu|gov|health|example|us|io|co|uk|de|fr|es|ca)\b)", re.I)


def repaired_line(text: str) -> str:
    """A line of contacts as it must have been printed: signs for "@", blanks in addresses, letters in numbers."""
    text = unicodedata.normalize(
        "NFC", text.replace("＠", "@").replace("：", ":").replace("（", "(").replace("）", ")")
    )
    text = re.sub(r"(?<=\d)\s*[—–−]\s*(?=\d)", "-", text)
    text = re.sub(r"(?<=\d) ?×(?=\d{1,6}$)", " x", text)
    text = _ROUND_LABEL.sub("o. ", _GLUED_LABEL.sub(r"\g<0> ", text))
    if _AT.search(text) and not re.search(r"\d{3}.*\d{4}", text.partition("@")[0].rpartition(" ")[0]):
        return _mail(text)
    if re.match(r"\W*(?:https?|www)\b|\W*(?:web|url|website)\s*:", text, re.I):
        return _link(text)
    return _NUMBER_LIKE.sub(_number, text)


def _mail(text: str) -> str:
    """One address in the line, without blanks around its sign and dots."""
    label = _LABELLED.match(text)
    head, rest = (text[: label.end()], text[label.end() :]) if label else ("", text)
    rest = _AT.sub("@", rest, count=1)
    before, _at, after = rest.partition("@")
    if not before or not after:
        return text
    words = re.sub(r"\s*([._-])\s*", r"\1", before).split(" ")
    mailbox = words[-1]
    domain = re.sub(r"\s*([.-])\s*", r"\1", _LAST_DOT.sub(".", after))
    domain = re.sub(r"^([\w-]+) (?=[\w-]+\.[A-Za-z]{2,}\b)", r"\1", domain)
    mailbox = mailbox.replace(",", ".")
    return head + " ".join([*words[:-1], f"{mailbox}@{domain}"])


def _link(text: str) -> str:
    text = re.sub(r"\b(https?)\s*[:;.]?\s*(?:[/lI|]{2}(?=www)|[/|]{1,2})\s*", r"\1://", text, flags=re.I)
    text = re.sub(r"\bwww\s*[.,]?\s*(?=\w)", "www.", text, flags=re.I)
    return re.sub(r"(?<=[a-z0-9])\s*([.,])\s*(?=[a-z])", ".", text)


def _number(match: re.Match[str]) -> str:
    """Figures for letters, where most of it are figures: "(3l2) 555-Ol48"."""
    told = match[0]
    figures = sum(letter.isdigit() for letter in told)
    letters = sum(letter.isalpha() or letter in "|!" for letter in told)
    return told.translate(_DIGIT_LIKE) if letters and figures >= 7 and letters <= 4 else told


def without_at(text: str, domains: list[str]) -> str:
    """The address of a line that lost its "@", if the domain of the card's link ends it; "" if not."""
    told = text.split(" ")[-1]
    for domain in domains:
        stem = told[: -len(domain)].rstrip(".,-") if told.lower().endswith(domain) else ""
        if re.fullmatch(r"[A-Za-z][\w.-]+", stem) and stem.lower() != "www" and "://" not in stem:
            return f"{stem}@{domain}"
    return ""


def confused(text: str) -> str:
    """The text with letters that look alike made the same: l 1 I, O 0, rn m, vv w."""
    return fold(text).translate(_MISREAD).replace("rn", "m").replace("vv", "w").replace("c1", "d")


def same_domain(one: str, other: str) -> bool:
    """Whether two domains differ only by letters that look alike."""
    return one != other and confused(one) == confused(other)


def as_in_domain(text: str, domain: str) -> str:
    """An employer's name with letters as its own domain has them: "C1arivo" at clarivo.example -> "Clarivo"."""
    stem = re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0].lower().removeprefix("www."))
    at = [place for place, letter in enumerate(text) if letter.isascii() and letter.isalnum()]
    plain = "".join(text[place].lower() for place in at)
    stem = stem[: len(plain)]
    if not stem or plain == stem or plain.translate(_MISREAD) != stem.translate(_MISREAD):
        return text
    letters = list(text)
    for place, letter in zip(at, stem, strict=True):
        if letters[place].lower() != letter:
            word = re.findall(r"\w+", text[: place + 1])[-1:] or [""]
            loud = len(word[0]) < 2 or text[place - 1].isupper()
            letters[place] = letter.upper() if loud else letter
    return "".join(letters)


def with_blanks(text: str) -> str:
    """A title or department with the blanks that recognition dropped: "EHRImplementationManager"."""
    apart = re.sub(r"(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=[a-z]{3})(?=[A-Z][a-z]{2})", " ", text)
    return apart if apart != text and is_work_word(apart) else text


def with_initials(text: str) -> str:
    """A name of an employer that ends in "AI", which looks like "Al"."""
    return re.sub(r"(?<=\w )Al$", "AI", text)


def letters_in_words(text: str) -> str:
    """The text with letters for figures inside of words: "Delgad0", "C1arivo"."""
    return re.sub(r"(?<![\w.@-])[^\W\d_]+[015][^\W\d_]*(?![\w.@-])", _spelled, text)


def _spelled(match: re.Match[str]) -> str:
    word = match[0]
    if len(word) < 4 or word.isupper():
        return word
    return word.translate(str.maketrans("015", "ols"))
