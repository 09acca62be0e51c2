"""Which citations does iCite name in the demo country?

Pages as its API answers, of every fifth paper: all that PubMed's list of the paper names, and for
some of them one earlier paper more, which no list of PubMed names. The truth says which.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pyarrow as pa

from demo import truth
from demo.plan import FIRST_PMID, NOTICE
from demo.world import World

_PAGE, _STEP = 500, 5
_PUBMED_ID = re.compile(r'IdType="pubmed">(\d+)<')


def write(world: World, folder: Path) -> None:
    """Write the pages, and what they alone name; PubMed's baseline files are written before."""
    plan = world.plan
    asked: list[dict[str, object]] = []
    left_out: list[tuple[int, int]] = []
    for at, cited in listed(world, folder, _STEP):
        own, other = FIRST_PMID + at, at * 7 // 11
        is_free = FIRST_PMID + other not in cited and not plan.deleted[other]
        if cited and at % (3 * _STEP) == 0 and is_free and plan.kind[other] != NOTICE:
            cited.append(FIRST_PMID + other)
            left_out.append((own, FIRST_PMID + other))
        counts = {"citation_count": at % 97, "relative_citation_ratio": round(at % 97 / 24, 2)}
        lists = {"cited_by": [], "references": cited}
        asked.append({"pmid": own, "year": int(plan.year[at]), **counts, **lists})
    for number, start in enumerate(range(0, len(asked), _PAGE)):
        page = {"meta": {"limit": _PAGE}, "data": asked[start : start + _PAGE]}
        name = f"icite-2025-03-01-{number:05}.json"
        (folder / "icite" / name).write_bytes(orjson.dumps(page))
    columns = {
        "pmid": pa.array([pair[0] for pair in left_out]),
        "cited_pmid": pa.array([pair[1] for pair in left_out]),
    }
    truth.write_table(folder / "truth", "icite_citations", columns)


def listed(world: World, folder: Path, step: int) -> Iterator[tuple[int, list[int]]]:
    """Every so manieth paper that stands, by its place in the plan, with the PMIDs that PubMed's
    list of it names."""
    for file in sorted((folder / "pubmed").glob("*.xml.gz"))[:-1]:
        for article in gzip.decompress(file.read_bytes()).decode().split("<PubmedArticle>")[1:]:
            own, *cited = map(int, _PUBMED_ID.findall(article))
            at = own - FIRST_PMID
            if at % step == 0 and not world.plan.deleted[at]:
                yield at, cited
