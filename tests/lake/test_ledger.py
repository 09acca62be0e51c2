"""A file is in the lake whole or not at all, once, and one writer works at a time."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from engine import processes
from lake import ledger
from lake.current import Lake
from lake.delivery import Delivery, Unit, columns
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from schema.nodes import Journal, Specialty

ROOT = Path(__file__).parents[2]
HEADER = "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
HEART = "207RC0000X,Physicians,Internal Medicine,Heart,,,Heart Physician,Individual\n"
NUCC = sources()["nucc"]
HOLD = """
import sys
from pathlib import Path
from lake.ledger import writing
with writing(Path(sys.argv[1]), "load pubmed"):
    print("held", flush=True)
    sys.stdin.read()
"""


def _csv(folder: Path, text: str, name: str = "nucc_taxonomy_250.csv") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    return path


def _codes(home: Path) -> list[str]:
    lake = Lake(home)
    found = lake.facts(Specialty).code.to_pyarrow().to_pylist()
    lake.close()
    return list(found)


def test_the_same_file_twice_is_one_load(tmp_path: Path) -> None:
    home, path = tmp_path / "home", _csv(tmp_path, HEADER + HEART)
    first = load(home, NUCC, [path])[0]
    before = ledger.loads(home / "lake")
    again = load(home, NUCC, [path])[0]
    assert (first.state, again.state) == ("loaded", "known")
    assert (again.records, again.facts) == (first.records, first.facts) == (1, {"Specialty": 1})
    assert ledger.loads(home / "lake") == before
    assert _codes(home) == ["207RC0000X"]


def test_a_renamed_copy_is_the_same_load(tmp_path: Path) -> None:
    home = tmp_path / "home"
    one = _csv(tmp_path, HEADER + HEART)
    other = _csv(tmp_path / "elsewhere", HEADER + HEART)
    assert [o.state for f in (one, other) for o in load(home, NUCC, [f])] == ["loaded", "known"]


def test_files_that_are_known_start_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, folder = tmp_path / "home", tmp_path / "files"
    files = [
        _csv(folder, HEADER + HEART, "nucc_taxonomy_240.csv"),
        _csv(folder, HEADER + HEART.replace("207RC", "207RX"), "nucc_taxonomy_250.csv"),
    ]
    assert [one.state for one in load(home, NUCC, files, workers=2)] == ["loaded", "loaded"]

    def started(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(processes, "ProcessPoolExecutor", started)
    assert [one.state for one in load(home, NUCC, files, workers=2)] == ["known", "known"]


def test_another_content_of_the_same_name_and_length_is_loaded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    load(home, NUCC, [_csv(tmp_path, HEADER + HEART)])
    other = _csv(tmp_path, HEADER + HEART.replace("207RC", "207RX"))
    assert [one.state for one in load(home, NUCC, [other])] == ["loaded"]
    assert len(ledger.loads(home / "lake")) == 2


def test_a_refused_file_leaves_nothing_to_see(tmp_path: Path) -> None:
    home, path = tmp_path / "home", _csv(tmp_path, "Colour,Size\nred,3\n")
    outcome = load(home, NUCC, [path])[0]
    assert (outcome.state, outcome.facts) == ("refused", {})
    assert [reject["record"] for reject in outcome.rejects] == [path.name]
    assert ledger.loads(home / "lake") == []
    assert not (home / "staging").exists()
    assert _codes(home) == []


def test_of_several_files_the_refused_one_takes_no_other_along(tmp_path: Path) -> None:
    home = tmp_path / "home"
    bad = _csv(tmp_path / "files", "Colour,Size\nred,3\n", "nucc_taxonomy_240.csv")
    good = _csv(tmp_path / "files", HEADER + HEART)
    outcomes = load(home, NUCC, files_of(NUCC, [str(tmp_path / "files")]), workers=2)
    assert {o.file: o.state for o in outcomes} == {str(bad): "refused", str(good): "loaded"}
    assert _codes(home) == ["207RC0000X"]


def test_a_refused_record_is_told_again_when_the_file_is_known(tmp_path: Path) -> None:
    home, path = tmp_path / "home", _csv(tmp_path, HEADER + HEART + "??,a,b,c,,,d,e\n")
    first, again = (load(home, NUCC, [path])[0] for _ in range(2))
    assert len(first.rejects) == 1
    assert first.rejects[0]["value"] == "??"
    assert again.rejects == first.rejects


def test_what_a_killed_load_left_is_neither_seen_nor_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    staged = home / "staging" / "half"
    delivery = Delivery("by-hand", Path("x"), staged, "0" * 16, datetime.now(UTC)).__enter__()
    unit = {"unit": "J1", "entry": 1, "edition": "", "batch": "", "withdrawn": False}
    delivery.state(Unit, pa.Table.from_pylist([unit], columns(Unit)))
    fact = {"unit": "J1", "entry": 1, "record": "J1", "journal_id": "J1"}
    delivery.state(Journal, pa.Table.from_pylist([fact], columns(Journal)))
    assert list(staged.glob("Journal.*"))
    assert ledger.loads(home / "lake") == []
    lake = Lake(home)
    assert lake.facts(Journal).count().to_pyarrow().as_py() == 0
    lake.close()
    load(home, NUCC, [_csv(tmp_path, HEADER + HEART)])
    assert not staged.exists()


def test_a_load_without_its_entry_is_not_in_the_lake(tmp_path: Path) -> None:
    (tmp_path / "lake" / "by-hand" / "0123456789abcdef").mkdir(parents=True)
    assert ledger.loads(tmp_path / "lake") == []
    assert ledger.find(tmp_path / "lake", "by-hand", "0123456789abcdef" * 4) is None


def test_an_entry_comes_back_as_it_was_put_down(
    deliver: Callable[..., ledger.Load], tmp_path: Path
) -> None:
    unit = {"unit": "J1", "entry": 1, "edition": "", "batch": "", "withdrawn": False}
    put = deliver(tmp_path, "file", [unit], {})
    assert ledger.loads(tmp_path / "lake") == [put]
    assert ledger.find(tmp_path / "lake", put.source, put.sha256) == put


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        path = _csv(tmp_path / "files", HEADER + HEART)
        with pytest.raises(ledger.Locked, match=rf"peerline load pubmed.*process {holder.pid}"):
            load(tmp_path, NUCC, [path])
        assert ledger.loads(tmp_path / "lake") == []
    finally:
        holder.kill()
        holder.wait()
    assert load(tmp_path, NUCC, [path])[0].state == "loaded"
