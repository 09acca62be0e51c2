"""Which persons does a printed name mean, and what are the parts of their names?

Registries print `Jane Q. Doe, MD, PhD`, `DOE, Jane`, two persons in one field, and, in the same
field, `Study Director` or a company's call center. What follows a whole name and a comma is a
degree or a post, whatever it is: degrees are too many for a list. A family name comes first where
it stands alone before the comma, or alone is in capitals. A desk is known by words that no person
is called, by a post's word where a given name would stand, or by the name of the record's sponsor.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nameparser import HumanName
from nameparser.config import Constants

from loaders.reading.printed import without_contact
from schema.generations import generation, without_generation

# Words of no person's name.
_NEVER = re.compile(
    r"""\d(?!nd|rd|th|d\b)|\b(?:
    clinical|trials|studies|cent(?:er|re)s|directors|coordinator|investigators?|responsible
    |sponsor|information|transparency|disclosure|registry|helpline|hotline|enquiries|inquiries
    |medical|affairs|operations|program(?:me)?|department|dept|division|services|network|consortium
    |association|committee|university|universit\w+|hospital|institut\w*|laborator(?:y|ies)
    |pharma\w*|therapeutics|biotech\w*|biosciences?|biologics|vaccines|diagnostics|healthcare
    |inc|llc|ltd|limited|gmbh|corp|corporation|company|plc|s\.p\.a|b\.v|(?-i:AG)|a/s
    |us|usa|global|worldwide|international|available|tbd|n/a|unknown|email|gov
    )\b""",
    re.I | re.X,
)
# Words of a desk that are also family names: they are a desk's where a given name would stand, or
# where two of them stand.
_DESK = re.compile(
    r"""(?:call|care|cares|central|chair\w*|cent(?:er|re)|chief|clinic|college|communications?|contact
    |development|director|foundation|group|health|head|lead|manager|management|medicine|monitor
    |none|office|officer|official|person|physician|principal|project|reporting|research|school
    |sciences?|service|society|study|sub|support|team|trial|trialist|unit|use)""",
    re.I | re.X,
)
_POST = re.compile(
    r"\b(?:prof\w*|assoc\w*|assist\w*|ass|doctor|dr|master|bachelor|candidate|student|fellow|surgeon"
    r"|nurs\w+|lecturer|consultant|resident|emeritus|officer|president|scien\w+|leader|dean|chair\w*"
    r"|head|chief|director|manager|education|dentistry|surgery|therapy|medicine|of|in|\w+ist"
    r"|\w+ician|\w+ology|\w+iatrics|\w+iatry)\b",
    re.I,
)
_TITLE = re.compile(
    r"^(?:(?:(?:univ|ao|apl|em)\.?-?)?prof(?:essor|\.?ssa)?|(?:assoc|asst|assist|ass)(?:istant|ociate)?"
    r"|dr(?:a|s)?|doctor|dott(?:\.?ssa)?|priv\.?-?\s?doz|pd|med|habil|mr|mrs|ms|mme|sir|dame|pr"
    r"|ing|rer|nat)(?:\.\s*|\s+)(?=\S)",
    re.I,
)
# Degrees that stand behind a name without a comma.
_DEGREE = re.compile(
    r"(?:M\.?D|D\.?O|D\.?D\.?S|M\.?P\.?H|R\.?N|M\.?B\.?B\.?S|(?:M|B)\.?S\.?[cN]?|(?:Dr\.?)?P\.?H"
    r"|D\.?M\.?Sc?|[A-Z][A-Za-z]*\.?D|F[AR]C[A-Z]+|[B-DF-HJ-NP-TV-XZ]{3,})\.?"
)
_ASIDE = re.compile(r"\([^)]*\)|[*†‡]")
_AND = re.compile(r"\s*(?:;|/|&|\+|\b(?:and|und|et)\b)\s*", re.I)
_INITIALS = re.compile(r"[^\W\d_a-z]{1,3}\.?|(?:[^\W\d_a-z]\.[ -]?)+")
# Doe J; J. K. Doe
_SHORT = re.compile(
    r"[^\W\d_][^\W\d_'-]+ (?!MD|DO|RN)[A-Z]{1,2}\.?"
    r"|(?:[A-Z]{1,2}\.? ){1,2}[^\W\d_][a-z'-][^\W\d_'-]+"
)
_WORD = re.compile(r"[^\W\d_][^\W\d_.'\u2019-]*(?:[.'\u2019-][^\W\d_]*)*")

# Titles and degrees are taken off here, before the parts of a name are told apart.
_CONSTANTS = Constants()
for _words in (_CONSTANTS.titles, _CONSTANTS.suffix_acronyms, _CONSTANTS.suffix_not_acronyms):
    _words.remove(*list(_words))


class Name(NamedTuple):
    """The parts of a person's printed name."""

    last: str
    fore: str
    suffix: str | None
    credentials: str | None


