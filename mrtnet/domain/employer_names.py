"""Names of employers: when two spellings are one employer, and what is written in their place but is none."""

import re
from functools import lru_cache

from rapidfuzz.fuzz import token_sort_ratio

from mrtnet.domain.names import fold, word_set
from mrtnet.domain.nicknames import letters, no_employers

_LEGAL = word_set("inc llc llp ltd corp corporation co company plc gmbh pc pllc the of and for at de la")
_GENERIC = word_set(
    "health healthcare medical center centre hospital hospitals system systems clinic clinics university college "
    "services service group care community regional network partners memorial general department dept"
)
_LONG = {
    "ctr": "center", "centre": "center", "med": "medical", "hosp": "hospital", "univ": "university", "st": "saint",
    "mt": "mount", "hlth": "health", "svcs": "services", "svc": "service", "comm": "community", "reg": "regional",
    "sys": "system", "mem": "memorial", "gen": "general", "intl": "international", "assn": "association",
    "assoc": "association", "coll": "college", "cty": "county", "&": "and",
}  # fmt: skip


@lru_cache(maxsize=100_000)
def employer_key(name: str) -> str:
    """What spellings of one employer share: "The Lakeshore Med. Ctr., Inc." -> "lakeshore"; "" if it is none."""
    if letters(name) in no_employers():
        return ""
    words = _employer_words(name)
    return "".join(word for word in words if word not in _GENERIC) or "".join(words)


@lru_cache(maxsize=100_000)
def employer_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of those that are employers."""
    return tuple([key for key in map(employer_key, names) if key])


@lru_cache(maxsize=100_000)
def _employer_words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+|&", fold(name).replace("'", "").replace(".", " "))
    return tuple(word for word in (_LONG.get(word, word) for word in words) if word not in _LEGAL)


@lru_cache(maxsize=100_000)
def one_employer(a: str, b: str) -> bool:
    """Whether both names mean one employer: a part of the name, its initials, or a slip of the pen."""
    if not employer_key(a) or not employer_key(b):
        return False
    first, second = _employer_words(a), _employer_words(b)
    smaller, larger = sorted((set(first), set(second)), key=len)
    if smaller <= larger and smaller - _GENERIC:
        return True
    if min(len(first), len(second)) == 1 < max(len(first), len(second)):
        short, long = sorted((first, second), key=len)
        return len(short[0]) > 2 and short[0] == "".join(word[0] for word in long)
    own, hers = (" ".join(word for word in words if word not in _GENERIC) for words in (first, second))
    return token_sort_ratio(own, hers) >= 90
