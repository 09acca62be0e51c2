"""How are mentions of a name that very many bear divided, and who stays together?"""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.bylines import write
from identity import blocks, dividing
from identity.bags import Bag
from identity.mentions import Mentions
from identity.names import forms, register
from identity.weighing import mentions
from lake.current import Lake


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Mentions:
    """Some 2,000 bylines."""
    home: Path = tmp_path_factory.mktemp("home")
    write(home, 2_000)
    lake = Lake(home)
    register(lake.tables)
    return mentions(lake)


def test_spellings_of_one_name_stay_together_and_initials_have_no_part() -> None:
    spellings = [
        *(("William", "W"), ("Bill", "B")),
        *(("Ji-Young", "JY"), ("Ji Young", "JY"), ("Jiyoung", "J")),
        *(("Johanna", "J"), ("Johana", "J"), ("Jack", "J"), ("J", "J"), ("J B", "JB")),
    ]
    found = dividing._beginnings(forms(spellings)).tolist()
    bill, young, rest = found[:2], found[2:5], found[5:]
    assert bill[0] == bill[1]
    assert len({*young}) == 1
    assert len({rest[0], rest[2], rest[3]}) == 3
    assert rest[0] == rest[1]
    assert rest[3] == rest[4] == 0


def test_a_block_is_divided_where_it_is_large_and_every_part_is_of_one_block(
    read: Mentions, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = blocks.blocks(read)
    monkeypatch.setattr(dividing, "_LARGE", 5)
    monkeypatch.setattr(dividing, "_LARGEST", 8)
    divided = blocks.blocks(read)
    sizes = np.diff(divided.start)
    assert np.diff(whole.start).max() > 8
    assert sizes.max() < np.diff(whole.start).max()
    assert divided.pairs[-1] < whole.pairs[-1]
    for at in range(len(divided.ids)):
        members = divided.members[divided.start[at] : divided.start[at + 1]]
        assert len(np.unique(read.block[members])) == 1
    small = [at for at in range(len(whole.ids)) if np.diff(whole.start)[at] <= 5]
    assert np.isin(whole.ids[small], divided.ids).all()


OWN, ANN, BEA, CID, DEE = (np.uint64(n) for n in (7, 11, 13, 17, 19))
JANE, JOHN, INITIALS = (np.uint64(n) for n in (3, 5, 0))


def _parts(papers: list[tuple[np.uint64, list[np.uint64]]]) -> list[int]:
    """The parts of the mentions of one block, a paper each: the part that the name says, and the
    co-authors, of whom Dee is so common that she weighs little."""
    words = np.array([word for _, with_whom in papers for word in sorted([OWN, *with_whom])])
    start = np.concatenate([[0], np.cumsum([len(with_whom) + 1 for _, with_whom in papers])])
    weights = np.where(words == DEE, 1.0, 4.0).astype(np.float32)
    bag = Bag(start, words, weights, np.ones(len(papers), np.float32))
    part, everyone = np.array([part for part, _ in papers]), np.arange(len(papers))
    own = np.full(len(papers), OWN)
    dividing._join_initials(np.array([0, len(papers)]), everyone, part, everyone, own, bag)
    return [int(one) for one in part]


@pytest.mark.parametrize(
    ("with_whom", "expected"),
    [
        ([ANN], JANE),
        ([BEA], JOHN),
        ([ANN, BEA, CID], JOHN),  # two speak for John, one for Jane
        ([ANN, DEE], JANE),  # Dee weighs less
        ([], INITIALS),  # the own name is on every paper, and says nothing
        ([np.uint64(23)], INITIALS),
    ],
    ids=["Ann", "Bea", "most", "by weight", "nobody", "a stranger"],
)
def test_initials_go_where_their_co_authors_are(
    with_whom: list[np.uint64], expected: np.uint64
) -> None:
    jane = [(JANE, [ANN]), (JANE, [ANN])]
    john = [(JOHN, [BEA, CID]), (JOHN, [DEE])]
    assert _parts([*jane, *john, (INITIALS, with_whom)])[-1] == expected
    assert _parts([(INITIALS, with_whom), *john, *jane])[0] == expected


def test_where_all_print_initials_nobody_is_moved() -> None:
    assert _parts([(INITIALS, [ANN]), (INITIALS, [ANN])]) == [0, 0]
