"""Names of people: their parts, how they are shown, greeted and sorted, and the one folding that search uses.

Never guesses wildly: family name first only where script, capitals or the words themselves leave no doubt; everything
else keeps the order typed. Parts are those of RFC 6350 N.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from mrtnet.domain.patterns import pattern


def word_set(text: str) -> frozenset[str]:
    """The words of a text: how sets of words are written down here."""
    return frozenset(text.split())


_SPECIAL = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ‛`´′ʹʾʿˈ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict(zip("łøđıħŧĸſəǝɐɓɗƙƴȼɇɉɍ", "lodihtkseeabdkycejr", strict=True)),
        **{"œ": "oe", "ŋ": "ng", "æ": "ae", "ð": "d", "þ": "th", "ß": "ss", "ŉ": "'n"},
    }
)
# Accents of Latin, Greek and Cyrillic, points of Hebrew, short vowels of Arabic; vowel signs of other scripts stay.
_ACCENTS = pattern(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05c7\u064b-\u065f\u0670]"
)
_UNSEEN = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

_PREFIXES = word_set(
    "dr prof professor mr mrs ms miss mx rev reverend dra herr frau mme sir dame sister father rabbi imam"
)
_DOTTED_PREFIXES = word_set("sr. fr. hon. capt. col. lt. maj. sgt. br. ing. dipl.-ing.")
_SUFFIXES = word_set("jr jr. sr sr. ii iii iv 2nd 3rd 4th esq esq.")
_PARTICLES = word_set(
    "de del della dela da das do dos du des di la le las los van von vom zu zur den der ter ten te af av bin bint "
    "ibn ben abu al el ap y st. dal degli delle dei"
)
_CAPITAL_PARTICLES = word_set("De Del Della Dela Da Dos Du Di La Le Van Von Bin Bint Ibn Al El St. Dal Vander")
_COMPOUND = {
    "maria": "jose elena luisa isabel teresa fernanda eugenia cristina guadalupe angeles pilar clara ines",
    "jose": "maria luis antonio manuel miguel angel carlos ramon",
    "juan": "carlos pablo jose manuel diego david",
    "ana": "maria luisa paula isabel sofia lucia clara",
    "luis": "miguel fernando angel alberto",
    "joao": "pedro paulo",
    "mary": "ann anne jo beth lou kate ellen jane pat",
    "anne": "marie",
    "sarah": "jane",
    "billie": "jean jo",
}
_COMPOUND_PHRASE = pattern(
    r"^(Mar[ií]a (?:del (?:Carmen|Pilar|Mar|Rosario|Rocío|Socorro)|de (?:los [ÁA]ngeles|Jes[úu]s|Lourdes|F[áa]tima"
    r"|la Luz|la Paz|las Nieves))) (?=\S)",
    re.I,
)

_VIETNAMESE = word_set("nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly truong dinh lam")
_VIETNAMESE_SURE = word_set("Nguyễn Trần Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Trương")
_VIETNAMESE_MIDDLE = word_set("thi van huu duc dinh ngoc quoc cong thanh xuan kim minh")
_KOREAN = word_set("kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong")
_HUNGARIAN = word_set(
    "nagy kovacs toth szabo horvath kiss varga molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros "
    "olah szucs"
)
_HUNGARIAN_GIVEN = word_set(
    "anna peter laszlo zsofia istvan janos katalin eva agnes gabor zoltan attila ildiko maria zsuzsanna judit "
    "andrea tamas balazs eszter reka dora gergo bence mate adam csaba ferenc gyorgy sandor jozsef erzsebet ilona"
)
_HAN_FAMILY = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘"
    "蔡蒋蔣余于杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范金石廖贾賈夏韦韋方白邹鄒孟熊秦邱江尹薛闫段雷侯"
)
_HAN_DOUBLE = word_set("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 夏侯 皇甫")
_HANGUL_FAMILY = frozenset("김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진")
_HANGUL_DOUBLE = frozenset(["남궁", "황보", "제갈", "선우", "독고", "사공"])
_CJK = pattern(r"^[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0002ffff·・]+$")
_HANGUL = pattern(r"^[\uac00-\ud7a3]+$")

_NICKNAME = pattern(
    r"(?:^|(?<=[\s,]))(?:[“”\"„]([^“”\"„]{1,40})[“”\"]"
    r"|[‘'](\w[^‘’',]{0,38})[’']|\(([^()]{1,40})\)|（([^（）]{1,40})）)(?=[\s,]|$)"
)
_NICKNAME_LETTERS = pattern(r"[\w .'’-]*\w[\w .'’-]*")
_STRAY_QUOTE = pattern(r"[“”„\"()（）‘]|(?<!\w)['’]")
_NOT_A_NICKNAME = pattern(r"^(?:née|nee|né|formerly|born|maiden|geb\.?)\b|[/@\d]", re.I)


class Name(NamedTuple):
    """The parts of a name (RFC 6350 N) and whether the family name is said first."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    family_first: bool = False

    @property
    def display(self) -> str:
        """The name as it is shown: "Dr. Ama Owusu", "Nguyễn Thị Lan", "Margaret “Peg” O'Brien", "Ana Reis, Jr."."""
        nickname = f"“{self.nickname}”" if self.nickname else ""
        if self.family_first and self.family and _CJK.match(self.family + self.given):
            core = [self.prefix, self.family + self.given, nickname]
        elif self.family_first:
            core = [self.prefix, self.family, self.additional, self.given, nickname]
        else:
            core = [self.prefix, self.given, self.additional, nickname, self.family]
        shown = " ".join(part for part in core if part)
        if not self.suffix:
            return shown
        return shown + (", " if self.suffix[:1].upper() in {"J", "S", "E"} else " ") + self.suffix


