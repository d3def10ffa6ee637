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
    return tuple(dict.fromkeys([word for word in (_LONG.get(word, word) for word in words) if word not in _LEGAL]))


@lru_cache(maxsize=100_000)
def one_employer(a: str, b: str) -> bool:
    """Whether both names mean one employer: a part of the name, its initials, or a slip of the pen."""
    mine, hers = employer_key(a), employer_key(b)
    if not mine or not hers or mine == hers:
        return bool(mine and hers)
    short, long = sorted((_employer_words(a), _employer_words(b)), key=len)
    if not _GENERIC.issuperset(short) and set(long).issuperset(short):
        return True
    if len(short) == 1 < len(long):
        return len(short[0]) > 2 and short[0] == "".join(word[0] for word in long)
    own = _own_words(a)
    return bool(own) and token_sort_ratio(own, _own_words(b), score_cutoff=90) > 0


@lru_cache(maxsize=100_000)
def _own_words(name: str) -> str:
    return " ".join([word for word in _employer_words(name) if word not in _GENERIC])
