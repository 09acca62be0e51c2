"""An explanation adds up to the probability it explains."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from identity.explaining import explain, page
from identity.resolve import resolve
from lake.current import Lake
from schema.mentions import Affiliation, Byline

State = Callable[[Path, Any], Lake]
AT = "Department of Hearts, Oak University, Springfield, IL."


def test_the_bits_of_the_evidence_add_up_to_the_probability(state: State, tmp_path: Path) -> None:
    bylines, places = [], []
    for pmid in "12":
        mention = f"pubmed:{pmid}:1"
        name = {"last_name": "Quill", "fore_name": "Ada", "is_valid": True, "is_equal": False}
        bylines.append({"mention": mention, "pmid": pmid, "position": 1, **name})
        places.append({"mention": mention, "ordinal": 1, "text": AT})
    lake = state(tmp_path, {Byline: bylines, Affiliation: places})
    resolve(lake)
    found = explain(lake, "pubmed:1:1")
    lake.close()
    one, two = found["mentions"]
    assert (one["beside"], two["beside"]) == ("pubmed:2:1", "pubmed:1:1")
    assert "same first name, own affiliations alike" in one["because"]
    bits = one["prior_bits"] + sum(one["bits"].values())
    assert one["probability"] == pytest.approx(1 / (1 + 2**-bits), abs=1e-3)
    assert one["bits"]["own affiliations"] == max(one["bits"].values())
    shown = page(found)
    assert "own affiliations" in shown and 'src="http' not in shown
