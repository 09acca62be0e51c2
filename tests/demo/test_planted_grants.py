"""The demo country's grants: as the truth says in RePORTER and on papers, and felt afterwards."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

from demo import papers, reporter
from demo.grants import JOINED
from demo.plan import PAPER
from demo.world import build


def test_the_files_name_who_leads_each_grant(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = reporter.write(world, tmp_path)
    reporter.write_truth(world, tmp_path)
    rows = [
        row
        for path in sorted(tmp_path.glob("*.csv"))
        for row in csv.DictReader(path.open(encoding="utf-8"))
    ]
    assert len(rows) == count == len({row["APPLICATION_ID"] for row in rows})
    led = pq.read_table(tmp_path / "grants.parquet").to_pylist()
    assert {row["CORE_PROJECT_NUM"] for row in rows} == {one["core_project"] for one in led}
    for row in rows:
        named = [one for one in led if one["core_project"] == row["CORE_PROJECT_NUM"]]
        listed = row["PI_IDS"].strip(";").split("; ")
        assert len(listed) == len(named) == row["PI_NAMEs"].count(",")
        marked = [one for one in listed if one.endswith("(contact)")]
        assert len(marked) == (len(named) > 1)
    assert {row["TOTAL_COST"] == "" for row in rows} == {True, False}
    assert len(pq.read_table(tmp_path / "joint_grants.parquet")) > 50


def test_a_joint_grant_is_felt_in_later_papers_and_not_in_earlier_ones() -> None:
    world = build(3_000, 1, (2010, 2024))
    pairs = sorted(world.grants.pairs(), key=lambda found: found[2].since, reverse=True)
    joint = {(one, other): grant for one, other, grant in pairs}  # the first of each pair
    apart = {
        pair: grant
        for pair, grant in joint.items()
        if world.people.circle[pair[0]] != world.people.circle[pair[1]]
    }
    before, after = set(), set()
    for at, year in enumerate(world.plan.year.tolist()):
        signed = papers.byline(world, at, world.random(PAPER, at)).authors
        if len(signed) > 50:
            continue
        for pair in [(a, b) for a in signed for b in signed if (a, b) in apart]:
            (after if year > apart[pair].since else before).add(pair)
    # By chance, or with a third who shares grants with both, few of other circles sign together.
    assert 3 * len(before) < len(after)
    assert 0.2 * len(apart) < len(after) < 0.7 * len(apart)
    assert 0 < JOINED < 0.2
