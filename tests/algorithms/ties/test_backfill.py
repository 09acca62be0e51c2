"""What is asked as of a day looks at no record after it: later records change nothing."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from algorithms.dimensions import ranks
from algorithms.dimensions import scores as dimensions
from algorithms.emerging import emerging
from algorithms.histories.drawn import QUARTER, YEAR, drawn_history
from algorithms.histories.timeline import timeline
from algorithms.network.tables import MEMBERSHIPS, PAGE_RANKS
from graph.drawn_tables import open_drawn
from graph.projection import TIE_ENDS, TIES
from lake.relations import make, put
from schema.nodes import CodeGroup, Company, Paper, Payment, Person, Trial
from schema.relationships import AUTHORED, CITES, INVESTIGATES, PERFORMED, RECEIVED

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Any]
UNTIL = date(2020, 6, 30)
PEOPLE = "abcde"
people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True)
days = st.integers(-2_500, 900).map(lambda days: UNTIL + timedelta(days=days))
records = st.tuples(
    st.lists(st.tuples(days, people, st.lists(st.integers(0, 7), max_size=3)), max_size=8),
    st.lists(st.tuples(days, people), max_size=4),
    st.lists(st.tuples(days, people), max_size=4),
    st.lists(st.tuples(days, people), max_size=4),
)


def _rows(drawn: Any, last: date) -> dict[Any, list[dict[str, Any]]]:
    """The records up to `last`, with who the persons are by these alone."""
    papers, trials, payments, volumes = (
        [(n, *row) for n, row in enumerate(part) if row[0] <= last] for part in drawn
    )
    firsts = {
        name: min((on for _, on, who, _ in papers if name in who), default=None) for name in PEOPLE
    }
    kept = {n for n, *_ in papers}
    return {
        Person: [
            {"person_id": name, "name": name, "first_paper_on": firsts[name]} for name in PEOPLE
        ],
        Company: [],
        CodeGroup: [{"name": "valves"}],
        Paper: [
            {"pmid": str(n), "published_on": on, "authors": len(who), "version": 1}
            for n, on, who, _ in papers
        ],
        AUTHORED: [
            {"start": name, "end": str(n), "position": at, "is_last": at == len(who) > 1}
            | {"identity_score": 0.7}
            for n, _, who, _ in papers
            for at, name in enumerate(who, 1)
        ],
        CITES: [
            {"start": str(n), "end": str(other)}
            for n, _, _, cited in papers
            for other in set(cited) & kept - {n}
        ],
        Trial: [{"nct_id": f"N{n}", "started_on": on} for n, on, _ in trials],
        INVESTIGATES: [
            {"start": name, "end": f"N{n}", "role": "CHAIR"} for n, _, who in trials for name in who
        ],
        Payment: [{"payment_id": str(n), "paid_on": on} for n, on, _ in payments],
        RECEIVED: [
            {"start": name, "end": str(n), "role": "recipient"}
            for n, _, who in payments
            for name in who
        ],
        PERFORMED: [
            {"start": name, "end": "valves", "from_on": on - timedelta(days=90), "to_on": on}
            | {"setting": f"{n}", "services": 10 + n, "record": f"{name}{n}"}
            for n, on, who in volumes
            for name in who
        ],
    }


def _asked(folder: Path) -> dict[str, pd.DataFrame]:
    """All that the drawing says as of the day: contributions, places, lines, histories, ranks."""
    tables = duckdb.connect()
    open_drawn(tables, folder)
    put(tables, TIES, pd.DataFrame({"one": ["a"], "other": ["b"], "strength": [0.5]}))
    make(tables, TIE_ENDS)
    put(tables, PAGE_RANKS, pd.DataFrame({"person_id": ["a", "b"], "score": [1.0, 1.0]}))
    put(tables, MEMBERSHIPS, pd.DataFrame({"person_id": ["a"], "community": [0]}))
    dimensions.contribute(tables, UNTIL, dimensions.read_weights())
    found = {
        "contributions": tables.execute(f"FROM ({dimensions.CONTRIBUTIONS}) ORDER BY ALL").df(),
        "places": ranks.ranks(tables, 5).reset_index(drop=True),
    }
    lines = (emerging.FIRST_JOINT_PAPERS, emerging.JOINED_CIRCLES, emerging.LINE_EVENTS)
    make(tables, *lines)
    found["lines"] = tables.execute(f"FROM {emerging.LINE_EVENTS.name} ORDER BY ALL").df()
    for name, period in (("years", YEAR), ("quarters", QUARTER)):
        history = drawn_history(folder, UNTIL, period)
        of = timeline(history)
        found[name] = history.papers.drop(columns="cited_ids").astype(str)
        found[f"{name}, citations"] = pd.DataFrame({"citing": of.citing, "cited": of.cited})
        standing = of.page_rank(UNTIL.year)
        found[f"{name}, ranks"] = pd.DataFrame({"name": history.names, "rank": standing})
    tables.close()
    return found


@given(records)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_records_after_the_day_change_nothing(draw_by_hand: Draw, drawn: Any) -> None:
    with tempfile.TemporaryDirectory() as place:
        whole, cut = Path(place) / "whole", Path(place) / "cut"
        draw_by_hand(whole, _rows(drawn, date.max))
        draw_by_hand(cut, _rows(drawn, UNTIL))
        one, other = _asked(whole), _asked(cut)
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, other[name], obj=name)
