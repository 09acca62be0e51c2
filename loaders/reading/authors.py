"""Which entries of an author list are persons, and what are the parts of their names?

The library prints `et al` or `No authors listed` where it has no name, and groups as family names.
The end of a family name may be a generation (`Roe Iii`). Some letters came as entities or were
written in one encoding and read in another. Whole columns are looked at once.
"""

from __future__ import annotations

from html import unescape

import pyarrow as pa
import pyarrow.compute as pc

from loaders.reading.printed import without_contacts
from schema.generations import TAIL, without_generation

_NO_NAME = (
    r"(?i)^[^\p{L}]*(?:not available|anon(?:ymous)?|no authors?(?: (?:listed|given|named))?"
    r"|et\.? al|unknown authors?|authors? unknown|name withheld|(?:and )?(?:others|colleagues))?"
    r"[^\p{L}]*$"
)
# Family names too, but not where a given name is missing.
_NO_NAME_ALONE = (
    r"(?i)^\W*(?:the )?(?:unknown|none|nil|n/a|various|editors?|editorial|staff|authors?)\W*$"
)
_GROUP = (
    r"(?i)\b(?:consortium|collaborators|collaboration|investigators|committee|trialists|task force"
    r"|(?:study|working|research|writing) group|on behalf of)\b"
)
_BODY = (
    r"(?:group|team|society|association|network|study|trial|project|foundation|institute|university"
    r"|department|cent(?:er|re)|council|organi[sz]ation|federation|registry|board|panel|program(?:me)?)"
)


# A name that may be other than it seems; all others are left alone, for speed.
_ODD = (
    rf"(?i)\b{_BODY}\b|{_GROUP[4:]}|{TAIL[4:]}|{_NO_NAME[4:]}|{_NO_NAME_ALONE[4:]}"
    r"|&[a-z]+;|[\x{c2}\x{c3}][\x{80}-\x{bf}]"
)
_NAMES = ("last_name", "fore_name", "suffix", "collective_name")


def named(people: pa.Table) -> pa.Table:
    """The entries with parted names: no family name where none is printed or a group's is, which
    is then the `collective_name`; a generation at a name's end is the `suffix`."""
    odd = pc.or_(_matches(people["last_name"], _ODD), _matches(people["fore_name"], _ODD))
    odd = pc.or_(odd, pc.is_valid(people["collective_name"])).combine_chunks()
    for name, column in zip(_NAMES, _parts(people.filter(odd)), strict=True):
        column = pc.replace_with_mask(people[name].combine_chunks(), odd, column)
        people = people.set_column(people.column_names.index(name), name, column)
    return people


def _parts(people: pa.Table) -> tuple[pa.Array, ...]:
    """Family name, given names, suffix and name of a group, of entries that may be odd."""
    last, fore, suffix, group = (people[name].combine_chunks() for name in _NAMES)
    last, fore = _mended(last), _mended(fore)
    alone = pc.and_(pc.is_null(fore), pc.is_null(people["initials"].combine_chunks()))
    last = pc.if_else(_matches(last, _NO_NAME), None, last)
    last = pc.if_else(pc.and_(alone, _matches(last, _NO_NAME_ALONE)), None, last)
    whole = pc.binary_join_element_wise(pc.fill_null(fore, ""), pc.fill_null(last, ""), " ")
    whole = pc.utf8_trim_whitespace(whole)
    is_body = pc.and_(alone, _matches(last, rf"(?i)\b{_BODY}\b"))
    is_body = pc.or_(is_body, _matches(whole, rf"(?i)\b{_BODY}\b.*\b{_BODY}\b"))
    is_group = pc.and_(pc.is_valid(last), pc.or_(is_body, _matches(whole, _GROUP)))
    group = without_contacts(pc.if_else(is_group, pc.coalesce(group, whole), group))
    last, fore = (pc.if_else(is_group, None, column) for column in (last, fore))
    last, suffix = _parted(last, suffix)
    fore, suffix = _parted(fore, suffix)
    return last, fore, suffix, group


def _matches(texts: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(texts, pattern), False)


def _mended(names: pa.Array) -> pa.Array:
    """The names with letters in place of entities and of UTF-8 that was read as Latin-1."""
    mask = _matches(names, r"&[A-Za-z]+;|[\x{c2}\x{c3}][\x{80}-\x{bf}]")
    return pc.replace_with_mask(
        names, mask, pa.array([_reread(n) for n in names.filter(mask).to_pylist()], pa.string())
    )


def _reread(name: str) -> str:
    name = unescape(name)
    try:
        return name.encode("latin-1").decode()
    except UnicodeError:
        return name


def _parted(names: pa.Array, suffixes: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The names without a generation at their end, and the suffixes with it where they say none."""
    mask = _matches(names, TAIL)
    parts = [without_generation(name) for name in names.filter(mask).to_pylist()]
    bare = pa.array([name for name, _ in parts], pa.string())
    told = pa.array([generation for _, generation in parts], pa.string())
    suffix = pc.replace_with_mask(pa.nulls(len(names), pa.string()), mask, told)
    return pc.replace_with_mask(names, mask, bare), pc.coalesce(suffixes, suffix)
