"""A refresh after a few new records reads only those, and decides as one that reads everything."""

import re
from pathlib import Path

import pyarrow as pa
import pytest
from resolving import CLAIMS, resolved

from benchmarks.bylines import add, write
from identity import dividing, memory
from identity.resolve import OF_THE_RUN
from loaders.reading.loading import load
from loaders.reading.source import sources


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Some 6,000 bylines, of which one in twenty waits."""
    write(tmp_path, 6_000, new=0.05)
    return tmp_path


def _judged(kind: str, one: str, other: str) -> pa.Table:
    row = {"judgement": 1, "kind": kind, "one": [one], "other": [other], "why": "judged by ann: cv"}
    return pa.Table.from_pylist([row])


@pytest.mark.parametrize("large", [500, 6], ids=["whole blocks", "divided blocks"])
def test_new_papers_lead_to_the_claims_of_a_run_from_the_start(
    home: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(dividing, "_LARGE", large)
    monkeypatch.setattr(dividing, "_LARGEST", 2 * large)
    whole, _ = resolved(home)
    assert whole["blocks_touched"] == whole["blocks"]
    add(home)
    part, claims = resolved(home)
    assert 0 < part["blocks_touched"] < part["blocks"] / 2
    assert 0 < part["pairs_compared"] < part["pairs"] / 4
    assert 0 < part["settled"] < part["mentions"] / 2
    assert part["changed"] > 0
    again, afresh = resolved(home, afresh=True)
    assert again["pairs_compared"] == again["pairs"] == part["pairs"]
    assert (again["changed"], again["persons_changed"]) == (0, 0)
    assert all(claims[name].equals(afresh[name]) for name in CLAIMS)


def test_a_run_without_news_looks_at_nobody(home: Path) -> None:
    _, before = resolved(home)
    counts, after = resolved(home)
    assert (counts["blocks_touched"], counts["pairs_compared"], counts["settled"]) == (0, 0, 0)
    assert all(before[name].equals(after[name]) for name in CLAIMS)


def test_citations_that_others_gather_let_everyone_stand(home: Path) -> None:
    whole, before = resolved(home)
    page = home / "icite-2026-01-31-00000.json"
    page.write_text('{"data": [{"pmid": 1, "references": [2], "cited_by": []}]}')
    [outcome] = load(home, sources()["icite"], [page])
    assert outcome.state == "loaded"
    counts, after = resolved(home)
    assert counts == whole | dict.fromkeys(OF_THE_RUN, 0)
    assert all(before[name].equals(after[name]) for name in CLAIMS)


def test_a_judgement_settles_few_and_taken_back_leaves_no_trace(home: Path) -> None:
    """Two records of one person are held apart by hand, and later are not any more."""
    _, before = resolved(home)
    claims = before["Claim"].to_pandas()
    bylines = claims[claims["mention"].str.startswith("pubmed")]
    person = bylines["person_id"].value_counts().sort_index().idxmax()
    one, other = bylines[bylines["person_id"] == person]["mention"][:2]
    counts, split = resolved(home, judgements=_judged("different", one, other))
    who = split["Claim"].to_pandas().set_index("mention")["person_id"]
    assert who[one] != who[other]
    assert 0 < counts["settled"] < 200
    assert counts["blocks_touched"] == 1
    assert 2 <= counts["persons_changed"] <= 3
    _, forced = resolved(home, judgements=_judged("different", one, other), afresh=True)
    assert all(split[name].equals(forced[name]) for name in CLAIMS)
    _, after = resolved(home)
    assert after["Claim"].equals(before["Claim"])
    assert after["Candidacy"].equals(before["Candidacy"])


def test_a_withdrawn_memory_costs_time_and_changes_nothing(home: Path) -> None:
    _, before = resolved(home)
    (home / "identity" / "settled").unlink()
    counts, after = resolved(home)
    assert counts["pairs_compared"] == counts["pairs"]
    assert all(before[name].equals(after[name]) for name in CLAIMS)


def test_all_facts_that_identity_reads_are_known_to_decide() -> None:
    aside = {"gold.py", "evaluation.py", "holding.py", "explaining.py"}
    found: set[str] = set()
    for file in Path(memory.__file__).parent.glob("*.py"):
        if file.name not in aside:
            found |= {*re.findall(r'facts\."(\w+)"', file.read_text(encoding="utf-8"))}
    assert found == set(memory.DECIDING)
