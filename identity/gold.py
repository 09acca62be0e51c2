"""What do the two published forms of gold say, and whose bylines do they mean?

*Pairs*, as given out by Vishnyakova et al. (2019): is author A of this paper author B of that one?
*Clusters*: whose is this byline? Columns are found by their names, whatever their case and order.
A row of pairs is matched to a byline by the name it prints; letters lost on the way (`?`, U+FFFD)
match any letters.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from rapidfuzz import fuzz

from identity.names import parts
from lake.current import Lake
from lake.relations import Relation, put, rows_of
from schema.spellings import surname

_LOST = re.compile(r"[?\ufffd]+")
_YES, _NO = ("yes", "y", "true", "1", "same"), ("no", "n", "false", "0", "different")


class NotGold(Exception):
    """The file is no gold that can be read; the message says what is missing."""


class NothingToJudge(Exception):
    """Nothing that the gold speaks of is loaded; the message says what to load."""


@dataclass(frozen=True)
class Named:
    """An author as a row of pairs prints them."""

    pmid: str
    last: str
    initials: str
    first: str


@dataclass(frozen=True)
class Pair:
    """One row: two authors, whether they are one person (none: not known), and how it says so."""

    row: int
    one: Named
    two: Named
    same: bool | None
    label: str


def table(path: Path) -> pa.Table:
    """The file as text columns with plain names: lower case, words joined by `_`.

    Raises `FileNotFoundError`, `IsADirectoryError`, or `NotGold` naming the file and what is wrong
    with it."""
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; give a file of gold pairs or clusters")
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; give a file of gold pairs or clusters")
    if path.suffix == ".parquet":
        try:
            file = pq.read_table(path)
        except pa.ArrowInvalid:  # which names the file again
            raise NotGold(f"{path} is no Parquet, or damaged; write it again") from None
        columns: dict[str, list[str | None]] = {
            name: [_text(v) for v in file[name].to_pylist()] for name in file.column_names
        }
    else:
        columns = _printed(path)
    return pa.table({_plainly(n): pa.array(c, pa.string()) for n, c in columns.items()})


def _text(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value).strip()


def _plainly(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def _printed(path: Path) -> dict[str, list[str | None]]:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    head = text.split("\n", 1)[0]
    sign = max(";\t,|", key=head.count)
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=sign) if any(row)]
    except csv.Error as error:
        raise NotGold(f"{path} cannot be read as a table: {error}; save it as CSV") from None
    if len(rows) < 2 or len(rows[0]) < 3:
        raise NotGold(f"{path} has no table of pairs or clusters; see docs/identity.md for both")
    width = len(rows[0])
    full = [(row + [""] * width)[:width] for row in rows[1:]]
    return {name: [row[at].strip() for row in full] for at, name in enumerate(rows[0])}


def is_pairs(gold: pa.Table) -> bool:
    """Whether the table holds pairs, not clusters."""
    return {"pmid1", "pmid2"} <= set(gold.column_names)


def pairs(gold: pa.Table, path: Path) -> list[Pair]:
    """The rows of a table of pairs. Raises `NotGold` naming the missing columns."""
    columns = gold.column_names
    wanted = ["pmid1", "last_name1", "pmid2", "last_name2", "authorship"]
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise NotGold(f"{path} has no column {', '.join(missing)}; it has {', '.join(columns)}")
    rows = []
    for number, row in enumerate(gold.to_pylist(), 1):
        ends = [Named(*(row.get(f"{part}{n}") or "" for part in _PARTS)) for n in (1, 2)]
        label = (row["authorship"] or "").strip()
        plain = label.lower()
        same = True if plain in _YES else False if plain in _NO else None
        rows.append(Pair(number, ends[0], ends[1], same, label))
    return rows


_PARTS = ("pmid", "last_name", "initials", "first_name")


# Papers that the rows of a file name.
GOLD_PAPERS = Relation("identity.gold_papers", "pmid VARCHAR")
GOLD_BYLINES = Relation(
    "identity.gold_bylines",
    "pmid VARCHAR, mention VARCHAR, last_name VARCHAR, fore_name VARCHAR, initials VARCHAR",
    """
SELECT pmid, mention, last_name, coalesce(fore_name, '') AS fore_name,
  coalesce(initials, '') AS initials
FROM facts."Byline" JOIN identity.gold_papers USING (pmid)
WHERE last_name IS NOT NULL AND is_valid ORDER BY pmid, position
""",
)


def located(lake: Lake, authors: list[Named]) -> list[str | None]:
    """The mention of each author: the one of their paper whose name is printed most alike; none
    where the paper is not loaded or no name comes near."""
    papers = sorted({author.pmid for author in authors})
    put(lake.tables, GOLD_PAPERS, pa.table({"pmid": pa.array(papers, pa.string())}))
    bylines: dict[str, list[dict[str, str]]] = {}
    for byline in rows_of(lake.tables, GOLD_BYLINES).to_pylist():
        bylines.setdefault(byline["pmid"], []).append(byline)
    return [_nearest(author, bylines.get(author.pmid, [])) for author in authors]


def _nearest(one: Named, bylines: list[dict[str, str]]) -> str | None:
    scored = [(_likeness(one, row), -at, row["mention"]) for at, row in enumerate(bylines)]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= 75 else None


def _likeness(one: Named, row: dict[str, str]) -> float:
    """0 to 100 for the family name, a little less where initials or first names differ."""
    if _LOST.search(one.last):
        letters = "".join(
            "[a-z]{0,4}" if _LOST.fullmatch(part) else re.escape(surname(part))
            for part in re.split(r"([?\ufffd]+)", one.last)
        )
        last = 97.0 if re.fullmatch(letters, surname(row["last_name"])) else 0.0
        last = max(last, fuzz.ratio(surname(_LOST.sub("", one.last)), surname(row["last_name"])))
    else:
        last = fuzz.ratio(surname(one.last), surname(row["last_name"]))
    first, second, whole = parts(one.first or one.initials, _LOST.sub("", one.initials))
    their_first, their_second, their_whole = parts(row["fore_name"], row["initials"])
    penalty = 0.0
    if first[:1] and their_first[:1] and first[:1] != their_first[:1]:
        penalty += 15
    if second[:1] and their_second[:1] and second[:1] != their_second[:1]:
        penalty += 5
    if whole and their_whole:
        penalty += (100 - fuzz.ratio(whole, their_whole)) / 20
    return float(last) - penalty


_HEADS = {
    "pmid": ("pmid", "pubmed_id", "paper", "paper_id"),
    "position": ("position", "author_position", "author_pos", "pos", "rank", "author_rank"),
    "person": ("person", "person_id", "cluster", "cluster_id", "author_id", "author", "id"),
}


def clusters(gold: pa.Table, path: Path) -> pa.Table:
    """The rows of a table of clusters as `pmid, position, person`, all text; a row without one of
    them is left out. Raises `NotGold` naming the missing columns."""
    columns = {}
    for name, spellings in _HEADS.items():
        head = next((one for one in spellings if one in gold.column_names), None)
        if head is None:
            raise NotGold(
                f"{path} has no column {name}; it has {', '.join(gold.column_names)}: give "
                "pmid, position, person, or the pairs of docs/identity.md"
            )
        columns[name] = gold[head]
    rows = pd.DataFrame({name: column.to_pylist() for name, column in columns.items()})
    rows = rows.replace("", None).dropna().drop_duplicates(["pmid", "position"])
    return pa.Table.from_pandas(rows, preserve_index=False)