@lru_cache(maxsize=50_000)
def persons(printed: str, companies: tuple[str, ...] = ()) -> tuple[Name, ...]:
    """The persons that a printed name means: none where it names a desk, a company or half a name.

    `companies` are the names of the record's sponsors and affiliations that no person bears.
    """
    if is_desk(printed, companies):
        return ()
    parts = _parted(printed)
    names = _split(parts)
    if len(names) > 1:
        people = [persons(one, companies) for one in names]
        return tuple(one for found in people for one in found) if all(people) else ()
    first, *behind = parts
    if _AND.search(_without_degrees(first)[0]):
        return ()  # Jane and John Roe: one of them is known by half
    if behind and _comes_first(first, behind[0]):
        found = _name(_without_titles(behind[0]), first, behind[1:])
    else:
        found = _name(first, None, behind)
    return (found,) if found else ()


def is_desk(printed: str, companies: tuple[str, ...] = ()) -> bool:
    """Whether a printed name is that of an office, a desk or a company, or of nothing at all. What
    is no desk and still means no person is half a name."""
    parts = _parted(printed)
    if not parts or _names_desk(parts[0], companies):
        return True
    return " " not in parts[0] and bool(_NEVER.search(", ".join(parts)))  # Inventa, Inc


def _parted(printed: str) -> list[str]:
    """What stands between the commas, asides and ways to reach somebody left out."""
    name = re.sub(r"\s[-\u2013]\s", ", ", without_contact(_ASIDE.sub(" ", printed)))
    parts = [" ".join(part.split()) for part in name.split(",")]
    return [part for part in parts if part.strip(" .")]


def _split(parts: list[str]) -> list[str]:
    """The printed names of the persons, each with what stands behind it."""
    if len(parts) > 1 and all(_SHORT.fullmatch(part) for part in parts):
        return parts
    whole = ", ".join(parts)
    names = [one for piece in _AND.split(whole) if (one := piece.strip(" ,"))]
    if len(names) > 1 and not any(_is_behind(one.split(",")[0]) for one in names[1:]):
        return names
    groups = [[parts[0]]]
    for part in parts[1:]:
        words = part.split()
        while len(words) > 2 and _DEGREE.fullmatch(words[0]):
            words = words[1:]
        if _is_whole(" ".join(words)) and not _is_post(part):
            groups.append([" ".join(words)])
        else:
            groups[-1].append(part)
    if _is_whole(_without_degrees(_without_titles(parts[0]))[0]):
        return [", ".join(group) for group in groups]
    return [whole]


def _is_behind(text: str) -> bool:
    """Whether a text stands behind a name: a post, a degree, a department."""
    words = text.split()
    return _is_post(text) or any(_DESK.fullmatch(w) or _DEGREE.fullmatch(w) for w in words[-1:])


def _is_whole(text: str) -> bool:
    """Whether a text is given names and a family name, each with a capital and small letters."""
    words = [word for word in text.split() if not _INITIALS.fullmatch(word)]
    return (
        len(words) >= 2
        and text.startswith(words[0])
        and all(word[:1].isupper() or word.islower() for word in words)
        and all(word[1:].islower() or not word.isupper() for word in words)
        and not any(_DEGREE.fullmatch(word) or _DESK.fullmatch(word) for word in words)
        and not any("." in word for word in words)
    )


