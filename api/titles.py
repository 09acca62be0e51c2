"""Which institution or company does a typed name mean, how well does it agree, and why?

The full-text index folds accents and gives who has all the words: as typed, as beginnings, or one
letter off, which an apostrophe or an umlaut written out is too. What decides on the order is
compared without accents, hyphens, apostrophes and blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from api.errors import bad_input
from api.names import MOST_LETTERS, query_of, runs_of
from schema.spellings import folded, written_out

_WORD = re.compile(r"[^\W_]+")
# What is left out where names are compared: accents, once they stand apart, and what joins words.
_MARKS = [*map(chr, range(0x300, 0x315)), "\u0327", "\u0328", *" -'.,&/()\u2019\u2013\u2010"]
_PLAIN = "reduce(s = normalize(toLower({}), NFD), mark IN $marks | replace(s, mark, ''))"
_NAME, _OTHER = _PLAIN.format("{node}.name"), _PLAIN.format("other")
_SOME_OTHER = f"any(other IN {{node}}.otherNames WHERE any(key IN $keys WHERE {_OTHER} "
# The grades of agreement, the best first; whoever has all the words otherwise is the last.
TYPED, WHOLE, OTHER, BEGINS, OTHER_BEGINS, PARTS = range(6)
_GRADES = (
    "toLower({node}.name) = $name",
    f"{_NAME} IN $keys",
    f"{_SOME_OTHER}= key))",
    f"any(key IN $keys WHERE {_NAME} STARTS WITH key)",
    f"{_SOME_OTHER}STARTS WITH key))",
)
_CASES = " ".join(f"WHEN {test} THEN {n}" for n, test in enumerate(_GRADES))
ENTITLED = (
    f"{{{{grade: CASE {_CASES} ELSE {PARTS} END, score: score, typed: $typed, "
    "name: {node}.name, others: {node}.otherNames}}"
)


GRADES_ABOUT = (
    "0 as typed, 1 in another spelling, 2 by another or former name, 3 as a beginning, 4 as a "
    "beginning of another name, 5 by its words."
)
# The parts of what is sought, by which the graph is asked.
SOUGHT = ("words", "name", "keys", "marks", "typed")


def words(text: str) -> str:
    """The full-text query of all words of a text, or their beginnings; raises BAD_USER_INPUT."""
    return str(sought(text)["words"])


def sought(text: str) -> dict[str, object]:
    """What a typed name is compared by: the full-text query `words`, the `name` as typed, and the
    plain `keys` of it. No letter of it is an operator of the index.

    Raises BAD_USER_INPUT for more than 200 characters or no word at all.
    """
    if len(text) > MOST_LETTERS:
        raise bad_input(f"`text` has {len(text)} characters; give {MOST_LETTERS} at most")
    apart = _WORD.findall(_plain_letters(text).replace("'", ""))
    if not apart:
        raise bad_input("`text` holds no word")
    return {
        "words": query_of([[_term(word) for word in run] for run in runs_of(apart)]),
        "name": " ".join(text.split()).lower(),
        "keys": sorted({_plain(spelt) for spelt in _spellings(text)} - {""}),
        "marks": _MARKS,
        "typed": text,
    }


def reason(found: Mapping[str, object]) -> str | None:
    """In plain words why it was found: `found` has `grade`, `typed` and `others`; none where no
    name was typed."""
    if found["typed"] is None:
        return None
    keys = {_plain(spelt) for spelt in _spellings(str(found["typed"]))}
    others = found["others"] if isinstance(found["others"], list) else []
    begun = [name for name in others if any(_plain(name).startswith(key) for key in keys)]
    other = min(begun, key=lambda name: (len(_plain(name)), name), default="")
    return {
        TYPED: "the name as typed",
        WHOLE: "the name agrees in another spelling",
        OTHER: f"another or former name agrees: {other}",
        BEGINS: "the name begins so",
        OTHER_BEGINS: f"another or former name begins so: {other}",
    }.get(int(str(found["grade"])), "every word is part of its names, or nearly")


def _term(word: str) -> str:
    """A word as itself, which counts most, as a beginning, or with one letter off."""
    forms = dict.fromkeys((word, folded(word)))
    terms = [term for form in forms for term in (f"{form}^4", f"{form}*")]
    return f"({' OR '.join([*terms, f'{word}~1'] if len(word) > 3 else terms)})"


def _spellings(text: str) -> tuple[str, str, str]:
    lower = text.lower()
    return lower, folded(lower), written_out(lower)


def _plain_letters(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower()).replace("\u2019", "'")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if letter not in _MARKS)