def fold(text: str) -> str:
    """The text without case, accents and special letters: the one folding for search, sorting and comparing.

    ł ø ß æ œ đ ð þ ı ŋ become l o ss ae oe d d th i ng; every apostrophe and hyphen becomes ' and -. Idempotent.
    """
    if text.isascii():
        return text.lower() if "`" not in text else text.lower().replace("`", "'")
    for _round in range(3):  # a folded letter can itself fold further, in rare scripts
        before, text = text, _fold_once(text)
        if text == before:
            break
    return text


def _fold_once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).translate(_SPECIAL)).casefold()
    apart = unicodedata.normalize("NFKD", apart).translate(_SPECIAL)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def name_case(text: str) -> str:
    """The text in name case if it was typed all small or all capital; as typed otherwise.

    "rosa delgado-ruiz" -> "Rosa Delgado-Ruiz", "SIOBHÁN O'ROURKE" -> "Siobhán O'Rourke", "de la cruz" in the middle
    of a name stays small.
    """
    longest = max((len(word) for word in re.findall(r"[^\W\d_]+", text)), default=0)
    if not (text.islower() or (text.isupper() and longest >= 3)):
        return text
    words = text.split()
    return " ".join(_cased(word, at, len(words)) for at, word in enumerate(words))


def _cased(word: str, at: int, count: int) -> str:
    low = word.lower()
    bare = low.strip(".,")
    if 0 < at < count - 1 and low in _PARTICLES:
        return low
    if at and bare in {"ii", "iii", "iv"}:
        return word.upper()
    if word.isupper() and len(word) == 2 and not re.search("[aeiouy]", low) and low != "ng" and low not in _PREFIXES:
        return word  # initials: JP, TJ
    return re.sub(r"[^\W\d_]+(?:['’ʻ‘][^\W\d_]+)*", _cased_word, low)


def _cased_word(match: re.Match[str]) -> str:
    word = match[0]
    if re.match(r"[odl]['’]\w{3}", word):
        return word[:2].title() + word[2].title() + word[3:]
    if re.match(r"mc\w{3}", word):
        return "Mc" + word[2].title() + word[3:]
    return word[0].title() + word[1:]


