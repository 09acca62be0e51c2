"""A history is read as printed, and what is no history is refused by record."""

import gzip
from pathlib import Path

import pytest

from algorithms.histories.history import NotAHistory, read

SAMPLE = '''\
paper_id,year,authors,cited_ids,title
p3,2003,"Bold, Ann|Cee, Dan|Bold, Ann",p1|p2,Late
p1,2001,"Bold, Ann",,"One, ""quoted"""
p2,2002,Ék É|Cee D,,Two
p2,2009,Nobody,,a second row of p2
p4,2004,,,no author
'''


def test_papers_come_by_year_and_each_person_signs_once(tmp_path: Path) -> None:
    place = tmp_path / "history.csv.gz"
    place.write_bytes(gzip.compress(SAMPLE.encode()))

    history = read(place)

    assert list(history.papers["paper_id"]) == ["p1", "p2", "p3"]
    assert list(history.papers["cited_ids"]) == [[], [], ["p1", "p2"]]
    assert list(history.papers["topics"]) == [[], [], []]
    signed = [
        (history.papers["paper_id"][p], history.names[n])
        for p, n in zip(history.paper, history.person, strict=True)
    ]
    assert signed == [
        ("p1", "Bold, Ann"),
        ("p2", "Ék É"),
        ("p2", "Cee D"),
        ("p3", "Bold, Ann"),
        ("p3", "Cee, Dan"),
    ]
    assert history.has_citations


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paper_id,year\np1,2001\n", "no column 'authors'"),
        ("paper_id,year,authors\np1,2001,A\np2,soon,B\n", "record 2: 'soon' is no year"),
    ],
)
def test_what_is_no_history_is_refused(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / "wrong.csv"
    place.write_text(text)

    with pytest.raises(NotAHistory, match=said):
        read(place)
