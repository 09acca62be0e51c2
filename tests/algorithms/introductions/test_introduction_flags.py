"""Planted sponsors, consortia and gates are flagged, and nothing else is."""

from datetime import date
from math import log2

import networkx as nx
import numpy as np
import pytest

from algorithms.introductions import flags
from algorithms.introductions.evidence import HopRecords
from algorithms.introductions.flags import Behind
from algorithms.introductions.tie_index import Paid, TieIndex
from algorithms.paths import chance as path_chance
from algorithms.paths.arcs import Filter
from algorithms.paths.ranges import compressed
from algorithms.paths.searcher import Searcher
from algorithms.paths.uniting import pieces
from schema.tie_kinds import KINDS
from schema.ties import PAPER

Ties = dict[tuple[int, int], tuple[int, float]]


def _index(nodes: int, ties: Ties, paid: dict[int, list[str]]) -> TieIndex:
    ends = np.array(list(ties), np.int64)
    kind, strength = np.array(list(ties.values())).T
    arcs = compressed([pieces(*ends.T, kind, strength, 0)], nodes)
    ids = np.array([f"{node:06}".encode() for node in range(nodes)])
    names = sorted({name for some in paid.values() for name in some})
    start = np.r_[0, np.cumsum([len(paid.get(node, [])) for node in range(nodes)])]
    company = [names.index(name) for node in range(nodes) for name in sorted(paid.get(node, []))]
    companies = np.array([name.encode() for name in names] or [b""])
    of = Paid(companies, start.astype(np.int64), np.array(company, np.int32))
    return TieIndex(ids, np.zeros(0, "S1"), arcs, of, path_chance.of(arcs))


def _records(
    work: int,
    companies: tuple[str, ...] = (),
    smallest: int | None = None,
    papers: int = 0,
    last_on: date | None = None,
    remarks: tuple[str, ...] = (),
) -> HopRecords:
    return HopRecords(
        counts={kind.number: 0 for kind in KINDS.values()} | {"papers": papers},
        work=work,
        total=work,
        smallest=smallest,
        remarks=list(remarks),
        companies=frozenset(companies),
        first_on=last_on,
        last_on=last_on,
        reasons=[],
        parts=None,
        newest=[],
    )


def test_a_chain_of_one_companys_records_rests_on_its_money() -> None:
    def hop(*companies: str, of_companies: bool = True, of_liaison: bool = False) -> Behind:
        return Behind(_records(2, companies=companies), of_companies, of_liaison)

    met = hop(of_companies=False, of_liaison=True)
    assert flags.sponsor([hop("firm"), hop("firm")]) == "firm"
    assert flags.sponsor([met, hop("firm")]) == "firm"
    assert flags.sponsor([hop("firm"), hop("other")]) is None
    assert flags.sponsor([hop("firm"), hop("firm", "other")]) is None
    assert flags.sponsor([hop("firm"), hop("firm", of_companies=False)]) is None
    assert flags.sponsor([met]) is None


def test_a_tie_of_one_large_paper_alone_is_named() -> None:
    # Records of work, authors of the smallest paper, papers.
    many, large = _records(3, smallest=30, papers=3), _records(1, smallest=30, papers=1)
    small, trial = _records(1, smallest=20, papers=1), _records(1)
    assert flags.consortium([Behind(one, False) for one in (many, large, small, trial)]) == [2]


def test_what_speaks_against_a_hop_is_said_in_words() -> None:
    today = date(2024, 6, 1)
    large = _records(1, smallest=21, papers=1, last_on=date(2020, 1, 1))
    assert flags.doubts(Behind(large, False), today) == [
        "rests only on records of 21 people or more"
    ]
    old = _records(2, last_on=date(2019, 5, 1))
    assert flags.doubts(Behind(old, True), today) == [
        "rests only on company ties",
        "no joint record in the last five years",
    ]
    withdrawn = _records(2, papers=2, last_on=today, remarks=("retracted", "preprint"))
    assert flags.doubts(Behind(withdrawn, False), today) == [
        "rests only on retracted papers and preprints"
    ]
    beside = _records(3, papers=3, last_on=today, remarks=("retracted", "preprint"))
    assert flags.doubts(Behind(beside, False), today) == []
    assert flags.doubts(Behind(_records(0), False), today) == [
        "no joint work on record",
        "its records are undated",
    ]