def _comes_first(family: str, after: str) -> bool:
    """Whether what stands before the comma is a family name, and after it are given names."""
    words, given = without_generation(family)[0].split(), after.split()
    if generation(after) or _is_post(after) or not all(_WORD.fullmatch(g) for g in given):
        return False
    if len(words) == 1 and _DEGREE.fullmatch(after.replace(" ", "")) is None:
        return True
    shouted = family.isupper() and not after.isupper()
    particle = words[0].islower() or words[0] in ("Van", "Von", "De", "Di", "Della", "Del")
    with_initial = len(given) > 1 and bool(_INITIALS.fullmatch(given[-1]))
    return given[0].isalpha() and given[0].istitle() and (shouted or particle or with_initial)


def _is_post(text: str) -> bool:
    return bool(_POST.search(text) or _NEVER.search(text))


def _without_titles(name: str) -> str:
    while found := _TITLE.match(name):
        name = name[found.end() :]
    return name


def _without_degrees(name: str) -> tuple[str, list[str]]:
    """A name without the degrees behind it, and these."""
    words = name.split()
    degrees: list[str] = []
    while len(words) > 2 and all(_DEGREE.fullmatch(d) for d in re.split(r"[/&-]", words[-1])):
        degrees = [d for d in re.split(r"[/&-]", words.pop()) if d] + degrees
    return " ".join(words), degrees


def _name(printed: str, family: str | None, behind: list[str]) -> Name | None:
    """The person whose name is printed, or whose given names are where the family name stands
    apart; none where a part is missing."""
    given, degrees = _without_degrees(_without_titles(printed))
    given, suffix = without_generation(given)
    if family is not None:
        family, other = without_generation(family)
        suffix = suffix or other
    else:
        if suffix is None and re.search(r"\S\s\S+\sV$", given):
            given, suffix = given[:-2], "V"
        given, family = _parts(given)
    for part in behind:
        suffix = suffix or generation(part)
        if not generation(part) and not _is_post(part):
            degrees += [d for d in re.split(r"[\s/&]+", part) if d and not _is_title(d)]
    if not re.search(r"[^\W\d_]", family) or not re.search(r"[^\W\d_]", given):
        return None
    return Name(family, given, suffix, ", ".join(degrees) or None)


def _is_title(word: str) -> bool:
    return _TITLE.match(f"{word} x") is not None


def _parts(name: str) -> tuple[str, str]:
    """Given names and family name; the family name first where only it is in capitals or initials
    end the name."""
    words = name.split()
    shouted = [len(w) > 2 and w.isupper() and bool(re.search("[AEIOUY]", w)) for w in words]
    if len(words) > 1 and any(shouted) and not all(w.isupper() for w in words):
        if shouted[0] and not any(shouted[1:]):
            return " ".join(words[1:]), words[0]
        start = shouted.index(True)
        if start and all(shouted[start:]):
            return " ".join(words[:start]), " ".join(words[start:])
    initials = r"[A-Z]{1,2}\.?" if len(words) == 2 else r"[A-Z]\.?"
    if len(words) > 1 and re.fullmatch(initials, words[-1]) and not _INITIALS.fullmatch(words[0]):
        return " ".join(words[1:]), words[0]  # Doe JM; Doe Jane Q
    parsed = HumanName(name, constants=_CONSTANTS)
    return " ".join(p for p in (parsed.title, parsed.first, parsed.middle) if p), parsed.last


def _names_desk(name: str, companies: tuple[str, ...]) -> bool:
    if _NEVER.search(name):
        return True
    words = [word.strip(".-/") for word in re.split(r"[\s/]+", name)]
    posts = [bool(_DESK.fullmatch(word)) for word in words]
    if posts[0] or sum(posts) > 1 or len(words) > 7:
        return True
    plain = [word.lower() for word in words]
    for company in companies:
        others = re.findall(r"[^\W_]+", company.lower())
        is_its_word = any(posts) or (words[0].isupper() and not words[-1].isupper())
        if others and (plain == others or (is_its_word and plain[0] == others[0])):
            return True
    return False
