"""Texts that print no registered name are placed by one that is like it, or left alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from identity.extent import EVERYONE, look_at
from identity.institution_evaluation import evaluate
from identity.names import register
from identity.placements import PLACE_PARTS, PLACE_TEXTS, decide
from lake.current import Lake
from lake.relations import make, put
from loaders.reading.loading import load
from loaders.reading.source import sources

CUT = Path(__file__).parent / "samples" / "ror_cut.json"
MD_ANDERSON, UCSF, WASHINGTON = "ror:04twxam07", "ror:043mz5j54", "ror:00cvxb145"
ST_LOUIS, NEWCASTLE_UK, NEWCASTLE_AU = "ror:01yc7t268", "ror:01kj2bm70", "ror:00eae9z71"
Places = Callable[[str], dict[str, bool]]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """A lake that holds some 180 institutions of the register."""
    home = tmp_path_factory.mktemp("register")
    load(home, sources()["ror"], [CUT])
    lake = Lake(home)
    register(lake.tables)
    look_at(lake, EVERYONE)
    yield lake
    lake.close()


@pytest.fixture
def places(lake: Lake) -> Places:
    """A function that gives the institutions which a text is placed at (true) or is like."""

    def read(text: str) -> dict[str, bool]:
        row = {"mention": "pubmed:1:1", "ordinal": 1, "text": text, "identifiers": None}
        put(lake.tables, PLACE_TEXTS, pa.Table.from_pylist([row]))
        make(lake.tables, PLACE_PARTS)
        decide(lake)
        placed = lake.sql("FROM identity.placements")["institution_id"].to_pylist()
        like = lake.sql("FROM identity.likely_institutions WHERE NOT is_placed")
        return dict.fromkeys(like["institution_id"].to_pylist(), False) | dict.fromkeys(
            placed, True
        )

    return read


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("Univ. of Texas MD Anderson Canc. Ctr., Houston, TX", MD_ANDERSON),
        (
            "The University of Texas M.D. Anderson Cancer Center, Houston, Texas 77030, USA",
            MD_ANDERSON,
        ),
        ("Univ Texas, MD Anderson Canc Ctr, Houston, USA", MD_ANDERSON),
        ("Dept of Medicine, Univ California San Francisco", UCSF),
        ("Dept. Med., Univ. Calif., San Francisco, CA, USA", UCSF),
        ("UCSF School of Medicine, San Francisco, CA 94143, USA", UCSF),
        ("Univeristy of Califronia, San Francisco, USA", UCSF),
        (
            "Department of Genetics, Washington University School of Medicine, St. Louis, MO",
            ST_LOUIS,
        ),
        (
            "Department of Medicine, University of Washington School of Medicine, Seattle",
            WASHINGTON,
        ),
        ("School of Medicine, University of Newcastle, Newcastle upon Tyne, UK", NEWCASTLE_UK),
        ("Medical School, Univ of Newcastle, Callaghan, NSW, Australia", NEWCASTLE_AU),
        ("Institut für Genetik, Universität Leipzig-Fakultät, Leipzig", None),
        ("Medizinische Universität Wien, Klinik für Chirurgie, Wien", "ror:05n3x4p02"),
        ("Università di Verona, Dipartimento di Medicina, Verona, Italia", "ror:039bp8j42"),
    ],
)
def test_a_text_is_placed_by_a_name_like_the_registered_one(
    places: Places, text: str, institution: str | None
) -> None:
    assert [id for id, is_placed in places(text).items() if is_placed] == (
        [institution] if institution else []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Department of Medicine",
        "University Hospital",
        "Cancer Center, Houston, Texas",
        "School of Medicine, Department of Surgery, Boston, USA",
        "General Hospital, Department of Internal Medicine",
        "Technical University of Vienna Hospital of Surgery",
        "Western Washington University",
        "University Hospital Verona, Verona, Italy",
        "Wake Forest Health, Texas",
        "Verona, Italy",
        "",
        " , ; . ",
    ],
)
def test_what_is_too_general_or_another_is_placed_nowhere(places: Places, text: str) -> None:
    assert True not in places(text).values()


def test_two_that_come_near_each_other_are_said_and_placed_nowhere(places: Places) -> None:
    assert places("Newcastle Univ., Medical School") == {NEWCASTLE_UK: False, NEWCASTLE_AU: False}


def test_a_reason_says_what_agrees(places: Places, lake: Lake) -> None:
    places("Univ. of Texas MD Anderson Canc. Ctr., Houston, TX")
    [placement] = lake.sql("FROM identity.placements").to_pylist()
    assert placement["reasons"] == [
        "it prints a name like the registered one: "
        "the university of texas md anderson cancer center; city agrees"
    ]
    assert 0.86 <= placement["score"] <= 1


def test_a_text_of_five_thousand_words_is_read_in_pieces(places: Places, lake: Lake) -> None:
    """Both with and without commas: pairs of words are few for each word."""
    for mark in (" ", ", "):
        text = mark.join(["science and the ward of"] * 1_000 + ["Univ California San Francisco"])
        assert UCSF in places(text)
        assert (
            lake.one(
                "SELECT max(n) FROM (SELECT count(*) AS n FROM identity.place_words "
                "GROUP BY clause, part)"
            )[0]
            <= 16
        )


def test_the_sample_labelled_by_hand_is_placed_right(tmp_path: Path) -> None:
    """The cut of the register holds what the sample names, and what comes near it."""
    load(tmp_path, sources()["ror"], [CUT])
    lake = Lake(tmp_path)
    measures = evaluate(lake)
    lake.close()
    assert (measures["texts"], measures["institutions"]) == (200, 158)
    assert measures["all"]["precision"] >= 0.97
    assert measures["all"]["recall"] >= 0.65
    assert measures["like name"]["precision"] >= 0.96
    assert measures["like name"]["placed"] >= 55
    assert measures["abstained"]["texts"] >= 30
