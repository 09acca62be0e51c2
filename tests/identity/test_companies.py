"""A pair is judged the same, whatever is loaded beside it."""

from pathlib import Path

import pytest

from benchmarks.bylines import write
from identity import gold
from identity.companies import compare_companies
from lake.current import Lake

HEAD = "PMID1;Last_name1;Initials1;First_name1;PMID2;Last_name2;Initials2;First_name2;Authorship"


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Some 4,000 bylines."""
    home = tmp_path_factory.mktemp("companies")
    write(home, 4_000)
    return Lake(home)


def test_pairs_hardly_move_among_others(lake: Lake, tmp_path: Path) -> None:
    """Of the papers with an even number a gold of pairs is made, the others are made up."""
    rows = lake.run(
        "SELECT a.pmid, a.last_name, a.initials, a.fore_name, b.pmid, b.last_name, b.initials, "
        'b.fore_name FROM facts."Byline" a JOIN facts."Byline" b USING (last_name, initials) '
        "WHERE a.pmid < b.pmid AND a.pmid::BIGINT % 2 = 0 AND b.pmid::BIGINT % 2 = 0 "
        "ORDER BY ALL LIMIT 300"
    ).fetchall()
    file = tmp_path / "pairs.csv"
    lines = [";".join([*(part or "" for part in row), "YES"]) for row in rows]
    file.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    papers = lake.sql('SELECT pmid FROM facts."Paper"')["pmid"].to_pylist()
    made_up = frozenset(pmid for pmid in papers if int(pmid) % 2)
    measures = compare_companies(lake, file, made_up)
    assert list(measures) == ["alone", "beside", "cut", "doubled"]
    assert measures["alone"]["moved"] == 0
    assert measures["beside"]["pairs"] == measures["doubled"]["pairs"] > 200
    for company in ("beside", "cut", "doubled"):
        assert measures[company]["moved"] <= 0.3
        assert measures[company]["pairs"] > 0


def test_gold_of_other_papers_is_no_gold(lake: Lake, tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(f"{HEAD}\n1;Quill;A;Ada;2;Quill;A;Ada;YES", encoding="utf-8")
    with pytest.raises(gold.NothingToJudge, match="peerline load pubmed"):
        compare_companies(lake, file, frozenset())
