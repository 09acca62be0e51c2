"""Files of the user's own: the empty one, the example of its page, and a file explained."""

from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from cli import exits
from cli.__main__ import app
from loaders.reading.contract import Contract
from loaders.reading.source import sources

CONTRACTS = {name: s.contract for name, s in sources().items() if s.contract is not None}
VOLUMES = "npi,period,code_group,services,colour\n1234567893,2024,Echo,{},red\n"


def _example(contract: Contract) -> str:
    head = ",".join(one.name for one in contract.columns)
    return f"{head}\n{','.join(one.example for one in contract.columns)}\n"


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_example_of_a_contract_is_taken_without_a_refusal(name: str, tmp_path: Path) -> None:
    path = tmp_path / "own_2025-01-01.csv"
    path.write_text(_example(CONTRACTS[name]))
    result = CliRunner().invoke(app, ["validate", name, str(path), "--json"])
    said = orjson.loads(result.output)
    assert (result.exit_code, said["state"], said["records"]) == (exits.DONE, "read", 1)
    assert (said["rejects"], said["signals"]) == ([], [])
    assert set(said["facts"]) == {one.__name__ for one in sources()[name].states}


@pytest.mark.parametrize("name", CONTRACTS)
def test_an_empty_file_has_the_columns_and_is_taken(name: str, tmp_path: Path) -> None:
    wanted = [one.name for one in CONTRACTS[name].columns]
    for ending in ("csv", "parquet"):
        path = tmp_path / f"empty.{ending}"
        given = ["template", name, "--format", ending, "--out", str(path)]
        assert CliRunner().invoke(app, given).exit_code == exits.DONE
        assert CliRunner().invoke(app, given).exit_code == exits.WRONG_USE  # nothing is overwritten
        if ending == "csv":
            assert path.read_text() == ",".join(wanted) + "\n"
        else:
            assert pq.read_schema(path) == CONTRACTS[name].empty().schema
        assert CliRunner().invoke(app, ["validate", name, str(path)]).exit_code == exits.DONE


@pytest.mark.parametrize("name", CONTRACTS)
def test_typed_parquet_says_what_csv_says(name: str, tmp_path: Path) -> None:
    contract, path = CONTRACTS[name], tmp_path / "own_2025-01-01.parquet"
    text = pa.table({one.name: [one.example] for one in contract.columns})
    pq.write_table(text.cast(contract.empty().schema), path)
    result = CliRunner().invoke(app, ["validate", name, str(path), "--json"])
    said = orjson.loads(result.output)
    assert (result.exit_code, said["records"], said["rejects"]) == (exits.DONE, 1, [])


def test_a_file_is_explained_and_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path / "home"))
    path = tmp_path / "own.csv"
    path.write_text(VOLUMES.format("many"))
    result = CliRunner().invoke(app, ["validate", "volumes", str(path)])
    assert result.exit_code == exits.REFUSED
    said = " ".join(result.output.split())
    assert "1234567893 (line 2) (services: many): is no number" in said
    assert "new column: colour" in said
    assert not (tmp_path / "home" / "lake").exists()


def test_a_source_of_a_publisher_has_no_contract(tmp_path: Path) -> None:
    for words in (["template", "pubmed"], ["validate", "nppes", __file__]):
        result = CliRunner().invoke(app, words)
        assert (result.exit_code, "volumes" in result.output) == (exits.WRONG_USE, True)