def test_every_planted_gate_is_found_and_no_other() -> None:
    # Start 0 and goal 1, payees of one firm between them, and sometimes a way round.
    random = np.random.default_rng(3)
    found = planted = both = 0
    for _ in range(60):
        gated = bool(random.random() < 0.5)
        width = int(random.integers(1, 5))
        ties: Ties = {}
        paid: dict[int, list[str]] = {}
        for middle in range(2, 2 + width):
            ties[0, middle] = ties[1, middle] = (PAPER, float(random.uniform(0.2, 0.9)))
            paid[middle] = ["firm", f"own {middle}"]
        free = 2 + width
        ties[0, free] = (PAPER, 0.05)
        if not gated:
            ties[1, free] = (PAPER, 0.05)
        index = _index(free + 1, ties, paid)
        searcher = Searcher(index.arcs)
        chains = searcher.chains([0], 1, 3, 4)
        said = flags.gates(searcher, index, [0], 1, chains, 4, Filter())
        # With a single middle its other company is a gate as well.
        expected = {"firm"} | ({"own 2"} if width == 1 else set()) if gated else set()
        found += len(said)
        planted += len(expected)
        both += len(set(said) & expected)
    assert planted > 20
    assert both / planted >= 0.95
    assert both / found >= 0.95


def test_payees_at_the_ends_are_no_gate() -> None:
    index = _index(3, {(0, 2): (PAPER, 0.5), (1, 2): (PAPER, 0.5)}, {0: ["firm"], 1: ["firm"]})
    searcher = Searcher(index.arcs)
    chains = searcher.chains([0], 1, 3, 4)
    assert flags.gates(searcher, index, [0], 1, chains, 4, Filter()) == []


def test_a_tie_between_the_two_needs_nobodys_payees() -> None:
    ties: Ties = {(0, 1): (PAPER, 0.1), (0, 2): (PAPER, 0.9), (1, 2): (PAPER, 0.9)}
    index = _index(3, ties, {2: ["firm"]})
    searcher = Searcher(index.arcs)
    chains = searcher.chains([0], 1, 1, 4)
    assert chains[0].nodes == (0, 2, 1)
    assert flags.gates(searcher, index, [0], 1, chains, 4, Filter()) == []


def test_the_expected_number_of_chains_is_worked_out() -> None:
    # A square: four persons of two ties each, S = 8, B = 2 * 1 * 4 / 8 = 1; all ties of 0.5.
    ends = [(0, 1), (1, 2), (2, 3), (3, 0)]
    index = _index(4, dict.fromkeys(ends, (PAPER, 0.5)), {})
    chance = index.chance
    assert chance is not None
    assert (chance.ends, chance.branching) == (8, 1)
    cost = float(-np.log(0.25)) + 1e-6
    # One tie of 0.5 is at least 0.25, two are exactly that, three are less:
    # 2 * 2 / 8 * (1 + 1 + 0) = 1, and the surprise -log2(1 - 1/e).
    assert chance.expected((2, 2), cost + path_chance.STEP, 3) == pytest.approx(1.0)
    surprise = chance.surprise((2, 2), cost + path_chance.STEP, 3)
    assert surprise == pytest.approx(-log2(1 - np.exp(-1)))


def test_on_networks_drawn_at_random_the_chance_is_the_share_of_pairs() -> None:
    random = np.random.default_rng(8)
    degrees = random.integers(1, 9, 400)
    degrees[0] += degrees.sum() % 2
    said, seen = [], []
    for seed in range(6):
        graph = nx.Graph(nx.configuration_model(degrees.tolist(), seed=seed))
        graph.remove_edges_from(nx.selfloop_edges(graph))
        ties = {(a, b): (PAPER, float(random.uniform(0.1, 0.9))) for a, b in graph.edges}
        index = _index(400, ties, {})
        searcher = Searcher(index.arcs)
        assert index.chance is not None
        for _ in range(150):
            a, b = (int(v) for v in random.choice(400, 2, replace=False))
            reach = searcher.chains([a], b, 1, 3)
            surprise = index.chance.surprise(
                (index.degree(a), index.degree(b)), float(-np.log(0.1)), 3
            )
            said.append(2**-surprise)
            seen.append(bool(reach) and reach[0].cost <= -np.log(0.1))
    assert np.mean(said) == pytest.approx(np.mean(seen), rel=0.2)
    high = np.array(said) > np.median(said)
    assert np.mean(np.array(seen)[high]) > 1.5 * np.mean(np.array(seen)[~high])
