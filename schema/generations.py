"""Which generation of a family does a printed name tell: Jr, Sr, II, III and so on?

Sources spell it in many ways (`3rd`, `III.`, `Iii`, `Junior`); facts state one form, so that two
spellings of one person are no contradiction. Loaders state it; whoever compares names may rely on
it.
"""

from __future__ import annotations

import re

_SPELLINGS = {
    "Jr": ("jr", "jnr", "jun", "junior", "júnior", "filho", "fils"),
    "Sr": ("sr", "snr", "sen", "senior", "sênior"),
    "I": ("i", "1", "1st", "first"),
    "II": ("ii", "2", "2d", "2nd", "second"),
    "III": ("iii", "3", "3d", "3rd", "third"),
    "IV": ("iv", "4", "4th", "fourth"),
    "V": ("v", "5", "5th", "fifth"),
    "VI": ("vi", "6", "6th", "sixth"),
}
GENERATIONS = {spelling: form for form, many in _SPELLINGS.items() for spelling in many}
"""The normal form by each spelling, in small letters without dots."""

# Within a name only what cannot be taken for an initial, a number or a family name.
TAIL = r"(?i)(?:[\s,]+(?:jn?r|sn?r|junior|júnior|senior|ii|iii|iv|vi|2n?d|3r?d|[4-6]th)|-jr)\.?\s*$"
"""Finds, for RE2 too, a generation at the end of a name."""
_TAIL = re.compile(TAIL)
MARKS = r"[\s.,()-]"
"""What may stand around a generation."""


def generation(text: str | None) -> str | None:
    """The normal form (Jr, Sr, I to VI) of a printed generation; none where it is none."""
    return GENERATIONS.get(re.sub(MARKS, "", text).lower()) if text else None


def without_generation(name: str) -> tuple[str, str | None]:
    """A name without the generation at its end, and that generation's normal form, if any."""
    tail = _TAIL.search(name)
    if tail is None or not name[: tail.start()].strip(" ,-"):
        return name, None
    return name[: tail.start()].rstrip(" ,-"), generation(tail[0])
