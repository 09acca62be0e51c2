"""What the list of exclusions says, whole and by month."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from golden import facts, golden
from loaded import in_turn, sample

from graph.exclusions import EXCLUSIONS, RELATIONS
from lake.current import Lake
from lake.ledger import loads
from lake.relations import make
from schema.nodes import Exclusion

FULL, BACK = "UPDATED.csv", "1601REIN.txt"
HEADER = (
    "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,"
    "EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE\n"
)
ADA = {"last": "TARNWELL", "first": "ADA", "npi": "2234567891"}
BO = {"last": "OKONSKI", "first": "BO"}
FIRM = {"business": "QUARRY HILL CLINIC"}
NEW = {"last": "LATEST", "first": "LEE", "excluded": "20240220"}


def _list(folder: Path, name: str, *entries: dict[str, str], back: str = "00000000") -> Path:
    """A list with the entries, which are in Illinois and of one type and day unless they say."""
    path = folder / name
    blank = {"last": "", "first": "", "middle": "", "business": "", "npi": "0000000000"}
    blank |= {"state": "IL", "excluded": "20200120"}
    line = (
        "{last},{first},{middle},{business},,,,{npi},,,,{state},,1128a1,{excluded},"
        + back
        + ",00000000,\n"
    )
    path.write_text(HEADER + "".join(line.format(**blank | entry) for entry in entries))
    return path


def _drawn(home: Path) -> dict[str, dict[str, Any]]:
    """The exclusions of the graph by name, of which none stands twice."""
    lake = Lake(home)
    make(lake.tables, *RELATIONS)
    rows = lake.sql(f"FROM {EXCLUSIONS.name}").to_pylist()
    lake.close()
    assert len({row["exclusion_id"] for row in rows}) == len(rows)
    assert len({row["name"] for row in rows}) == len(rows)
    return {row["name"]: row for row in rows}


def _in_force(home: Path) -> set[str]:
    return {name for name, row in _drawn(home).items() if row["is_current"]}


@pytest.mark.parametrize("name", [FULL, BACK])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    said = "\n".join(facts(golden(request, "leie", sample("leie", name))))
    assert "NEVER" not in said  # no street
    assert "1950" not in said  # no birth date


def test_a_reinstatement_stands_over_the_exclusion_in_either_order(tmp_path: Path) -> None:
    for order in ((FULL, BACK), (BACK, FULL)):
        home = tmp_path / order[0]
        in_turn(home, "leie", *order)
        rows = {row["name"]: row for row in Lake(home).facts(Exclusion).to_pyarrow().to_pylist()}
        assert str(rows["QUILL, ADA MAE"]["reinstated_on"]) == "2016-01-12"
        assert str(rows["QUILL, ADA MAE"]["excluded_on"]) == "2015-08-20"
        assert rows["QUILL, ADA MAE"]["npi"] == "2234567891"
        assert rows["SPRINGFIELD PAIN MANAGEMENT INC"]["npi"] is None  # printed as ten zeros
        assert set(rows) == {"QUILL, ADA MAE", "SPRINGFIELD PAIN MANAGEMENT INC", "O'DAY, BO"}


def test_false_values_are_noted_and_a_nameless_row_is_left_out(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "leie", FULL)
    noted = [(r["record"].split(" ", 1)[1], r["field"], r["value"]) for r in outcome.rejects]
    assert noted == [
        ("(line 4)", "EXCLDATE", "20991231"),
        ("(line 4)", "NPI", "2234567892"),
        ("(line 5)", "LASTNAME", None),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("UPDATED-2024-01-09.csv", "UPDATED-2024-02-08.csv", "UPDATED-2024-03-08.csv"),
        ("20240109_updated.csv", "20240208_updated.csv", "20240308_updated.csv"),
        ("january-UPDATED.csv", "february-UPDATED.csv", "march-UPDATED.csv"),
    ],
)
def test_whoever_the_latest_full_list_no_longer_holds_is_history(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    first = _list(tmp_path, names[0], ADA, BO, FIRM)
    second = _list(tmp_path, names[1], BO, FIRM)
    third = _list(tmp_path, names[2], FIRM, NEW)
    for n, order in enumerate(((first, second, third), (third, first, second))):
        home = tmp_path / str(n)
        in_turn(home, "leie", *order)
        found = _drawn(home)
        assert _in_force(home) == {"QUARRY HILL CLINIC", "LATEST, LEE"}
        assert set(found) == {"TARNWELL, ADA", "OKONSKI, BO", "QUARRY HILL CLINIC", "LATEST, LEE"}
        assert str(found["TARNWELL, ADA"]["excluded_on"]) == "2020-01-20"
        if names[0].startswith("UPDATED"):
            assert str(found["TARNWELL, ADA"]["listed_on"]) == "2024-01-09"
            assert str(found["TARNWELL, ADA"]["unlisted_on"]) == "2024-02-08"
            assert str(found["OKONSKI, BO"]["unlisted_on"]) == "2024-03-08"
            assert found["QUARRY HILL CLINIC"]["unlisted_on"] is None


def test_as_it_was_known_before_the_later_list_the_exclusion_holds(tmp_path: Path) -> None:
    in_turn(tmp_path, "leie", _list(tmp_path, "UPDATED-2024-01-09.csv", ADA, BO))
    [before] = loads(tmp_path / "lake")
    in_turn(tmp_path, "leie", _list(tmp_path, "UPDATED-2024-03-08.csv", BO))
    names = [
        sorted(Lake(tmp_path, as_of).facts(Exclusion).name.to_pyarrow().to_pylist())
        for as_of in (before.loaded_at, None)
    ]
    assert names == [["OKONSKI, BO", "TARNWELL, ADA"], ["OKONSKI, BO"]]


def test_without_a_day_in_the_name_the_list_with_the_later_exclusion_is_later(
    tmp_path: Path,
) -> None:
    for n, order in enumerate(permutations(((ADA, BO), (BO, NEW)))):
        home, folder = tmp_path / f"home {n}", tmp_path / str(n)
        for at, entries in enumerate(order):
            (folder / str(at)).mkdir(parents=True)
            in_turn(home, "leie", _list(folder / str(at), "UPDATED.csv", *entries))
        assert _in_force(home) == {"OKONSKI, BO", "LATEST, LEE"}


def test_where_files_do_not_tell_which_is_later_the_one_loaded_later_is(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    in_turn(tmp_path / "home", "leie", _list(tmp_path / "a", "UPDATED.csv", ADA, BO))
    in_turn(tmp_path / "home", "leie", _list(tmp_path / "b", "UPDATED.csv", BO))
    assert _in_force(tmp_path / "home") == {"OKONSKI, BO"}


def test_a_months_file_withdraws_nothing(tmp_path: Path) -> None:
    in_turn(tmp_path, "leie", _list(tmp_path, "UPDATED-2024-01-09.csv", ADA, BO))
    in_turn(tmp_path, "leie", _list(tmp_path, "2402EXCL.csv", NEW))
    assert _in_force(tmp_path) == {"TARNWELL, ADA", "OKONSKI, BO", "LATEST, LEE"}


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (ADA | {"npi": "0000000000"}, ADA, "TARNWELL, ADA"),
        (ADA, ADA | {"middle": "MAE"}, "TARNWELL, ADA MAE"),
        (ADA | {"middle": "M"}, ADA | {"middle": "MAE"}, "TARNWELL, ADA MAE"),
        (ADA, ADA | {"last": "TARNWELL-REED"}, "TARNWELL-REED, ADA"),
        (BO, BO | {"state": "WI"}, "OKONSKI, BO"),
    ],
    ids=["an NPI", "a middle name", "a fuller middle name", "a surname", "a state"],
)
def test_a_later_list_that_corrects_an_entry_is_the_same_exclusion(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], name: str
) -> None:
    old = _list(tmp_path, "UPDATED-2024-01-09.csv", before, FIRM)
    new = _list(tmp_path, "UPDATED-2024-02-08.csv", after, FIRM)
    for n, order in enumerate(((old, new), (new, old))):
        home = tmp_path / str(n)
        in_turn(home, "leie", *order)
        found = _drawn(home)
        assert set(found) == {name, "QUARRY HILL CLINIC"} == _in_force(home)
        assert found[name]["npi"] == (after.get("npi"))


def test_two_namesakes_of_one_list_are_two_exclusions(tmp_path: Path) -> None:
    twice = [BO | {"middle": "ADAM"}, BO | {"middle": "ZED"}]
    in_turn(tmp_path, "leie", _list(tmp_path, "UPDATED-2024-01-09.csv", *twice))
    assert _in_force(tmp_path) == {"OKONSKI, BO ADAM", "OKONSKI, BO ZED"}
    in_turn(tmp_path, "leie", _list(tmp_path, "UPDATED-2024-02-08.csv", twice[0], twice[1] | ADA))
    assert "OKONSKI, BO ADAM" in _in_force(tmp_path)


def test_a_reinstatement_outlives_full_lists_with_and_without_the_entry(tmp_path: Path) -> None:
    files = (
        _list(tmp_path, "UPDATED-2024-01-09.csv", ADA, BO),
        _list(tmp_path, "2401REIN.csv", ADA, back="20240112"),
        _list(tmp_path, "UPDATED-2024-02-08.csv", ADA, BO),
        _list(tmp_path, "UPDATED-2024-03-08.csv", BO),
    )
    for n, order in enumerate((files, files[::-1])):
        home = tmp_path / str(n)
        in_turn(home, "leie", *order)
        ada = _drawn(home)["TARNWELL, ADA"]
        assert (str(ada["reinstated_on"]), ada["unlisted_on"]) == ("2024-01-12", None)
        assert _in_force(home) == {"OKONSKI, BO"}
