"""How are mentions of a name that very many bear divided, and who stays together?"""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.bylines import write
from identity import blocks
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


def test_spellings_of_one_name_stay_together_and_initials_alone() -> None:
    spellings = [
        *(("William", "W"), ("Bill", "B")),
        *(("Ji-Young", "JY"), ("Ji Young", "JY"), ("Jiyoung", "J")),
        *(("Johanna", "J"), ("Johana", "J"), ("Jack", "J"), ("J", "J"), ("J B", "JB")),
    ]
    found = blocks._beginnings(forms(spellings)).tolist()
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
    monkeypatch.setattr(blocks, "_LARGE", 5)
    monkeypatch.setattr(blocks, "_LARGEST", 8)
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
