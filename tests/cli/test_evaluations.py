"""What every evaluation prints is for people: no list, dictionary or number as Python writes it."""

import random
import re
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from stating import state
from typer.testing import CliRunner

from cli import console
from cli.__main__ import app
from cli.terminal.outlines import outline
from schema.mentions import Byline
from schema.nodes import Paper, Person
from schema.relationships import CONNECTED_TO

__all__ = ["state"]

WIDTHS = (80, 160)
PYTHON = re.compile(r"[\[(]\{|\{'|\['|array\(|\bNone\b|np\.|\bnan\b|Timestamp|datetime\.")
PAIRS = """PMID1;Last_name1;Initials1;First_name1;PMID2;Last_name2;Initials2;First_name2;Authorship
1;Quill;A;Ada;2;Quill;A;Ada;YES
1;Quill;A;Ada;3;Quill;Z;Zoe;NO
1;Quill;A;Ada;3;Quill;Z;Zoe;maybe
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _printed(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the command prints at both widths, which must be for people and fit."""
    texts = []
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(width))
        console.out.cache_clear()
        done = CliRunner().invoke(app, ["evaluate", *arguments])
        console.out.cache_clear()
        assert done.exit_code == 0, repr(done.exception)
        assert not PYTHON.search(done.stdout), done.stdout
        assert max(map(len, done.stdout.splitlines())) <= width
        texts.append(done.stdout)
    return texts[0]


def _history(path: Path) -> Path:
    """Thirty groups of twenty, who write in threes for twenty years; each year some begin."""
    draw, lines = random.Random(7), ["paper_id,year,authors,venue"]
    for year in range(2000, 2020):
        for paper in range(90):
            group = draw.randrange(30)
            members = range(max(0, year - 2009), min(20, year - 1990))
            authors = [f"a{group}.{at}" for at in draw.sample(members, 3)]
            lines.append(f"{year}-{paper},{year},{'|'.join(authors)},v{group % 4}")
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize("question", ["ties", "introductions", "emerging"])
def test_what_is_judged_by_a_history_is_printed_for_people(
    question: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _printed(monkeypatch, question, "--history", str(_history(tmp_path / "history.csv")))


@pytest.mark.parametrize("question", ["communities", "connectors"])
def test_what_is_judged_by_the_graph_is_printed_for_people(
    question: str,
    home: Path,
    draw_by_hand: Callable[[Path, Any], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [[f"{clique}.{at}" for at in range(8)] for clique in range(4)]
    ties = [pair for clique in names for pair in combinations(clique, 2)]
    ties += [(one[0], other[0]) for one, other in pairwise(names)]
    rows = [{"start": one, "end": other, "strength": 0.5} for one, other in ties]
    persons = [{"person_id": name} for clique in names for name in clique]
    draw_by_hand(home / "published" / "one", {Person: persons, CONNECTED_TO: rows})
    _printed(monkeypatch, question)


def test_what_is_judged_by_gold_is_printed_for_people(
    home: Path, tmp_path: Path, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"1": "Ada", "2": "Ada", "3": "Zoe"}
    bylines = [
        {"mention": f"pubmed:{pmid}:1", "pmid": pmid, "position": 1, "last_name": "Quill"}
        | {"fore_name": fore, "is_valid": True, "is_equal": False}
        for pmid, fore in names.items()
    ]
    papers = [{"pmid": p, "authors": 1, "is_retracted": False, "version": 1} for p in names]
    state(home, {Byline: bylines, Paper: papers}).close()
    (tmp_path / "pairs.csv").write_text(PAIRS)
    (tmp_path / "clusters.csv").write_text("pmid,position,person\n1,1,a\n2,1,a\n3,1,z\n")
    pairs = _printed(monkeypatch, "identity", "--gold", str(tmp_path / "pairs.csv"))
    assert "labelled maybe" in pairs
    _printed(monkeypatch, "identity", "--gold", str(tmp_path / "clusters.csv"))


def test_an_outline_says_names_and_values_and_sets_rows_as_a_table() -> None:
    found = {
        "gold": "pairs",
        "share": None,
        "many_pairs": 12_345,
        "is_whole": True,
        "none": [],
        "files": ["a.png", "b.png"],
        "left_out": {"labelled maybe": 2},
        "rows": [{"tenth": 1, "b3": {"f1": 0.5}}, {"tenth": 2, "b3": {"f1": None}}],
    }
    with console.out().capture() as captured:
        console.out().print(outline(found))
    lines = [" ".join(line.split()) for line in captured.get().splitlines() if line.strip(" ─")]
    assert lines == [
        "gold pairs",
        "share -",
        "many pairs 12,345",
        "is whole yes",
        "none -",
        "files a.png",
        "b.png",
        "left out",
        "labelled maybe 2",
        "rows",
        "tenth b3 f1",
        "1 0.5",
        "2 -",
    ]
