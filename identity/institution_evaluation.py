"""How right is it which institution a text names, on a sample labelled by hand?

`institution_gold.csv` holds 200 affiliations of PubMed: half drawn at random, half of those that
the rule of likeness placed or abstained on. Each is labelled with the institutions of a ROR file
of 35,990 that it names; where one ended, with the one that stands for it. A school or department
is its university; a hospital that bears a university's name is not. What the register given does
not hold is not asked for.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc

from identity.extent import EVERYONE, look_at
from identity.measures import Measures, rounded
from identity.names import register
from identity.placements import PLACE_PARTS, PLACE_TEXTS, decide
from lake.current import Lake
from lake.relations import Relation, make, put, rows_of

GOLD = Path(__file__).with_name("institution_gold.csv")

# The sample: which institutions each text names, those that the register lacks left out.
LABELLED_TEXTS = Relation("identity.labelled_texts", "text VARCHAR, institution_id VARCHAR")

# Each institution that a text of the sample names, is placed at or is only like, and by which rule.
JUDGED_PLACEMENTS = Relation(
    "identity.judged_placements",
    "text VARCHAR, institution_id VARCHAR, rule VARCHAR, is_right BOOLEAN",
    """
WITH placed AS (
  SELECT t.text, p.institution_id, CASE
    WHEN bool_or(contains(reason, 'identifier')) THEN 'identifier'
    WHEN bool_or(contains(reason, 'like the registered') OR contains(reason, 'acronym'))
      THEN 'like name' ELSE 'exact name' END AS rule
  FROM (SELECT *, unnest(reasons) AS reason FROM identity.placements) p
  JOIN identity.place_texts t USING (mention, ordinal) GROUP BY t.text, p.institution_id
),
given AS (
  FROM placed
  UNION ALL
  SELECT text, institution_id, 'abstained' FROM identity.likely_institutions l
  WHERE NOT is_placed AND (text, institution_id) NOT IN (SELECT (text, institution_id) FROM placed)
),
labelled AS (
  FROM identity.labelled_texts SEMI JOIN identity.institution_status USING (institution_id)
)
SELECT text, institution_id, coalesce(rule, 'not found') AS rule, l.text IS NOT NULL AS is_right
FROM given FULL JOIN labelled l USING (text, institution_id)
""",
)


def evaluate(lake: Lake) -> Measures:
    """Precision and recall on the sample with the register loaded into the lake, by rule; and on
    how many texts the rule of likeness abstained. Shares are none where nothing was to be found."""
    register(lake.tables)
    texts = pc.read_csv(GOLD)
    mentions = [f"pubmed:{n}:1" for n in range(texts.num_rows)]
    look_at(lake, EVERYONE)
    columns = {
        "mention": mentions,
        "ordinal": [1] * texts.num_rows,
        "text": texts["text"],
        "identifiers": pa.nulls(texts.num_rows, pa.list_(pa.string())),
    }
    put(lake.tables, PLACE_TEXTS, pa.table(columns))
    labels = [
        (row["text"], id)
        for row in texts.to_pylist()
        for id in row["institution_ids"].split("|")
        if id
    ]
    text, ids = zip(*labels, strict=True)
    put(lake.tables, LABELLED_TEXTS, pa.table({"text": text, "institution_id": ids}))
    make(lake.tables, PLACE_PARTS)
    decide(lake)
    return _measures(texts.num_rows, rows_of(lake.tables, JUDGED_PLACEMENTS))


def _measures(texts: int, judged: pa.Table) -> Measures:
    rows = judged.to_pandas()
    is_placed = ~rows["rule"].isin(["abstained", "not found"])
    placed, right = rows[is_placed], rows[rows["is_right"]]
    doubtful = rows[rows["rule"] == "abstained"]

    def shares(some: pa.Table) -> Measures:
        return {
            "placed": len(some),
            "precision": rounded(some["is_right"].mean() if len(some) else None),
            "recall": rounded(some["is_right"].sum() / len(right) if len(right) else None),
        }

    rules = {rule: shares(placed[placed["rule"] == rule]) for rule in RULES}
    return {
        "texts": texts,
        "institutions": len(right),
        "all": shares(placed),
        **rules,
        "abstained": {
            "texts": int(doubtful["text"].nunique()),
            "institutions": len(doubtful),
            "right": int(doubtful["is_right"].sum()),
        },
    }


RULES = ("identifier", "exact name", "like name")
