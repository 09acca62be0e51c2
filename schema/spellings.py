"""In which plain spellings is a printed name known?

Names are compared in plain letters: transliterated, lower case, without accents, hyphens and
punctuation. A person's *name keys* are the plain spellings that search compares: the family name in
one word, then the given names, the first with the others' initials, or all initials.
The family name stands whole, without its particles, and by each of its parts, so that
`van der Berg` is `vanderberg` and `berg`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

_LETTERS = re.compile(r"[^a-z]+")
_WORD = re.compile("[a-z]+")
_MARKS = re.compile(r"[-'`]")
_INITIALS = re.compile(r"[A-Z]{1,3}|([A-Z][. -]+)+[A-Z]?\.?")
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_PARTICLES = """
van von vom der den de del della dello di da dal dos das do du la le les lo el al ul bin ibn ben
bint abu ter ten te zu zur zum af av y e i o d l m san st
"""
LEGAL_FORMS = (
    r"\b(incorporated|inc|llc|ltd|limited|corporation|corp|company|co|lp|"
    r"plc|gmbh|ag|sa|nv|bv|ab|as|spa|srl|kg|kk|usa|us)\b"
)
"""What a plain name of a company may hold that tells no two companies apart."""
PARTICLES = frozenset(_PARTICLES.split())
FOLD = r"([aou])e([a-z])"
"""An umlaut that may be written out within a word, for RE2 too; the first and second group stay."""


def plain(text: str) -> str:
    """`text` in lower-case ASCII letters and single blanks; hyphens and apostrophes vanish."""
    joined = anyascii(text).lower().replace("-", "").replace("'", "")
    return _LETTERS.sub(" ", joined).strip()


def surname(text: str) -> str:
    """The plain family name without blanks, so that `de la Cruz` equals `Delacruz`."""
    return plain(text).replace(" ", "")


def is_initials(fore: str) -> bool:
    """Whether given names are printed as initials only, such as `JQ` or `J. Q.`."""
    return _INITIALS.fullmatch(fore.strip()) is not None


def words(text: str, apart: bool = False) -> list[str]:
    """The plain words of a name; what hyphens and apostrophes join is one word, or several where
    they are taken `apart`."""
    if not text.isascii():
        text = anyascii(unicodedata.normalize("NFC", text))
    return _WORD.findall(_MARKS.sub(" " if apart else "", text.lower()))


def folded(text: str) -> str:
    """Plain `text` as if umlauts were not written out: `mueller` is `muller`."""
    return re.sub(FOLD, r"\1\2", text)


def name_keys(last: str, fore: str, suffix: str) -> list[str]:
    """The plain spellings of a printed name with the whole family name, the fullest first.

    Where the given names are initials only, two keys more say so: `doe J` (some name with J) and
    `doe jq.` (no further initials).
    """
    return list(dict.fromkeys(_keys(last, fore, suffix, whole=True)))


def part_keys(last: str, fore: str) -> list[str]:
    """The plain spellings of a printed name without the family name's particles and by its parts,
    where it has any."""
    return list(dict.fromkeys(_keys(last, fore, "", whole=False)))


def family_forms(last: str) -> list[str]:
    """A family name as one word: whole, without its particles, and each of its parts."""
    parts = words(last, apart=True)
    core = [part for part in parts if part not in PARTICLES and len(part) > 1] or parts
    return [form for form in dict.fromkeys(["".join(parts), "".join(core), *core]) if form]


def _keys(last: str, fore: str, suffix: str, whole: bool) -> Iterator[str]:
    names = fore.split()
    while len(names) > 1 and names[-1].lower() in PARTICLES and len(names[-1]) > 1:
        last = f"{names.pop()} {last}"
    fore = " ".join(names)
    if not last.strip():
        last, fore = fore, ""
    tail = " ".join(words(suffix))
    printed, without_umlauts = (last, fore), (written_out(last), written_out(fore))
    for family_name, given in dict.fromkeys((printed, without_umlauts)):
        families, forms = family_forms(family_name), _given_forms(given)
        for family in families[:1] if whole else families[1:]:
            for form in (f"{forms[0]} {tail}", *forms) if tail else forms:
                yield f"{family} {form}".strip()


def _given_forms(fore: str) -> list[str]:
    """Given names as search takes them, in full first."""
    some, apart = words(fore), words(fore, apart=True)
    if not some:
        return [""]
    letters = "".join(some) if is_initials(fore) else "".join(word[0] for word in apart)
    forms = [" ".join(some), " ".join(apart)]
    if len(some) > 1:
        forms += ["".join(some[:2])] if len(some[1]) > 1 else []
        forms.append(f"{some[0]} {''.join(word[0] for word in some[1:])}")
    forms.append(letters)
    return [*forms, letters[0].upper(), f"{letters}."] if is_initials(fore) else forms


def written_out(text: str) -> str:
    """`text` with its umlauts written out: `Müller` is `Mueller`."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_WRITTEN_OUT)
