"""Which citations does OpenAlex list in the demo country?

Pages as its API answers, of every seventh paper: by its own numbers, of every third one without the
PMID. All that PubMed's list of the paper names among these, and of some one earlier paper more,
which neither PubMed nor iCite names. The truth says which (`openalex_citations`).
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pyarrow as pa

from demo import truth
from demo.icite import listed
from demo.plan import FIRST_PMID, NOTICE
from demo.world import World

_PAGE, _STEP, _MORE = 200, 7, 4
_FIRST_WORK = 4_000_000_000


def write(world: World, folder: Path) -> None:
    """Write the pages, and what they alone name; PubMed's baseline files are written before."""
    plan = world.plan
    works: list[dict[str, object]] = []
    alone: list[tuple[int, int]] = []
    for at, cited in listed(world, folder, _STEP):
        among = [one for one in cited if (one - FIRST_PMID) % _STEP == 0]
        other = at // _STEP * 5 // 11 * _STEP
        is_free = FIRST_PMID + other not in cited and not plan.deleted[other] and other < at
        # iCite may name more of every fifteenth paper.
        if at % _MORE == 0 and at % 15 and is_free and plan.kind[other] != NOTICE:
            among.append(FIRST_PMID + other)
            alone.append((FIRST_PMID + at, FIRST_PMID + other))
        works.append(_work(at, among))
    for number, start in enumerate(range(0, len(works), _PAGE)):
        page = {"meta": {"count": len(works)}, "results": works[start : start + _PAGE]}
        name = f"openalex-00de300000000000-2025-03-01-{number:05}.json"
        (folder / "openalex" / name).write_bytes(orjson.dumps(page))
    columns = {
        "pmid": pa.array([pair[0] for pair in alone], pa.int64()),
        "cited_pmid": pa.array([pair[1] for pair in alone], pa.int64()),
    }
    truth.write_table(folder / "truth", "openalex_citations", columns)


def _work(at: int, cited: list[int]) -> dict[str, object]:
    number, doi = _number(FIRST_PMID + at), f"https://doi.org/10.99999/demo.{FIRST_PMID + at}"
    ids = {"openalex": number, "doi": doi}
    if at % 3:
        ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{FIRST_PMID + at}"
    named = [_number(one) for one in cited]
    return {"id": number, "ids": ids, "doi": doi, "type": "article", "referenced_works": named}


def _number(pmid: int) -> str:
    return f"https://openalex.org/W{_FIRST_WORK + pmid - FIRST_PMID}"
