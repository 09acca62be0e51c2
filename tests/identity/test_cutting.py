"""Blocks that go away in parts come back as blocks that are settled together."""

import pyarrow as pa
import pytest
from resolving import CLAIMS, resolved

from benchmarks.bylines import add, write
from engine.processes import Processes
from identity import cutting


def _apart(claims: dict[str, pa.Table]) -> pa.Table:
    """A steward's word that two records of one person are of two."""
    bylines = [row for row in claims["Claim"].to_pylist() if row["mention"].startswith("pubmed")]
    persons: dict[str, str] = {}
    for row in bylines:
        other = persons.setdefault(row["person_id"], row["mention"])
        if other != row["mention"]:
            one = {"judgement": 1, "kind": "different", "why": "judged by ann: cv"}
            return pa.Table.from_pylist([one | {"one": [other], "other": [row["mention"]]}])
    raise AssertionError("nobody has two records")


def test_parts_lead_to_the_claims_of_a_run_by_threads(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At first, after new papers, and where stewards judged pairs; in parts of a few blocks."""
    monkeypatch.setattr(cutting, "PAIRS", 500)
    found = []
    for engine in (None, Processes(1)):
        home = tmp_path_factory.mktemp("home")
        write(home, 6_000, new=0.05)
        first = resolved(home, engine=engine)
        add(home)
        more = resolved(home, engine=engine)
        judged = resolved(home, engine=engine, judgements=_apart(more[1]))
        found.append((first, more, judged))
    threads, parts = found
    for (counts, claims), (counts_of_parts, claims_of_parts) in zip(threads, parts, strict=True):
        assert counts == counts_of_parts
        assert all(claims[name].equals(claims_of_parts[name]) for name in CLAIMS)
