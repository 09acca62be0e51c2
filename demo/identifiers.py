"""How are the demo country's identifiers made, so that no one real is met?

Check digits are the official ones, number ranges are not: NPIs start with 2 (allowed by the
standard, none is assigned), ORCID iDs lie above the assigned blocks.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
# A prime step through a prime range visits every number once: unique and shuffled at once.
_NPI_RANGE = 99_999_989
_NPI_STEP = 48_271_007
_ORCID_RANGE = 9_999_991
_ORCID_STEP = 6_700_417
_ROR_STEP = 7_368_787


def npis(count: int, seed: int, first: int = 0) -> list[str]:
    """`count` distinct ten-digit NPIs with the Luhn digit of ISO/IEC 7812 (prefix 80840)."""
    order = np.arange(first, first + count, dtype=np.int64)
    nine = 200_000_000 + (order * _NPI_STEP + seed * 7_919) % _NPI_RANGE
    total = np.full(count, 24, dtype=np.int64)  # the doubled and added digits of 80840
    rest = nine.copy()
    for place in range(9):
        digit = rest % 10
        rest //= 10
        if place % 2 == 0:
            digit = digit * 2
            digit = digit // 10 + digit % 10
        total += digit
    return [str(npi) for npi in nine * 10 + (-total) % 10]


def orcids(count: int, seed: int) -> list[str]:
    """`count` distinct bare ORCID iDs with their check character (ISO 7064 MOD 11-2)."""
    order: npt.NDArray[np.int64] = np.arange(count, dtype=np.int64)
    return [
        _orcid(909_000_000_000 + int(number) % 10**9)
        for number in (order * _ORCID_STEP + seed * 104_729) % _ORCID_RANGE
    ]


def _orcid(number: int) -> str:
    digits = f"{number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    text = digits + ("X" if check == 10 else str(check))
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def ror(order: int, seed: int) -> str:
    """A ROR id as a full address: 0, six base-32 digits, two check digits (ISO 7064 MOD 97-10)."""
    number = (order * _ROR_STEP + seed * 15_485_863) % 32**6
    text = ""
    rest = number
    for _ in range(6):
        text = _CROCKFORD[rest % 32] + text
        rest //= 32
    return f"https://ror.org/0{text}{98 - number * 100 % 97:02d}"


def issn(order: int) -> str:
    """An ISSN of the range 9xxx with its check character (modulus 11)."""
    seven = f"9{order * 7_919 % 1_000_000:06d}"
    rest = -sum(int(digit) * (8 - place) for place, digit in enumerate(seven)) % 11
    return f"{seven[:4]}-{seven[4:]}{'X' if rest == 10 else rest}"
