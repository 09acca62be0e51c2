"""How right is identity, against a truth that says whose each byline is?

Pairwise precision is the share of pairs of bylines held to be one person that are; recall the share
of true pairs that are held so. B-cubed averages, over bylines, the same shares of each byline's own
cluster (Bagga and Baldwin 1998), so one large cluster does not decide alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lake.current import Lake

# The sizes of clusters, of true persons, and of what they share, over bylines that the truth knows.
OVERLAPS = """
WITH judged AS (
  SELECT c.person_id AS held, t.person AS really
  FROM facts."Byline" b JOIN claims."Claim" c USING (mention)
  JOIN '{truth}' t ON t.pmid = b.pmid AND t.position = b.position
)
SELECT held, really, count(*) AS shared_size,
  sum(count(*)) OVER (PARTITION BY held) AS held_size,
  sum(count(*)) OVER (PARTITION BY really) AS real_size
FROM judged GROUP BY held, really
"""

MEASURES = """
WITH shared AS ({overlaps})
SELECT sum(shared_size)::BIGINT AS bylines, count(DISTINCT held) AS persons_held,
  count(DISTINCT really) AS persons_true,
  sum(shared_size * (shared_size - 1)) / nullif((SELECT sum(n * (n - 1)) FROM (
    SELECT max(held_size) AS n FROM shared GROUP BY held)), 0) AS pair_precision,
  sum(shared_size * (shared_size - 1)) / nullif((SELECT sum(n * (n - 1)) FROM (
    SELECT max(real_size) AS n FROM shared GROUP BY really)), 0) AS pair_recall,
  sum(shared_size * shared_size / held_size) / sum(shared_size) AS b3_precision,
  sum(shared_size * shared_size / real_size) / sum(shared_size) AS b3_recall
FROM shared
"""


@dataclass(frozen=True)
class Measured:
    """Shares between 0 and 1; none where there is no pair to judge."""

    bylines: int
    persons_held: int
    persons_true: int
    pair_precision: float | None
    pair_recall: float | None
    b3_precision: float | None
    b3_recall: float | None

    @property
    def pair_f1(self) -> float | None:
        """Harmonic mean of pairwise precision and recall."""
        return _f1(self.pair_precision, self.pair_recall)

    @property
    def b3_f1(self) -> float | None:
        """Harmonic mean of B-cubed precision and recall."""
        return _f1(self.b3_precision, self.b3_recall)


def measure(lake: Lake, truth: Path) -> Measured:
    """Judge the claims by `truth`, a Parquet file of `pmid, position, person`, positions as in the
    byline list.

    Raises `FileNotFoundError` naming the file.
    """
    if not truth.exists():
        raise FileNotFoundError(
            f"{truth} does not exist; give a Parquet file of pmid, position, person"
        )
    row = lake.one(MEASURES.format(overlaps=OVERLAPS.format(truth=truth)))
    return Measured(*row)


def _f1(precision: float | None, recall: float | None) -> float | None:
    if not precision or not recall:
        return None
    return 2 * precision * recall / (precision + recall)
