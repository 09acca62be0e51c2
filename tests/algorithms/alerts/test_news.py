"""News is what the refresh before did not know, or knew otherwise, and that is not old."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from algorithms.alerts.kinds import KINDS, says
from algorithms.alerts.news import News, names_and_states, news
from graph.drawn_tables import table_of
from schema.conclusions import Trend
from schema.congresses import TOOK_PART_IN, Session
from schema.nodes import Company, Exclusion, Paper, Payment, Person, Source, Trial
from schema.profession import HOLDS, Licence
from schema.relationships import ACCOMPANIES, AUTHORED, EXCLUDED_BY, INVESTIGATES, PAID_BY, RECEIVED

TODAY = date(2025, 3, 1)
Rows = dict[Any, list[dict[str, Any]]]
Refresh = Callable[..., list[tuple[str, str, str]]]


def _paper(pmid: str, on: date, **more: Any) -> dict[str, Any]:
    return {"pmid": pmid, "title": f"On {pmid}", "published_on": on, "authors": 1, "version": 1,
            "is_retracted": False, "source": "pubmed"} | more  # fmt: skip


def _signed(person: str, pmid: str, place: int = 1) -> dict[str, Any]:
    record = f"pubmed:{pmid}:{place}"
    return {"start": person, "end": pmid, "position": place, "source": "pubmed", "record": record}


def _source(name: str) -> dict[str, Any]:
    return {"name": name, "files": 1}


BASE: Rows = {
    Person: [
        {"person_id": "P1", "name": "Ada", "state": "IL", "npi": "1", "source": "nppes"},
        {"person_id": "P2", "name": "Bo", "state": "DE", "source": "pubmed"},
    ],
    Paper: [_paper("10", date(2025, 1, 5))],
    AUTHORED: [_signed("P1", "10")],
    Source: [_source("pubmed"), _source("nppes"), _source("licences"), _source("clinical-trials"),
             _source("open-payments"), _source("congresses")],
}  # fmt: skip


@pytest.fixture
def refreshed(
    tmp_path: Path, draw_by_hand: Callable[[Path, Rows], Any]
) -> Iterator[Callable[..., News]]:
    """A function that draws the base with further rows, as one refresh after the other would, and
    gives what is new."""
    number = 0

    def run(more: Rows | None = None, keep: bool = True, today: date = TODAY) -> News:
        nonlocal number
        number += 1
        rows = {declared: [*rows] for declared, rows in BASE.items()}
        for declared, added in (more or {}).items():
            rows[declared] = rows.get(declared, []) + added
        folder = tmp_path / f"drawn-{number}"
        draw_by_hand(folder, rows)
        found = news(tmp_path, folder, today)
        if keep:
            found.keep()
        return found

    yield run


def _told(found: News) -> list[tuple[str, str, str]]:
    return [(row["kind"], row["person"], row["title"]) for row in found.events.to_pylist()]


def test_the_first_refresh_is_where_news_begin(refreshed: Callable[..., News]) -> None:
    first = refreshed()
    assert (first.is_first, first.looked_at, _told(first)) == (True, 2, [])
    again = refreshed()
    assert (again.is_first, _told(again)) == (False, [])


def test_a_new_paper_is_told_once_of_each_who_signed_it(refreshed: Callable[..., News]) -> None:
    refreshed()
    more = {
        Paper: [_paper("11", date(2025, 2, 1)), _paper("12", date(2019, 2, 1))],
        AUTHORED: [_signed("P1", "11", 1), _signed("P2", "11", 2), _signed("P1", "12")],
    }
    # The paper of 2019 is old news: more than 183 days ago.
    assert _told(refreshed(more)) == [("PAPER", "P1", "On 11"), ("PAPER", "P2", "On 11")]
    assert _told(refreshed(more)) == []


def test_a_person_with_another_id_is_no_news(refreshed: Callable[..., News]) -> None:
    refreshed({AUTHORED: [_signed("P1", "10", 2)]})
    assert _told(refreshed({AUTHORED: [_signed("P2", "10", 2)]})) == []


def test_what_was_not_kept_is_told_again_by_the_same_name(refreshed: Callable[..., News]) -> None:
    refreshed()
    more = {Paper: [_paper("11", date(2025, 2, 1))], AUTHORED: [_signed("P1", "11")]}
    killed, again = refreshed(more, keep=False), refreshed(more)
    assert killed.events.num_rows == 1
    assert killed.events["event"].to_pylist() == again.events["event"].to_pylist()


def test_a_source_that_is_loaded_for_the_first_time_is_no_news_but_an_exclusion_is(
    refreshed: Callable[..., News],
) -> None:
    refreshed()
    new = {"record": "r", "source": "leie", "is_current": True, "excluded_on": date(2012, 1, 1)}
    session = {"session_id": "s", "congress_name": "C", "held_on": date(2025, 5, 1)}
    part = {"start": "P1", "end": "s", "role": "chair", "part": "chair", "source": "fieldwork",
            "held_on": date(2025, 5, 1)}  # fmt: skip
    more: Rows = {
        Source: [_source("leie"), _source("fieldwork")],
        Exclusion: [{"exclusion_id": "x", "name": "Ada", "type": "1128a1"} | new],
        EXCLUDED_BY: [{"start": "P1", "end": "x", "source": "leie"}],
        Session: [session | {"participants": 1, "source": "fieldwork"}],
        TOOK_PART_IN: [part | {"record": "c1"}],
    }
    assert _told(refreshed(more)) == [("SANCTION", "P1", "excluded, 1128a1")]
    more[TOOK_PART_IN] += [part | {"role": "speaker", "part": "speaker", "record": "c2"}]
    assert _told(refreshed(more)) == [("CONGRESS", "P1", "speaker at C")]


def _licence(status: str, action: str | None, on: date | None, **more: Any) -> Rows:
    fields = {"licence_id": "IL 7", "number": "7", "status": status, "action": action}
    days = {"action_on": on, "checked_on": date(2025, 2, 1), "source": "licences"}
    return {
        Licence: [fields | days | more],
        HOLDS: [{"start": "P1", "end": "IL 7", "source": "licences"}],
    }


def test_a_licence_is_told_of_when_it_changes_and_each_time(
    refreshed: Callable[..., News],
) -> None:
    good, bad = _licence("active", "none", None), _licence("suspended", "x", date(2025, 2, 2))
    refreshed()
    assert _told(refreshed(good)) == []  # a licence in good standing becomes known
    assert _told(refreshed(bad)) == [("LICENCE", "P1", "licence IL 7: suspended, x")]
    first = refreshed(good).events["event"].to_pylist()
    assert len(first) == 1  # active again
    again = refreshed(bad, today=date(2025, 4, 1)).events["event"].to_pylist()
    assert again == ["licence:IL 7 suspended|x|2025-02-02 since 2025-04-01"]


def test_a_licence_expires_without_a_record(refreshed: Callable[..., News]) -> None:
    one = _licence("active", "none", None, expires_on=date(2025, 3, 31))
    refreshed(one)
    assert _told(refreshed(one)) == []
    late = refreshed(one, today=date(2025, 4, 1))
    assert _told(late) == [("LICENCE", "P1", "licence IL 7: expired")]
    assert late.events["happened_on"].to_pylist() == [date(2025, 3, 31)]


def test_an_unknown_licence_says_nothing(refreshed: Callable[..., News]) -> None:
    refreshed()
    assert _told(refreshed(_licence("unknown", None, None))) == []


def test_a_trial_is_told_as_pivotal_where_it_is_of_phase_three(
    refreshed: Callable[..., News],
) -> None:
    refreshed()
    role = {"role": "PRINCIPAL_INVESTIGATOR", "printed_as": "Ada", "source": "clinical-trials"}
    more: Rows = {
        Trial: [
            {"nct_id": f"NCT{at}", "title": f"T{at}", "phases": [phase], "updated_on": TODAY}
            for at, phase in enumerate(("PHASE3", "PHASE1"))
        ],
        INVESTIGATES: [{"start": "P1", "end": f"NCT{at}"} | role for at in range(2)],
    }
    assert _told(refreshed(more)) == [
        ("PIVOTAL_TRIAL", "P1", "principal investigator of: T0"),
        ("TRIAL", "P1", "principal investigator of: T1"),
    ]


def test_a_payment_is_told_of_a_competitor_alone(refreshed: Callable[..., News]) -> None:
    refreshed()
    names = {"rival": True, "own": False, "unsaid": None}
    paid = {"kind": "general", "program_year": 2024, "paid_on": date(2024, 6, 1), "nature": "Meal"}
    more: Rows = {
        Company: [{"company_id": n, "name": n, "is_competitor": is_} for n, is_ in names.items()],
        Payment: [{"payment_id": n, "amount_usd": 12.5} | paid for n in names],
        PAID_BY: [{"start": n, "end": n} for n in names],
        RECEIVED: [
            {"start": "P1", "end": n, "role": "recipient", "source": "open-payments", "record": n}
            for n in names
        ],
    }
    assert _told(refreshed(more)) == [("COMPETITOR_PAYMENT", "P1", "rival: 12.50 USD, meal")]


def test_a_paper_that_is_retracted_is_told_of_all_who_signed_it(
    refreshed: Callable[..., News],
) -> None:
    refreshed()
    more: Rows = {
        Paper: [_paper("99", date(2025, 2, 20), title="Notice")],
        ACCOMPANIES: [{"start": "99", "end": "10", "kind": "retraction notice"}
                      | {"source": "pubmed"}],
    }  # fmt: skip
    assert _told(refreshed(more)) == [("RETRACTION", "P1", "retraction notice of: On 10")]
    assert _told(refreshed(more)) == []


def test_a_line_that_begins_to_jump_is_told_once(
    refreshed: Callable[..., News], tmp_path: Path
) -> None:
    def put(folder: int, last: float) -> None:
        row = {
            "person_id": "P1",
            "trend_until": TODAY,
            "services_by_quarter": [100.0] * 11 + [last],
        }
        fields = [("person_id", pa.string()), ("trend_until", pa.date32())]
        fields += [(name, pa.list_(pa.float64())) for name in
                   ("services_by_quarter", "centrality_by_quarter")]  # fmt: skip
        place = tmp_path / f"drawn-{folder}"
        place.mkdir()
        pq.write_table(pa.Table.from_pylist([row], pa.schema(fields)), table_of(place, Trend))

    for at, last in enumerate((100.0, 300.0, 300.0), 1):
        put(at, last)
    refreshed()
    assert _told(refreshed()) == [
        ("VOLUME", "P1", "300 services in the quarter up to 2025-03-01, 3.0 times that of a year "
         "before")
    ]  # fmt: skip
    assert _told(refreshed()) == []


def test_names_and_states_are_of_those_asked_and_drawn(
    refreshed: Callable[..., News], tmp_path: Path
) -> None:
    refreshed()
    found = names_and_states(tmp_path / "drawn-1", {"P1", "P7"})
    assert found == {"P1": ("Ada", "IL")}


def test_every_kind_reads_as_a_sentence() -> None:
    assert [says("PAPER", n) for n in (1, 2)] == ["a new paper", "2 new papers"]
    assert all("{" not in says(kind, 3) for kind in KINDS)
