"""A refresh after a few new records reads only those, and decides as one that reads everything."""

import hashlib
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from resolving import CLAIMS, resolved

from benchmarks.bylines import add, write
from identity import dividing, memory, practitioner_evidence, remembered
from identity.explaining import explain
from identity.resolve import OF_THE_RUN
from lake import ledger
from lake.current import Lake
from lake.delivery import Delivery, Unit, columns
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema.mentions import Affiliation, Byline
from schema.nodes import Paper
from schema.relationships import ABOUT

OF_CLAIMS = ("mentions", "persons", "placements", "blocks", "pairs")


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


def _revise(
    home: Path, name: str, revised: list[str], withdrawn: list[str], source: str = "pubmed"
) -> None:
    """Load a file that states some papers again, without their first bylines, and withdraws
    others, or practitioners."""
    lake, at = Lake(home), datetime(2026, 2, 1, tzinfo=UTC)
    again = ", ".join(f"'{pmid}'" for pmid in ("none", *revised))
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    with Delivery(source, Path(name), home / name, sha256[:16], at) as delivery:
        units = [
            {
                "unit": unit,
                "entry": 0,
                "edition": name,
                "batch": name,
                "withdrawn": unit in withdrawn,
            }
            for unit in (*revised, *withdrawn)
        ]
        delivery.state(Unit, pa.Table.from_pylist(units, columns(Unit)))
        for declared in (Paper, ABOUT, Byline, Affiliation):
            rows = lake.sql(f'FROM facts."{declared.__name__}" WHERE unit IN ({again})')
            if declared is Byline:
                rows = rows.filter(pc.greater(rows["position"], 1))
            delivery.state(declared, rows.select(columns(declared).names))
    lake.close()
    ledger.commit(
        home / "lake", home / name, ledger.Load(source, sha256[:16], name, sha256, 1, at, 1, 0)
    )


def _explained(home: Path, mention: str) -> dict[str, Any]:
    lake = Lake(home)
    found = explain(lake, mention)
    lake.close()
    return found


@pytest.mark.parametrize("beside", [1.0, 0.02, 0.0], ids=["beside", "at times", "put together"])
def test_a_chain_of_runs_leads_to_the_claims_of_a_run_from_the_start(
    home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    beside: float,
) -> None:
    """Papers are added, said otherwise, and withdrawn, those of a name that nobody else bears
    too."""
    monkeypatch.setattr(remembered, "_MOST_BESIDE", beside)
    resolved(home)
    for at in range(3):
        first = 10_000_000 + 100 * at
        revised, withdrawn = ([str(first + n + 50 * part) for n in range(8)] for part in (0, 1))
        _revise(home, f"{at}", revised, withdrawn)
        if at == 1:
            add(home)
        part, claims = resolved(home)
        assert 0 < part["settled"] < part["mentions"] / 2
        whole = Path(shutil.copytree(home, tmp_path_factory.mktemp("copy") / "home"))
        again, afresh = resolved(whole, afresh=True)
        assert all(claims[name].equals(afresh[name]) for name in CLAIMS)
        assert {name: again[name] for name in OF_CLAIMS} == {name: part[name] for name in OF_CLAIMS}
        for mention in claims["Claim"]["mention"].to_pylist()[::2_000]:
            assert _explained(home, mention) == _explained(whole, mention)


def test_after_a_registry_anew_everyone_is_settled_and_no_names_are_compared(home: Path) -> None:
    """Also after papers that came before, and stand beside."""
    resolved(home)
    add(home)
    _, before = resolved(home)
    npis = [name[6:] for name in before["Claim"]["mention"].to_pylist() if name[:6] == "nppes:"]
    _revise(home, "struck off", [], npis[::3], source="nppes")
    part, claims = resolved(home)
    assert (part["pairs_compared"], part["blocks_touched"]) == (0, 0)
    assert len(claims["Claim"]) == len(before["Claim"]) - len(npis[::3])
    again, afresh = resolved(home, afresh=True)
    assert again["settled"] == part["settled"]
    assert all(claims[name].equals(afresh[name]) for name in CLAIMS)


def test_persons_weighed_in_many_parts_lead_to_the_same_claims(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = resolved(home)
    monkeypatch.setattr(practitioner_evidence, "_AT_ONCE", 50)
    _, after = resolved(home, afresh=True)
    assert len(before["Candidacy"]) > 100
    assert all(before[name].equals(after[name]) for name in CLAIMS)


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
