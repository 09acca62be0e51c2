"""Whom does a typed name mean, how well does a person's name agree with it, and why?

Persons hold name keys (`schema.spellings`). What is typed becomes the keys that it could stand for:
any run of its words may be one word, any word the family name. The full-text index gives who has
all the words, at least as beginnings; the keys grade them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, combinations, pairwise

from anyascii import anyascii

from api.errors import bad_input
from schema.spellings import family_forms, folded, is_initials, plain, surname, words

MOST_LETTERS = 200
# Of more words than these no other reading is tried; the index takes 1,024 terms in two fields.
MOST_WORDS, MOST_TERMS = 6, 400
_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms"})
_DEGREES = frozenset({"md", "phd", "mph", "mbbs", "rn", "np", "dds", "dmd", "facc", "frcp"})


def _some(keys: str, typed: str, how: str) -> str:
    """That a key of the person's stands in some relation to a key typed."""
    return f"any(key IN {{node}}.{keys} WHERE any(typed IN ${typed} WHERE key {how}))"


# The family name begins as typed, and so do the given names.
BEGUN = "STARTS WITH typed[0] AND substring(key, size(split(key, ' ')[0]) + 1) STARTS WITH typed[1]"
# The given names are those typed, no fewer and no more, and the family name begins as typed.
REST_BEGUN = (
    "any(typed IN $begun WHERE {node}.nameKeys[0] STARTS WITH typed[0] AND "
    "substring({node}.nameKeys[0], size(split({node}.nameKeys[0], ' ')[0]) + 1) = typed[1])"
)
# The family name is whole.
MORE_OF_IT = "STARTS WITH CASE WHEN typed CONTAINS ' ' THEN typed ELSE typed + ' ' END"
# The grades of agreement, the best first.
TYPED, WHOLE, SHORT, MORE, OTHER, REST_BEGINS, BEGINS, OTHER_BEGINS, FEWER, INITIALS, PARTS = range(
    11
)
_GRADES = (
    "toLower({node}.name) = $name",
    "{node}.nameKeys[0] IN $keys",
    _some("nameKeys", "keys", "= typed"),
    _some("nameKeys", "keys", MORE_OF_IT),
    _some("otherNameKeys", "keys", "= typed"),
    REST_BEGUN,
    f"{_some('nameKeys', 'keys', 'STARTS WITH typed')} OR {_some('nameKeys', 'begun', BEGUN)}",
    _some("otherNameKeys", "keys", "STARTS WITH typed"),
    _some("nameKeys", "fewer", "= typed"),
    _some("nameKeys", "initials", "= typed"),
    "all(word IN $parts WHERE any(key IN {node}.nameKeys + coalesce({node}.otherNameKeys, []) "
    "WHERE ' ' + key CONTAINS ' ' + word))",
)
GRADE = f"CASE {' '.join(f'WHEN {test} THEN {n}' for n, test in enumerate(_GRADES))} END"


GRADES_ABOUT = (
    "0 as typed, 1 in whole, 2 in whole with initials, 3 with more of the given names in the "
    "record, 4 in whole by another name or by a part of the family name, 5 with the given names as "
    "typed and a beginning of the family name, 6 as a beginning, 7 as a beginning of another name, "
    "8 without a middle name that was typed, 9 by initials alone, 10 by parts."
)
# The parts of what is sought, by which the graph is asked.
SOUGHT = ("words", "name", "keys", "begun", "fewer", "initials", "parts")


def sought(text: str) -> dict[str, object]:
    """What a typed name is compared by: the full-text query `words`, the `name` as typed, the
    `keys` that it may stand for, the family and given names that may have `begun`, the keys with
    `fewer` given names or only `initials`, and its `parts`. No letter of it is an operator of the
    index.

    Raises BAD_USER_INPUT for more than 200 characters or no word at all.
    """
    if len(text) > MOST_LETTERS:
        raise bad_input(f"`text` has {len(text)} characters; give {MOST_LETTERS} at most")
    joined, apart = (_in_order(text, apart) for apart in (False, True))
    if not joined:
        raise bad_input("`text` holds no word")
    some = (joined, apart, _without_titles(joined))
    runs = list(dict.fromkeys(run for each in some for run in runs_of(each)))
    fewer = {key for less in _fewer(joined) for run in runs_of(less) for key in _keys(run)}
    initials = {key for run in runs_of(joined) for key in _initials(run, joined)}
    exact = {tuple(sorted(key.split())) for key in fewer | initials}
    return {
        "words": query_of([*([_begins(w) for w in run] for run in runs), *sorted(exact)]),
        "name": " ".join(text.split()).lower(),
        "keys": sorted({spelt for run in runs for key in _keys(run) for spelt in _either(key)}),
        "begun": sorted({key.partition(" ")[::2] for run in runs for key in _keys(run)}),
        "fewer": sorted(fewer),
        "initials": sorted(initials),
        "parts": joined,
    }


def _in_order(text: str, apart: bool) -> list[str]:
    """The words typed, given names first where a comma says which they are."""
    last, _, rest = text.partition(",")
    return words(rest, apart) + words(last, apart)


def _without_titles(some: list[str]) -> list[str]:
    """The words without titles and degrees, unless these could be all that is told of a name."""
    bare = [word for word in some if word not in _TITLES and word not in _DEGREES]
    return bare if len(bare) > 1 or (some[0] in _TITLES and bare) else some


def runs_of(some: list[str]) -> Iterator[tuple[str, ...]]:
    """The words as they stand, and with neighbours in one word: every way for few words."""
    size = len(some)
    if size > MOST_WORDS:
        yield tuple(some)
        return
    for count in range(size, 0, -1):
        for cuts in combinations(range(1, size), count - 1):
            ends = (0, *cuts, size)
            yield tuple("".join(some[a:b]) for a, b in pairwise(ends))