def split_name(text: str) -> Name:
    """The parts of a name as typed: nothing is added, dropped or re-spelled.

    Understands "Delgado-Ruiz, Rosa", prefixes, particles, Jr. and III, nicknames in quotes or brackets, and family
    names said first where that is certain. A one-word name is the given name.
    """
    text = " ".join(text.split())
    text, nickname = _take_nickname(text)
    words = _words(text)
    prefix: list[str] = []
    while len(words) > 1 and _is_prefix(words[0]):
        prefix.append(words.pop(0))
    suffix: list[str] = []
    while len(words) > 1 and words[-1].lower().strip(",") in _SUFFIXES and (len(words) > 2 or words[-2].endswith(",")):
        suffix.insert(0, words.pop().strip(","))
        words[-1] = words[-1].rstrip(",") or words[-1]
    given, additional, family, family_first = _core(" ".join(words))
    return Name(" ".join(prefix), given, additional, family, " ".join(suffix), nickname, family_first)


def tidy(name: Name) -> Name:
    """The parts in name case where the whole was typed in one case, or the family name in capitals to be told apart."""
    if name.family.isupper() and len(name.family) > 2 and not name.given.isupper():
        name = name._replace(family=name_case("X " + name.family).removeprefix("X "))  # no name begins with it
    plain = " ".join(filter(None, (name.prefix, name.given, name.additional, name.family, name.suffix)))
    cased = name_case(plain)
    if cased == plain:
        return name
    parts = []
    words = cased.split()
    for part in (name.prefix, name.given, name.additional, name.family, name.suffix):
        size = len(part.split())  # name case keeps the number of words
        parts.append(" ".join(words[:size]))
        words = words[size:]
    prefix, given, additional, family, suffix = parts
    return Name(prefix, given, additional, family, suffix, name_case(name.nickname), name.family_first)


@lru_cache(maxsize=20_000)
def never_said_first(family: str) -> bool:
    """Whether nobody takes this family name, or the name as a whole, for one said first, whatever is given with it."""
    first = (family.split() or [""])[0]
    known = _VIETNAMESE | _KOREAN | _HUNGARIAN
    return not (_CJK.match(first) or _is_capitals(first) or fold(first) in known)


def sort_key(name: Name | str) -> str:
    """Where the name stands in a list: family, given, additional; folded, apostrophes ignored, hyphens as blanks.

    Two blanks part family and given, so that "De" comes before "De La". Compare as plain code points (BINARY).
    """
    name = split_name(name) if isinstance(name, str) else name
    parts = (name.family, name.given, name.additional) if name.family else (name.given, name.additional)
    return "  ".join(" ".join(fold(part).replace("'", "").replace("-", " ").split()) for part in parts if part)


def first_name(name: Name | str) -> str:
    """The name to greet with: the nickname if there is one, else the given name, else all there is."""
    name = split_name(name) if isinstance(name, str) else name
    return name.nickname or name.given or name.family


def initials(display: str) -> str:
    """One or two letters for a picture that is missing: "Dr. Ama Owusu" -> "AO", "王小明" -> "王"."""
    words = display.split()
    if len(words) == 2 and all(map(_is_usual, words)):  # most names, without any pattern
        return words[0][0] + words[1][0]
    name = split_name(display)
    if _CJK.match(name.family + name.given):
        return (name.family or name.given)[:1]
    first, last = (name.family, name.given) if name.family_first else (name.given, name.family)
    last_word = next((word for word in last.split() if word.lower() not in _PARTICLES), last)
    letters = [next((letter for letter in part if letter.isalnum()), "") for part in (first, last_word)]
    return "".join(letters).upper()[:2] or display.strip()[:1]


def _is_usual(word: str) -> bool:
    """Whether a word, as one of two, can only be a given name said first or a family name said last."""
    return word.isascii() and word.isalpha() and word.istitle() and word.lower() not in _unusual()


@cache
def _unusual() -> frozenset[str]:
    known = (_PREFIXES, _SUFFIXES, _PARTICLES, _VIETNAMESE, _KOREAN, _HUNGARIAN, _HUNGARIAN_GIVEN, _COMPOUND)
    return frozenset(word.lower() for words in known for word in words)


@cache
def _compounds() -> dict[str, frozenset[str]]:
    return {first: frozenset(seconds.split()) for first, seconds in _COMPOUND.items()}


def _take_nickname(text: str) -> tuple[str, str]:
    for match in _NICKNAME.finditer(text):
        inner = next(group for group in match.groups() if group is not None).strip()
        rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split()).replace(" ,", ",").strip(" ,")
        if (
            _NICKNAME_LETTERS.fullmatch(inner)
            and rest
            and len(inner.split()) <= 2
            and not _NOT_A_NICKNAME.search(inner)
        ):
            return rest, inner
    return text, ""


