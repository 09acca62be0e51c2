"""A list that was frozen is judged by the years after, and only as it was written."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from truly import true_drawing

from algorithms.emerging import frozen, judging
from algorithms.emerging.evaluation import measure
from algorithms.emerging.freezing import NothingToFreeze, freeze
from algorithms.emerging.frozen import Damaged, FrozenList, Judgement, digest, write
from algorithms.emerging.outcomes import PAPERS
from algorithms.histories.drawn import drawn_history
from demo import country
from schema.claims import Retired
from schema.nodes import Paper

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Any]
THEN, NOW = datetime(2021, 3, 1, 12, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is true of a made-up country of 2,000."""
    folder = tmp_path_factory.mktemp("country")
    country.write(folder, clinicians=2_000, seed=3, workers=1)
    return folder / "truth"


@pytest.fixture(scope="module")
def drawn(truth: Path, draw_by_hand: Draw, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The country, drawn with identity as it really is."""
    folder = tmp_path_factory.mktemp("drawn")
    draw_by_hand(folder, true_drawing(truth))
    return folder


@pytest.fixture(scope="module")
def list_of_2020(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A list frozen in March 2021, as it stands in its file."""
    home = tmp_path_factory.mktemp("frozen")
    name = freeze(home, drawn, 2020, THEN)
    content: dict[str, Any] = orjson.loads((home / "frozen" / name).read_bytes())
    return content


def _named(content: dict[str, Any]) -> str:
    return f"emerging-{content['as_of'][:4]}-{content['sha256'][:12]}.json"


def _put(home: Path, content: dict[str, Any]) -> FrozenList:
    write(home / "frozen" / _named(content), content)
    found = frozen.frozen_list(home, _named(content))
    assert isinstance(found, FrozenList)
    return found


def _judged(home: Path, one: FrozenList, today: date = TODAY) -> Judgement:
    found = frozen.judgement_of(home, one, today)
    assert isinstance(found, Judgement)
    return found


def _small(*persons: str, **other: Any) -> dict[str, Any]:
    """A list of a few, as freezing writes it."""
    lines = [f"{person} 0.500000" for person in persons]
    as_of, at, outcome = date(2020, 12, 31), THEN, PAPERS
    content = {
        "list": "emerging",
        "as_of": str(as_of),
        "frozen_at": at.isoformat(),
        "outcome": outcome,
        "sha256": digest(as_of, at, outcome, lines),
        "persons": lines,
    }
    return content | other


def test_a_list_says_when_it_was_frozen_and_by_which_outcome(list_of_2020: dict[str, Any]) -> None:
    assert list_of_2020["frozen_at"] == "2021-03-01T12:00:00+00:00"
    assert list_of_2020["outcome"] == PAPERS  # the drawing names nothing that is cited
    assert list_of_2020["as_of"] == "2020-12-31"


def test_a_list_is_judged_as_evaluation_judges_the_same_year(
    tmp_path: Path, drawn: Path, list_of_2020: dict[str, Any]
) -> None:
    one = _put(tmp_path, list_of_2020)
    assert judging.judge(tmp_path, drawn, NOW) == 1
    found = _judged(tmp_path, one)
    by_year = measure(drawn_history(drawn, date(2024, 12, 31)))["outcomes"][PAPERS]
    [year] = [row for row in by_year["not_yet_visible"]["by_year"] if row["year"] == 2020]
    assert found.candidates == year["candidates"] == len(one.persons)
    assert round(found.base, 4) == year["base"]
    of = {part.first: part for part in found.parts}
    assert of[50].precision == pytest.approx(year["precision_at_50"], abs=1e-4)
    assert of[100].precision == pytest.approx(year["precision_at_100"], abs=1e-4)
    assert of[100].lift == pytest.approx(year["lift_at_100"], abs=5e-3)
    assert of[len(one.persons)].rose == found.risen
    assert {part.unknown for part in found.parts} == {0}


def test_planted_risers_are_among_those_who_rose(
    tmp_path: Path, truth: Path, drawn: Path, list_of_2020: dict[str, Any]
) -> None:
    one = _put(tmp_path, list_of_2020)
    judging.judge(tmp_path, drawn, NOW)
    letters = dict(zip(one.persons, _judged(tmp_path, one).letters, strict=True))
    planted = pq.read_table(truth / "emerging.parquet").to_pylist()
    # They begin to rise within two years before or after the list, and are on it.
    on = [
        letters[f"P{row['person']}"]
        for row in planted
        if 2019 <= row["since"] <= 2021 and f"P{row['person']}" in letters
    ]
    assert len(on) >= 3
    assert on.count("+") > len(on) / 2  # by chance one in twenty


def test_before_its_years_are_over_a_list_is_not_judged(
    tmp_path: Path, drawn: Path, list_of_2020: dict[str, Any]
) -> None:
    one = _put(tmp_path, list_of_2020)
    assert judging.judge(tmp_path, drawn, datetime(2023, 12, 31, tzinfo=UTC)) == 0
    said = frozen.judgement_of(tmp_path, one, date(2023, 12, 31))
    assert said == "it can be judged after the end of 2023"
    said = frozen.judgement_of(tmp_path, one, date(2024, 1, 1))
    assert said == "its years are over; it is judged at the next refresh"
    assert judging.is_any_unjudged(tmp_path, date(2024, 1, 1))
    assert not judging.is_any_unjudged(tmp_path, date(2023, 12, 31))


def test_records_that_end_too_early_judge_nobody(
    tmp_path: Path, truth: Path, draw_by_hand: Draw, list_of_2020: dict[str, Any]
) -> None:
    rows = true_drawing(truth)
    rows[Paper] = [row for row in rows[Paper] if row["published_on"].year <= 2022]
    draw_by_hand(tmp_path / "drawn", rows)
    one = _put(tmp_path, list_of_2020)
    judging.judge(tmp_path, tmp_path / "drawn", NOW)
    assert frozen.judgement_of(tmp_path, one, TODAY) == (
        "the records do not tell of 2021 to 2023: they hold papers whole up to 2022 only"
    )
    draw_by_hand(tmp_path / "empty", {})
    judging.judge(tmp_path, tmp_path / "empty", NOW)
    assert "they hold no papers" in str(frozen.judgement_of(tmp_path, one, TODAY))


def test_of_whom_it_cannot_be_told_is_counted_and_never_taken_for_a_no(
    tmp_path: Path, drawn: Path, list_of_2020: dict[str, Any]
) -> None:
    whole = _put(tmp_path, list_of_2020)
    judging.judge(tmp_path, drawn, NOW)
    first = _judged(tmp_path, whole).letters[0]
    [one, *others] = whole.persons[:4]
    # Two were joined since: one leads to the first of the list, one to a person of a new id.
    small = _put(tmp_path, _small(one, "Pold", *others, "Pgone", "Pnew"))
    rows = [{"person_id": "Pold", "now": one}, {"person_id": "Pnew", "now": whole.persons[9]}]
    place = tmp_path / "claims" / "Retired.parquet"
    place.parent.mkdir()
    pq.write_table(pa.Table.from_pylist(rows, Retired.columns()), place)
    judging.judge(tmp_path, drawn, NOW)
    found = _judged(tmp_path, small)
    told = _judged(tmp_path, whole).letters
    assert found.letters == first + "j" + told[1:4] + "g" + told[9]
    [part] = found.parts
    assert (part.first, part.unknown) == (7, 2)
    assert part.rose == found.letters.count("+")
    assert part.precision == pytest.approx(part.rose / 5)
    assert part.lift == pytest.approx(part.rose / 5 / found.base)


def test_nothing_is_known_of_a_list_of_whom_nobody_is_left(tmp_path: Path, drawn: Path) -> None:
    one = _put(tmp_path, _small("Pgone", "Plost"))
    judging.judge(tmp_path, drawn, NOW)
    [part] = _judged(tmp_path, one).parts
    assert (part.rose, part.unknown, part.precision, part.lift) == (0, 2, None, None)


def test_the_judgement_of_a_list_that_is_taken_away_goes_with_it(
    tmp_path: Path, drawn: Path
) -> None:
    one = _put(tmp_path, _small("Pgone"))
    judging.judge(tmp_path, drawn, NOW)
    (tmp_path / "frozen" / one.file).unlink()
    judging.judge(tmp_path, drawn, NOW)
    assert list((tmp_path / "frozen" / "judged").iterdir()) == []
    assert frozen.frozen_lists(tmp_path) == []
    assert frozen.frozen_lists(tmp_path / "nowhere") == []


@pytest.mark.parametrize("said", [b"", b"[]", b"{}", b'{"letters": 3}', b"\xff" * 40])
def test_a_judgement_that_cannot_be_read_is_said_and_made_anew(
    tmp_path: Path, drawn: Path, said: bytes
) -> None:
    one = _put(tmp_path, _small("Pgone"))
    place = tmp_path / "frozen" / "judged" / one.file
    place.parent.mkdir()
    place.write_bytes(said)
    assert "cannot be read" in str(frozen.judgement_of(tmp_path, one, TODAY))
    judging.judge(tmp_path, drawn, NOW)
    assert _judged(tmp_path, one).letters == "g"


def test_lists_come_the_latest_years_first_and_damaged_files_last(
    tmp_path: Path, drawn: Path
) -> None:
    for year in (2019, 2020):
        freeze(tmp_path, drawn, year, THEN)
    (tmp_path / "frozen" / "notes.txt").write_text("mine")
    found = frozen.frozen_lists(tmp_path)
    assert [one.as_of.year for one in found if isinstance(one, FrozenList)] == [2020, 2019]
    assert found[-1] == Damaged("notes.txt", "it is no frozen list by its name; take it away")


def test_a_list_frozen_late_is_in_hindsight(tmp_path: Path) -> None:
    in_time, late = THEN, datetime(2022, 1, 1, tzinfo=UTC)
    for at, is_late in ((in_time, False), (late, True)):
        lines = ["P1 0.500000"]
        sha256 = digest(date(2020, 12, 31), at, PAPERS, lines)
        content = _small("P1", frozen_at=at.isoformat(), sha256=sha256)
        assert _put(tmp_path, content).is_in_hindsight is is_late


@pytest.mark.parametrize("year", [-3, 0, 2021, 9999])
def test_a_year_that_is_not_over_is_not_frozen(tmp_path: Path, drawn: Path, year: int) -> None:
    with pytest.raises(NothingToFreeze, match="give a year that is over, to 2020"):
        freeze(tmp_path, drawn, year, THEN)
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_nothing_supports_is_not_frozen(draw_by_hand: Draw, tmp_path: Path) -> None:
    draw_by_hand(tmp_path / "d", {})
    with pytest.raises(NothingToFreeze, match="end of 2024: the graph holds fewer than 200"):
        freeze(tmp_path, tmp_path / "d", 2024, NOW)
