"""Making Qt's enumerations a tenth as long as Python does by itself; what is made is the same.

The binding makes some 290 of them, with 3,800 members, until the first list is painted: a fifth of the start. Python
works each out from nothing, in Python. Here one of each kind is made so, and the others after its pattern.
"""

import enum
import sys
from collections.abc import Iterable
from typing import Any

_KNOWN = ((3, 11), (3, 12), (3, 13))  # the versions of Python whose ways of making one this was held against
_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_FIRST = "FIRST"
_OWN = frozenset({"__dict__", "__weakref__", _FIRST})  # what each class has of its own
_HOLDS = _OWN | {
    *(f"__{op}__" for op in ("and", "doc", "format", "invert", "module", "new", "or", "rand", "ror", "rxor", "xor")),
    "_all_bits_", "_boundary_", "_flag_mask_", "_generate_next_value_", "_inverted_", "_member_map_", "_member_names_",
    "_member_type_", "_new_member_", "_singles_mask_", "_unhashable_values_", "_unhashable_values_map_", "_use_args_",
    "_value2member_map_", "_value_repr_",
}  # fmt: skip
"""All that such a class may hold. One of a later Python that holds more is made as Python does: nobody looked at it."""

_plain = enum.EnumType._create_  # type: ignore[attr-defined]
_patterns: dict[Any, dict[str, Any]] = {}
_taken = {kind: {"mro", ""}.union(*map(vars, kind.__mro__)) for kind in _KINDS}


def make_quickly() -> None:
    """From now on; enumerations of anything but plain whole numbers are made as before."""
    if sys.version_info[:2] in _KNOWN:
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]


def _create(cls: Any, class_name: str, names: Any, *, module: str | None = None, **options: Any) -> Any:
    """What `Enum(class_name, names)` answers."""
    module = module or sys._getframe(2).f_globals.get("__name__")
    usual = cls in _KINDS and not options.get("type") and _is_plain(names, _taken[cls])
    if usual and _pattern(cls, options.get("boundary")):
        return _made(cls, class_name, names, module, options.get("qualname"), options.get("boundary"))
    return _plain(cls, class_name, names, module=module, **options)


def _is_plain(names: Any, taken: Iterable[str]) -> bool:
    """Whether these are pairs of a name that nothing else has and a whole number."""
    if type(names) not in (list, tuple) or not names or type(names[0]) is not tuple:
        return False
    keys, values = zip(*names, strict=True)
    given = set(keys)
    return (
        len(given) == len(names)
        and given.isdisjoint(taken)
        and set(map(type, values)) == {int}
        and "_" not in {name[:1] for name in keys}
    )


def _pattern(cls: Any, boundary: Any) -> dict[str, Any]:
    """What a class of this kind holds beside its members, from one made the usual way; nothing where it is unknown."""
    found = _patterns.get((cls, boundary))
    if found is None:
        first = vars(_plain(cls, "Pattern", ((_FIRST, 1),), module=__name__, boundary=boundary))
        found = {key: value for key, value in first.items() if key not in _OWN} if first.keys() <= _HOLDS else {}
        _patterns[cls, boundary] = found
    return found


def _made(cls: Any, class_name: str, names: Any, module: str | None, qualname: str | None, boundary: Any) -> Any:
    body = {
        key: type(value)() if type(value) in (list, dict) else value for key, value in _pattern(cls, boundary).items()
    }
    body["__module__"] = module
    if qualname is not None:
        body["__qualname__"] = qualname
    made: Any = type.__new__(enum.EnumType, class_name, (cls,), body)
    listed, by_name, by_value = body["_member_names_"], body["_member_map_"], body["_value2member_map_"]
    flags, new, plain_number = issubclass(cls, enum.Flag), body["_new_member_"], issubclass(cls, int)
    every = singles = 0
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = new(made, value) if plain_number else new(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(listed)
            by_value[value] = member
            if not flags:
                listed.append(name)
            elif value and not value & (value - 1):
                listed.append(name)
                singles |= value
        every |= value
        by_name[name] = member
        type.__setattr__(made, name, member)
    if flags:
        _set_masks(made, every, singles)
    return made


def _set_masks(made: Any, every: int, singles: int) -> None:
    """The bits that a flag knows, and the order that its members come in."""
    ours = vars(made)
    set_ = type.__setattr__
    set_(made, "_flag_mask_", every if "_singles_mask_" in ours else singles)
    set_(made, "_all_bits_", 2 ** every.bit_length() - 1)
    if "_singles_mask_" in ours:
        set_(made, "_singles_mask_", singles)
    values = [made._member_map_[name]._value_ for name in made._member_names_]
    if values != sorted(values):
        set_(made, "_iter_member_", made._iter_member_by_def_)
