"""Case 25: who asked to be left out is nowhere after the refresh, and comes back when released."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest
from homes import copied
from typer.testing import CliRunner

from api.asking import Unanswered, ask
from cli.__main__ import app
from demo.country import write
from graph import connection, embedded
from lake.ledger import loads
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings
from workspace import audit, suppression

# Someone with a licence, papers, payments and ties, whose name nobody else bears; rather who is in
# a congress's programme.
SOMEONE = """
MATCH (p:Person) WHERE p.npi IS NOT NULL AND p.orcid IS NOT NULL AND p.paperCount > 2
  AND EXISTS { (p)-[:RECEIVED]->() } AND EXISTS { (p)-[:CONNECTED_TO]-() }
  AND COUNT { MATCH (o:Person) WHERE o.lastName = p.lastName AND o.foreName = p.foreName } = 1
RETURN p.personId AS id, p.npi AS npi, p.orcid AS orcid, p.name AS name, p.state AS state
ORDER BY EXISTS { (p)-[:TOOK_PART_IN]->() } DESC, id LIMIT 1
"""
PLACES = ("server/data", "drawn", "published", "ties", "import")


@pytest.fixture
def at(settled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The home of a loaded and refreshed country."""
    at = Settings(home=tmp_path / "home", neo4j_uri=None)
    monkeypatch.setenv("PEERLINE_HOME", str(at.home))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    copied(settled_home, at.home)
    try:
        yield at
    finally:
        embedded.down(at)


def _rows(at: Settings, query: str, **values: Any) -> list[dict[str, Any]]:
    with connection.driver(at) as driver:
        return driver.execute_query(query, values, database_=at.neo4j_database).records  # type: ignore[return-value]


def _command(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def _in_files(at: Settings, texts: list[str], places: Sequence[str]) -> set[str]:
    """Which of the texts stand, letter for letter, in the files of these places of the home; the
    server is stopped, so that all it holds is in its files. Parquet is unpacked."""
    embedded.down(at)
    found: set[str] = set()
    for place in places:
        for path in (at.home / place).rglob("*"):
            if not path.is_file():
                continue
            content = path.read_bytes()
            if path.suffix == ".parquet":
                content += duckdb.sql(f"SELECT to_json(t) FROM '{path}' t").df().to_csv().encode()
            found |= {text for text in texts if text.encode() in content or _wide(text) in content}
    embedded.up(at)
    return found


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _around(at: Settings, npi: str) -> list[dict[str, Any]]:
    """What the graph holds around the person: relationships by type."""
    query = "MATCH (:Person {npi: $npi})-[r]-() RETURN type(r) AS type, count(*) AS n ORDER BY type"
    return [row.data() for row in _rows(at, query, npi=npi)]


def _again(at: Settings, folder: Path, npi: str) -> None:
    """Load the registry's file once more, in a later edition: without one line, of another."""
    write(folder, clinicians=150)
    source = sources()["nppes"]
    (path,) = files_of(source, [str(folder / "nppes")])[-1:]
    lines = path.read_text().splitlines(keepends=True)
    other = next(at for at in range(len(lines) - 1, 0, -1) if npi not in lines[at])
    path.write_text("".join([*lines[:other], *lines[other + 1 :]]))
    before = len(loads(at.home / "lake"))
    load(at.home, source, [path], 1)
    assert len(loads(at.home / "lake")) == before + 1


def test_a_suppressed_person_is_nowhere_until_released(at: Settings, tmp_path: Path) -> None:
    someone = _rows(at, SOMEONE)[0]
    person, npi, name = someone["id"], someone["npi"], someone["name"]
    beside = "MATCH (:Person {personId: $id})-[:CONNECTED_TO]-(o) RETURN min(o.personId) AS id"
    partner = _rows(at, beside, id=person)[0]["id"]
    before = _around(at, npi)
    texts = [person, npi, someone["orcid"], name]
    assert {person, npi} <= _in_files(at, texts, ("server/data",))
    assert {person, npi, name} <= _in_files(at, texts, ("published",))
    held = orjson.loads(_command("held", person, "--by", "ann"))
    assert held["keys"]["npi"] == [npi]
    assert {"Byline", "Payee", "Practitioner", "Paper", "Payment"} <= held["facts"].keys()
    assert held["claims"]["Claim"]
    assert {row["source"] for row in held["facts"]["Payee"]} <= held["sources"].keys()

    _command("suppress", person, "--by", "ann", "--why", "opted out")
    assert suppression.hidden(at) == {person}
    # At once, though the graph still holds the person.
    around = """query($p: String, $a: ID!, $v: String) { person(id: $p) { name } node(id: $a) { id }
      nodes(ids: [$a]) { id } people(text: $v) { nodes { personId } }
      influencers(first: 100) { nodes { personId } } }"""
    shown = ask(at, around, {"p": person, "a": f"Person:{person}", "v": name})
    assert (shown["person"], shown["node"], shown["nodes"]) == (None, None, [None])
    assert person not in str(shown)
    tied = "query($p: String) { person(id: $p) { ties(first: 100) { nodes { personId } } } }"
    assert person not in str(ask(at, tied, {"p": partner}))
    refresh(at)
    assert _in_files(at, texts, PLACES) == set()
    for key, value in (("id", person), ("npi", npi), ("orcid", someone["orcid"])):
        query = f"query($v: String) {{ person({key}: $v) {{ name }} }}"
        assert ask(at, query, {"v": value}) == {"person": None}
    typed = "query($v: String) { people(text: $v) { nodes { personId } } }"
    named = ask(at, typed, {"v": name})["people"]["nodes"]
    assert person not in [one["personId"] for one in named]
    chains = (
        "query($a: [String!]!, $b: [String!]!) { introductions(from: $a, to: $b) { strength } }"
    )
    with pytest.raises(Unanswered, match="no person"):
        ask(at, chains, {"a": [partner], "b": [person]})
    kept = _rows(at, "MATCH (x:Payment) RETURN collect(x.paymentId) AS ids")[0]["ids"]
    assert kept
    assert not {*kept} & {*held["keys"]["payment_id"]}

    _again(at, tmp_path / "again", npi)
    refresh(at)
    assert _in_files(at, texts, PLACES) == set()

    _command("release", person, "--by", "bob", "--why", "asked to be back")
    refresh(at)
    by_npi = "query($v: String) { person(npi: $v) { name personId } }"
    assert ask(at, by_npi, {"v": npi}) == {"person": {"name": name, "personId": person}}
    assert _around(at, npi) == before
    done = [entry["operation"] for entry in audit.entries(at) if entry["role"] == "local"]
    assert done == ["held", "suppress", "release"]
    audit.verify(at)
