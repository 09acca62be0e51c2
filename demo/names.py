"""What is everyone in the demo country called, and how else are they written?

Names are drawn Zipf-like within an origin, so namesakes are as common as in a real registry. A
name is written in other ways too: initials only, no middle name, hyphens lost, letters
transliterated, a slip of the pen.
"""

from __future__ import annotations

from random import Random
from typing import Any
from unicodedata import combining, normalize

import numpy as np
import numpy.typing as npt

from demo.vocabulary import ENGLISH, ORIGINS, TRANSLITERATED

# Exponents of the two draws, set so that about one full name in twenty is shared by five clinicians
# among 20,000 of them (measured in the tests).
_FAMILY_EXPONENT = 1.12
_GIVEN_EXPONENT = 1.08
_HOME_ORIGIN = {
    "DE": "germanic",
    "NL": "germanic",
    "SE": "germanic",
    "IT": "italian",
    "JP": "japanese",
    "FR": "french",
    "CN": "chinese",
    "KR": "korean",
    "GB": "english",
    "CA": "english",
    "ES": "spanish",
    "IN": "indian",
}
NEVER = 9999  # a year after all years
_ORIGIN_AT = {origin.name: at for at, origin in enumerate(ORIGINS)}
# Letters whose stroke or ligature Unicode does not take apart.
_WITHOUT_MARKS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae"})
Texts = npt.NDArray[np.object_]


def origins(
    rng: np.random.Generator, country_codes: npt.NDArray[np.object_]
) -> npt.NDArray[np.int64]:
    """The origin (index into ORIGINS) of each person, by the country they work in."""
    shares = np.array([origin.share for origin in ORIGINS])
    drawn = rng.choice(len(ORIGINS), size=len(country_codes), p=shares / shares.sum())
    local = rng.random(len(country_codes)) < 0.8
    for code, name in _HOME_ORIGIN.items():
        drawn[(country_codes == code) & local] = _ORIGIN_AT[name]
    return drawn


def families(rng: np.random.Generator, origin: npt.NDArray[np.int64]) -> Texts:
    """A family name for each person."""
    found: Texts = np.empty(len(origin), dtype=object)
    for at, names in enumerate(ORIGINS):
        mine = np.flatnonzero(origin == at)
        found[mine] = _zipf(rng, names.families, len(mine), _FAMILY_EXPONENT)
    return found


def givens(
    rng: np.random.Generator, origin: npt.NDArray[np.int64], woman: npt.NDArray[np.bool_]
) -> Texts:
    """A given name for each person, one in three from the English list whatever the origin."""
    found: Texts = np.empty(len(origin), dtype=object)
    english = rng.random(len(origin)) < 0.33
    for at, names in enumerate(ORIGINS):
        for female in (False, True):
            mine = np.flatnonzero((origin == at) & (woman == female) & ~english)
            found[mine] = _zipf(
                rng, names.women if female else names.men, len(mine), _GIVEN_EXPONENT
            )
    for female in (False, True):
        mine = np.flatnonzero(english & (woman == female))
        found[mine] = _zipf(
            rng, ENGLISH.women if female else ENGLISH.men, len(mine), _GIVEN_EXPONENT
        )
    return found


def renamed(
    rng: np.random.Generator,
    origin: npt.NDArray[np.int64],
    woman: npt.NDArray[np.bool_],
    last: Texts,
    years: tuple[int, int],
) -> tuple[Texts, npt.NDArray[np.int64]]:
    """Former family names of the three in a hundred who changed theirs (mostly women)."""
    total = len(last)
    former: Texts = np.full(total, "", dtype=object)
    renamed_in = np.full(total, NEVER, dtype=np.int64)
    changed = np.flatnonzero(rng.random(total) < np.where(woman, 0.062, 0.004))
    former[changed] = families(rng, origin[changed])
    renamed_in[changed] = rng.integers(years[0] + 2, years[1] - 1, len(changed))
    joined = changed[rng.random(len(changed)) < 0.25]
    for person in joined:
        if "-" not in last[person] and " " not in last[person] + former[person]:
            last[person] = f"{former[person]}-{last[person]}"
    return former, renamed_in


def middles(
    rng: np.random.Generator,
    origin: npt.NDArray[np.int64],
    woman: npt.NDArray[np.bool_],
    first: Texts,
    last: Texts,
) -> Texts:
    """Middle names of two persons in three; nobody has the same name twice."""
    has = rng.random(len(origin)) < np.where(np.isin(origin, (7, 8, 9)), 0.2, 0.68)
    middle = givens(rng, origin, woman)
    again = [
        one in (a, b) or b.startswith(one) for one, a, b in zip(middle, first, last, strict=True)
    ]
    return np.where(has & ~np.array(again, np.bool_), middle, "").astype(object)


def suffixes(rng: np.random.Generator, woman: npt.NDArray[np.bool_]) -> Texts:
    drawn = rng.choice(4, size=len(woman), p=[0.965, 0.02, 0.01, 0.005])
    drawn[woman] = 0
    return np.array(["", "Jr", "III", "II"], dtype=object)[drawn]


def _zipf(rng: np.random.Generator, words: tuple[str, ...], count: int, exponent: float) -> Any:
    weights = 1.0 / np.arange(2, len(words) + 2) ** exponent
    return np.array(words, dtype=object)[
        rng.choice(len(words), size=count, p=weights / weights.sum())
    ]


def initials(first: str, middle: str) -> str:
    """The initials as PubMed writes them: one letter per part, at most one of the middle name."""
    letters = [part[0] for part in first.replace("-", " ").split() if part]
    if middle:
        letters.append(middle[0])
    return "".join(letters).upper()


def variant(random: Random, first: str, last: str) -> tuple[str, str]:
    """Another spelling of a name: hyphen lost, letters transliterated, accents dropped."""
    if "-" in first:
        front, _, back = first.partition("-")
        first = random.choice((f"{front} {back}", front + back.lower(), first))
    if not last.isascii():
        last = random.choice((last.translate(TRANSLITERATED), plain(last)))
    if not first.isascii() and random.random() < 0.7:
        first = plain(first)
    if last.startswith("van ") and random.random() < 0.4:
        last = "Van" + last[3:]
    return first, last


def plain(text: str) -> str:
    """The text without accents."""
    bare = "".join(letter for letter in normalize("NFD", text) if not combining(letter))
    return bare.translate(_WITHOUT_MARKS)


def slip(random: Random, text: str) -> str:
    """The text with one slip of the pen: a letter doubled, dropped or swapped."""
    if len(text) < 4:
        return text
    at = random.randrange(1, len(text) - 1)
    kind = random.randrange(3)
    if kind == 0:
        return text[:at] + text[at] + text[at:]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
