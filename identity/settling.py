"""The compiled kernels that compare and join within blocks, given what they read in columns.

What must stay apart is carried through every join: two names of one paper, different ORCID iDs or
NIH profiles, first names, middle initials or generations, careers beyond 70 years.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from identity.bags import Floats, Hashes, Ints
from identity.blocks import UNKNOWN, Blocks, Codes, Flags, Outcome
from identity.comparing import KINDS, Columns, Evidence, evidence
from identity.comparing_names import DIFFERENT, OTHER_MIDDLE, given, middle
from identity.joining import NEVER, Settings, join, shift
from identity.model import Compiled, log_odds

_KINDS = len(KINDS)
_AT_ONCE = 1_024  # pairs
# Log odds beyond which no evidence leads.
SURE = 12.0
# Log odds are kept in thousandths.
_CODE, _NEVER_CODE = 1_000.0, -32_768
_SURE_CODE = int(SURE * _CODE)


class Apart(NamedTuple):
    """What decides, beside names, that two mentions cannot be one person; `pairs` are those judged,
    ascending, each as one number."""

    roster: npt.NDArray[np.uint8]
    orcid: Hashes
    profile: Hashes
    suffix: Hashes
    judged: Flags
    pairs: Ints
    sign: Ints


class Rules(NamedTuple):
    """What the kernels judge by."""

    model: Compiled
    apart: Apart
    settings: Settings


@njit(cache=True, nogil=True)
def settle(
    m: Columns, rules: Rules, blocks: Blocks, which: Ints, codes: Codes, outcome: Outcome
) -> int:
    """Compare and join within the blocks `which`, filling `codes` and `outcome`; how many pairs
    were compared."""
    compared = 0
    for b in which:
        begin, size, at = blocks.start[b], blocks.start[b + 1] - blocks.start[b], blocks.pairs[b]
        members = blocks.members[begin : begin + size]
        of_block = codes[at : at + size * (size - 1) // 2]
        compared += _compare(m, rules, members, of_block)
        odds = _square(m, rules, members, of_block)
        years = np.empty(size, np.int64)
        for i in range(size):
            years[i] = m.year[m.record[members[i]]]
        label = join(odds.copy(), years, rules.settings)
        _put_down(odds, label, rules.settings, begin, outcome)
    return compared


@njit(cache=True, nogil=True)
def _compare(m: Columns, rules: Rules, members: Ints, codes: Codes) -> int:
    """Fill the codes of a block that are unknown; how many."""
    most = min(_AT_ONCE, len(codes))
    left, right, place = np.empty((3, most), np.int64)
    spelt = _spellings(m.form[members])
    at, waiting, compared = 0, 0, 0
    for i in range(len(members)):
        for j in range(i):
            if codes[at] == UNKNOWN:
                left[waiting], right[waiting], place[waiting] = i, j, at
                waiting += 1
                if waiting == most:
                    codes[place] = _codes(m, rules, members, spelt, left, right)
                    compared, waiting = compared + waiting, 0
            at += 1
    some = slice(0, waiting)
    codes[place[some]] = _codes(m, rules, members, spelt, left[some], right[some])
    return compared + waiting


class Spellings(NamedTuple):
    """The spellings of given names in a block, which of them each member has, and how each two
    compare (first names, middle names; below 0: not compared yet)."""

    forms: Ints
    of: Ints
    alike: Floats


@njit(cache=True, nogil=True)
def _spellings(form: Ints) -> Spellings:
    forms = np.unique(form)
    alike = np.full((len(forms), len(forms), 2), np.float32(-1))
    return Spellings(forms, np.searchsorted(forms, form), alike)


@njit(cache=True, nogil=True)
def _names(m: Columns, spelt: Spellings, left: Ints, right: Ints, rows: Evidence) -> None:
    """Fill the first two columns of `rows`: how the names of members compare. Of two spellings that
    is found once, since few of them serve a whole block."""
    forms, of, alike = spelt.forms, spelt.of, spelt.alike
    first, second, whole, short = m.first, m.second, m.whole, m.short
    for at in range(len(left)):
        f, g = of[left[at]], of[right[at]]
        if alike[f, g, 0] < 0:
            alike[f, g, 0] = given(first, whole, short, forms[f], forms[g])
            alike[f, g, 1] = middle(first, second, whole, forms[f], forms[g])
        rows[at, 0], rows[at, 1] = alike[f, g, 0], alike[f, g, 1]


@njit(cache=True, nogil=True)
def _square(m: Columns, rules: Rules, members: Ints, codes: Codes) -> Floats:
    """The log odds of all pairs of a block, less what its name takes off; pairs that
    stewards hold apart are never one."""
    apart, size, at = rules.apart, len(members), 0
    moved = np.float32(shift(m.rarity[members[0]], rules.settings))
    odds = np.full((size, size), np.float32(NEVER))
    for i in range(size):
        for j in range(i):
            if codes[at] != _NEVER_CODE:
                odds[i, j] = np.float32(codes[at]) / np.float32(_CODE) + moved
            # Whom a steward joined, a link joins (`identity.links`): it moves nobody else here.
            both = apart.judged[members[i]] and apart.judged[members[j]]
            if both and _sign(apart, members[i], members[j]) < 0:
                odds[i, j] = NEVER
            odds[j, i] = odds[i, j]
            at += 1
    return odds


@njit(cache=True, nogil=True)
def _put_down(odds: Floats, label: Ints, settings: Settings, begin: int, outcome: Outcome) -> None:
    """Put down what comes of each member."""
    for i in range(len(label)):
        total, count, partner, best = 0.0, 0, -1, np.float32(0)
        for j in range(len(label)):
            if i != j and label[i] == label[j]:
                total += odds[i, j]
                count += 1
                if partner < 0 or odds[i, j] > best:
                    partner, best = j, odds[i, j]
        outcome.label[begin + i], outcome.partner[begin + i] = label[i], partner
        outcome.best[begin + i] = best
        outcome.whole[begin + i] = 0
        if count:
            mean = total / count
            outcome.whole[begin + i] = settings.best * best + (1 - settings.best) * mean


@njit(cache=True, nogil=True)
def _codes(
    m: Columns, rules: Rules, members: Ints, spelt: Spellings, left: Ints, right: Ints
) -> Codes:
    """The log odds of pairs of a block's members as codes; never where they cannot be one
    person."""
    rows = np.empty((len(left), _KINDS), np.float32)
    # Names before all else: most pairs of a large block differ in them, and need no more.
    _names(m, spelt, left, right, rows)
    one, two = members[left], members[right]
    codes: Codes = _decided(m.record, rules.apart, one, two, rows)
    undecided = np.flatnonzero(codes == UNKNOWN)
    rows = rows[undecided]
    evidence(m, one[undecided], two[undecided], rows)
    for at in range(len(undecided)):
        odds = min(max(log_odds(rules.model, rows[at]), -SURE), SURE)
        codes[undecided[at]] = np.round(_CODE * odds)
    return codes


@njit(cache=True, nogil=True)
def _decided(record: Ints, apart: Apart, left: Ints, right: Ints, rows: Evidence) -> Codes:
    """The codes of pairs that names and keys decide by themselves; of others unknown."""
    codes = np.empty(len(left), np.int16)
    roster, suffix = apart.roster, apart.suffix
    for at in range(len(left)):
        i, j = left[at], right[at]
        is_same_orcid, is_other_orcid = _keyed(apart.orcid[i], apart.orcid[j])
        is_same_profile, is_other_profile = _keyed(apart.profile[i], apart.profile[j])
        is_one_list = record[i] == record[j] and roster[i] and roster[i] == roster[j]
        is_other_suffix = suffix[i] != 0 and suffix[j] != 0 and suffix[i] != suffix[j]
        is_other_name = rows[at, 0] == DIFFERENT or rows[at, 1] == OTHER_MIDDLE
        codes[at] = UNKNOWN
        if is_other_orcid or is_other_profile:
            codes[at] = _NEVER_CODE
        elif is_one_list:
            # Printed twice in one list with one ORCID iD: the list names one person twice.
            codes[at] = _SURE_CODE if is_same_orcid else _NEVER_CODE
        elif is_other_suffix or is_other_name:
            codes[at] = _NEVER_CODE
        elif is_same_orcid or is_same_profile:
            codes[at] = _SURE_CODE
    return codes


@njit(cache=True, nogil=True)
def _keyed(one: int, other: int) -> tuple[bool, bool]:
    """Whether two mentions have one key, and whether they have different ones; 0 is none."""
    return one != 0 and one == other, one != 0 and other != 0 and one != other


@njit(cache=True, nogil=True)
def _sign(apart: Apart, i: int, j: int) -> int:
    """What stewards said of two mentions: 1 same, -1 different, 0 nothing."""
    pair = min(i, j) * len(apart.judged) + max(i, j)
    place = np.searchsorted(apart.pairs, pair)
    if place < len(apart.pairs) and apart.pairs[place] == pair:
        return int(apart.sign[place])
    return 0