def _words(text: str) -> list[str]:
    """The words; a bracket that is no nickname, "(née Costa)", is one of them."""
    return re.findall(r"(?<!\S)\([^()]*\)(?!\S)|\S+", text)


def _is_prefix(word: str) -> bool:
    low = word.lower()
    return low.rstrip(".") in _PREFIXES or low in _DOTTED_PREFIXES


def _core(text: str) -> tuple[str, str, str, bool]:
    """Given, additional, family, family first: of a name without prefix, suffix and nickname."""
    before, _comma, after = text.partition(",")
    if text.count(",") == 1 and before.strip() and after.strip() and not _STRAY_QUOTE.search(text):
        if _CJK.match(before.strip()) and _CJK.match(after.strip()):
            return after.strip(), "", before.strip(), True
        given, additional = _given_parts(after.split())
        return given, additional, before.strip(), False
    words = _words(text)
    if len(words) < 2:
        return _core_of_one(text)
    if _family_first(words):
        if _CJK.match("".join(words)):
            return "".join(words[1:]), "", words[0], True
        caps = sum(1 for word in words if _is_capitals(word)) if _is_capitals(words[0]) else 1
        return words[-1], " ".join(words[caps:-1]), " ".join(words[:caps]), True
    phrase = _COMPOUND_PHRASE.match(text)
    head = len(phrase[1].split()) if phrase else 1
    at = _family_at(words, head)
    given, additional = (phrase[1], " ".join(words[head:at])) if phrase else _given_parts(words[:at])
    return given, additional, " ".join(words[at:]), False


def _core_of_one(text: str) -> tuple[str, str, str, bool]:
    for doubles, singles, hangul in ((_HAN_DOUBLE, _HAN_FAMILY, False), (_HANGUL_DOUBLE, _HANGUL_FAMILY, True)):
        if bool(_HANGUL.match(text)) != hangul or not _CJK.match(text):
            continue
        if len(text) in (3, 4) and text[:2] in doubles:
            return text[2:], "", text[:2], True
        if len(text) in (2, 3) and text[0] in singles:
            return text[1:], "", text[0], True
    return text, "", "", False


def _given_parts(words: list[str]) -> tuple[str, str]:
    taken = 1
    if len(words) > 1 and fold(words[1]) in _compounds().get(fold(words[0]), ()):
        taken = 2
    return " ".join(words[:taken]), " ".join(words[taken:])


def _family_at(words: list[str], head: int) -> int:
    """Where the family name begins: at the first particle, at the word before "y", else at the last word."""
    last = len(words) - 1 - (len(words) > 2 and words[-1].startswith("("))
    shouted = all(word.isupper() for word in words)
    for at in range(head, last):
        word = words[at].lower() if shouted else words[at]
        if word == "y" and at > head:
            return at - 1
        if word in _CAPITAL_PARTICLES or (word in _PARTICLES and word != "y"):
            return at
    return max(last, min(head, last))


def _is_capitals(word: str) -> bool:
    return len(word) > 2 and word.isupper() and word.replace("-", "").replace("'", "").isalpha()


def _family_first(words: list[str]) -> bool:
    if all(_CJK.match(word) for word in words):
        return len(words) == 2
    caps = next((at for at, word in enumerate(words) if not _is_capitals(word)), len(words))
    if caps and not any(_is_capitals(word) for word in words[caps:]) and "." not in words[-1]:
        return any(letter.islower() for letter in words[-1])
    first, last = fold(words[0]), fold(words[-1])
    if first in _VIETNAMESE and last not in _VIETNAMESE:
        if len(words) in (3, 4):
            return fold(words[1]) in _VIETNAMESE_MIDDLE
        return len(words) == 2 and words[0] in _VIETNAMESE_SURE
    if len(words) != 2:
        return False
    if first in _KOREAN:
        return bool(re.match(r"^[A-Z][a-z]+-[a-z]+$", words[1]))
    return first in _HUNGARIAN and last in _HUNGARIAN_GIVEN and not (words[0] + words[1]).isascii()
