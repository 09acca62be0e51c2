"""What stewards judge reaches the graph in a few places, and taken back leaves it as it was."""

from pathlib import Path

from homes import copied

from graph import connection, embedded
from graph.digest import digest
from lake.current import Lake
from refresh import Refreshed, refresh
from schema.settings import Settings
from workspace.judgements import judge, undo

# Two persons who share no paper, the smallest ids first; each has papers, the first some.
TWO = """
WITH who AS (
  SELECT person_id, list(mention ORDER BY mention) AS mentions,
    list(split_part(mention, ':', 2)) AS papers
  FROM claims."Claim" WHERE mention LIKE 'pubmed:%'
  GROUP BY person_id HAVING count(*) BETWEEN 3 AND 6
)
SELECT a.mentions, b.mentions FROM who a JOIN who b
  ON a.person_id < b.person_id AND NOT list_has_any(a.papers, b.papers)
ORDER BY a.person_id, b.person_id LIMIT 1
"""


def _digest(at: Settings) -> str:
    with connection.driver(at) as driver:
        return digest(driver, at.neo4j_database)


def _touched(done: Refreshed, name: str) -> int:
    return done.classes[name].written + done.classes[name].removed


def test_a_merge_a_split_and_their_undoing_return_to_the_same_graph(
    loaded_home: Path, settled_home: Path, tmp_path: Path
) -> None:
    at = Settings(home=tmp_path / "home")
    copied(settled_home if embedded.is_embedded(at) else loaded_home, at.home)
    try:
        refresh(at)
        before = _digest(at)
        lake = Lake(at.home)
        hers, theirs = lake.run(TWO).fetchall()[0]
        lake.close()
        split = judge(at, "different", hers[:1], hers[1:], "one paper is another's", "ann", "cv")
        done = refresh(at)
        assert 2 <= done.identity["persons_changed"] <= 3
        assert 0 < done.identity["settled"] < done.identity["mentions"] / 4
        assert 0 < _touched(done, "AUTHORED") <= 10
        assert _digest(at) != before
        merge = judge(at, "same", hers[1:2], theirs[:1], "one person after all", "ann", "cv")
        merged = refresh(at)
        assert 0 < merged.identity["persons_changed"] <= 5
        assert merged.identity["pairs_compared"] == 0
        for number in (split.number, merge.number):
            undo(at, number, "bob", "not so")
        undone = refresh(at)
        assert undone.identity["pairs_compared"] == 0
        assert _digest(at) == before
    finally:
        if embedded.is_embedded(at):
            embedded.down(at)