def _keys(run: tuple[str, ...]) -> Iterator[str]:
    """Each word in turn as the family name, the others as given names."""
    for at, family in enumerate(run):
        yield " ".join((family, *run[:at], *run[at + 1 :]))


def _fewer(some: list[str]) -> Iterator[list[str]]:
    """The words without a middle name or initial, where a first and a family name remain."""
    for at in range(len(some) if len(some) <= MOST_WORDS else 0):
        less = some[:at] + some[at + 1 :]
        is_middle = 0 < at < len(some) - 1 or len(some[at]) == 1
        if is_middle and sum(len(word) > 1 for word in less) > 1:
            yield less


def _initials(run: tuple[str, ...], some: list[str]) -> Iterator[str]:
    """Keys of persons of whom only initials are known, where full given names are typed."""
    for at, family in enumerate(run):
        given = run[:at] + run[at + 1 :]
        if len(family) == 1 or len("".join(given[:1])) < 2 or not {*given} <= {*some}:
            continue
        if len(given) == 1:
            yield f"{family} {given[0][0].upper()}"
        yield from {f"{family} {''.join(word[0] for word in given[:n])}." for n in (1, 2)}


def _either(key: str) -> set[str]:
    return {key, folded(key)}


def _begins(word: str) -> str:
    return f"({word}* OR {folded(word)})" if folded(word) != word else f"{word}*"


def query_of(clauses: Sequence[Sequence[str]]) -> str:
    """A full-text query: any of the clauses, all terms of it, as far as the index takes them."""
    ends = accumulate(2 * len(clause) for clause in clauses)
    some = [clause for clause, end in zip(clauses, ends, strict=True) if end <= MOST_TERMS]
    return " OR ".join(f"({' AND '.join(clause)})" for clause in some or clauses[:1])


def reason(found: Mapping[str, object]) -> str | None:
    """In plain words why a person was found: `found` has `grade` and `typed`, and the person's
    `name`, `last`, `fore` and `others`. None where no name was typed."""
    grade, typed = found["grade"], str(found["typed"])
    if grade is None:
        return None
    last, fore = str(found["last"] or found["name"]), str(found["fore"] or "")
    others = found["others"]
    other = _nearest(typed, others if isinstance(others, list) else [])
    if grade == TYPED:
        return "the name as typed"
    if grade in (OTHER, OTHER_BEGINS) and not _is_part(typed, last):
        how = "agrees" if grade == OTHER else "begins so"
        if other is None:
            return f"the name {how} where umlauts are not written out"
        return f"another or former name {how}: {other}"
    if grade in (REST_BEGINS, BEGINS) and not _has(typed, fore, last):
        return "the name begins so"
    if grade == PARTS:
        return "every word is part of the name"
    clauses = [f"{_agreeing(typed, last, fore)}", *_differences(typed, last, fore)]
    clauses += {
        MORE: ["the record has more of the name"] if _has(typed, fore, last) else [],
        REST_BEGINS: ["the rest begins so"],
        BEGINS: ["the rest begins so"],
        FEWER: ["a middle name is not in the record"],
        INITIALS: ["the record has only initials"],
    }.get(int(str(grade)), [])
    return "; ".join(clauses)


def _nearest(typed: str, others: list[str]) -> str | None:
    """The other name that shares most words with what was typed; none where none shares any."""
    wanted = surname(typed)
    shared = {
        other: (sum(surname(word) in wanted for word in other.split()), other) for other in others
    }
    best = max(others, key=lambda other: shared[other], default=None)
    return best if best is not None and shared[best][0] else None


def _is_part(typed: str, last: str) -> bool:
    """Whether the family name, without its particles or by one of its parts, is typed."""
    return any(form in words(typed) for form in family_forms(last)[1:])


def _has(typed: str, fore: str, last: str) -> bool:
    """Whether a given name is typed beside the family name."""
    first = words(fore)[:1]
    return bool(first) and first[0] in words(typed) and _is_in(last, typed)


def _is_in(last: str, typed: str) -> bool:
    return folded(surname(last)) in folded(surname(typed))


def _agreeing(typed: str, last: str, fore: str) -> str:
    names = words(typed)
    given = [word for word in words(fore) if word in names and len(word) > 1]
    parts = ["family name" if _is_in(last, typed) else "part of the family name"]
    if given[:1] == words(fore)[:1] and given:
        parts.append("first name")
        parts += ["middle name"] if len(given) > 1 else []
    elif not given:
        rest = set(names) - {*family_forms(last)}
        parts += ["initials"] if any(len(w) <= 3 for w in rest) or is_initials(fore) else []
    return f"{' and '.join(parts)} agree{'s' if len(parts) == 1 else ''}"


def _differences(typed: str, last: str, fore: str) -> Iterator[str]:
    """What differs in the writing of the parts that agree."""
    printed = " ".join(
        part for part in (fore, last) if part and surname(part.split()[0])[:2] in surname(typed)
    )
    ours, theirs = (anyascii(text).replace("`", "'") for text in (printed, typed))
    for what, mark in (("hyphen", "-"), ("apostrophe", "'")):
        if (mark in ours) != (mark in theirs):
            yield f"the {what} differs"
    if _accents(printed) != _accents(typed):
        yield "the accent differs"
    order = re.split(r"\W+", plain(typed))
    if "," not in typed and order[:1] == plain(last).split(" ")[:1] != order[-1:] and fore:
        yield "the family name comes first"


def _accents(text: str) -> set[str]:
    return {mark for mark in unicodedata.normalize("NFD", text) if unicodedata.combining(mark)}
