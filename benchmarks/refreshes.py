"""How much does a refresh cost when little is new? `python -m benchmarks.refreshes`.

A made-up country is loaded but for one paper, trial, engagement and payment of the last year in a
hundred, and refreshed in full. Then the rest comes, a payment year as a new publication of it, and
at last engagements alone. Told are the seconds of each step, and the share of the whole.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from benchmarks.bulk import load_all
from demo.country import write
from graph import embedded
from refresh import refresh
from schema.settings import Settings

HELD_BACK = 100  # one record in so many
MOST_SHARE, MOST_SECONDS = 0.25, 10.0
Steps = dict[str, float]
_ARTICLE = re.compile(rb"<PubmedArticle>.*?</PubmedArticle>\n", re.S)


def split(country: Path, later: Path, alone: Path) -> None:
    """Move one record in a hundred from the country's files to files in `later`, a folder a source;
    as many engagements to `alone`."""
    for folder in ("pubmed", "clinical-trials", "open-payments", "engagements"):
        (later / folder).mkdir(parents=True)
    (alone / "engagements").mkdir(parents=True)
    _split_papers(country / "pubmed", later / "pubmed")
    _split_trials(country / "clinical-trials", later / "clinical-trials")
    for path in (country / "open-payments").glob("OP_DTL_GNRL_*_P06302025.csv"):
        shutil.copy(path, later / "open-payments")
        rows = _rows(path)
        path.unlink()
        earlier = path.with_name(path.name.replace("P06302025", "P01232025"))
        _put(earlier, [row for at, row in enumerate(rows) if at % HELD_BACK != 1])
    [path] = (country / "engagements").glob("*.csv")
    head, *rows = _rows(path)
    _put(path, [head, *(row for at, row in enumerate(rows) if at % HELD_BACK > 1)])
    for place, part in ((later, 0), (alone, 1)):
        held = [row for at, row in enumerate(rows) if at % HELD_BACK == part]
        _put(place / "engagements" / f"engagements_2025-0{part + 2}-15.csv", [head, *held])


def _split_papers(country: Path, later: Path) -> None:
    held: list[bytes] = []
    files = sorted(country.glob("*.xml.gz"))
    for path in files[:-1]:  # the last revises and deletes
        text = gzip.decompress(path.read_bytes())
        articles = _ARTICLE.findall(text)
        held += articles[::HELD_BACK]
        rest = b"".join(article for at, article in enumerate(articles) if at % HELD_BACK)
        head, _, _ = text.partition(articles[0])
        path.write_bytes(gzip.compress(head + rest + b"</PubmedArticleSet>\n", 1))
    new = later / f"pubmed25n{len(files) + 1:04}.xml.gz"
    new.write_bytes(gzip.compress(head + b"".join(held) + b"</PubmedArticleSet>\n", 1))


def _split_trials(country: Path, later: Path) -> None:
    held = []
    for path in country.glob("*.json"):
        page = orjson.loads(path.read_bytes())
        held += page["studies"][::HELD_BACK]
        page["studies"] = [s for at, s in enumerate(page["studies"]) if at % HELD_BACK]
        path.write_bytes(orjson.dumps(page))
    (later / "studies_later.json").write_bytes(orjson.dumps({"studies": held}))


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _put(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def measured(folder: Path, clinicians: int, tell: Callable[[str], None]) -> dict[str, Steps]:
    """Seconds by step of the full refresh, of that after one new record in a hundred, and of that
    after new engagements alone."""
    rounds = {name: folder / name for name in ("full", "1 % new", "engagements")}
    at = Settings(home=folder / "home")
    write(rounds["full"], clinicians=clinicians)
    split(*rounds.values())
    found: dict[str, Steps] = {}
    try:
        for name, country in rounds.items():
            load_all(country, at.home)
            tell(f"refresh: {name}")
            found[name] = refresh(at).seconds
            if embedded.is_embedded(at):
                embedded.up(at)
    finally:
        if embedded.is_embedded(at):
            embedded.down(at)
    return found


def table(found: dict[str, Steps]) -> Table:
    """The steps side by side, and whether the goals are met."""
    made = Table("step", *found)
    for step in found["full"]:
        made.add_row(step, *(f"{of.get(step, 0):.1f} s" for of in found.values()))
    whole = {name: sum(of.values()) for name, of in found.items()}
    made.add_section()
    made.add_row("all", *(f"{seconds:.1f} s" for seconds in whole.values()))
    made.add_row("of the full", *(f"{seconds / whole['full']:.2f}" for seconds in whole.values()))
    made.add_row("goal", "", f"≤ {MOST_SHARE}", f"≤ {MOST_SECONDS:.0f} s")
    return made


def main() -> int:
    """Measure, and print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refreshes", description=__doc__)
    parser.add_argument("--clinicians", type=int, default=20_000, help="of the made-up country")
    given = parser.parse_args()
    notes = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        found = measured(
            Path(folder), given.clinicians, lambda text: notes.print(text, style="dim")
        )
    Console(width=None if sys.stdout.isatty() else 100).print(table(found))
    whole = {name: sum(of.values()) for name, of in found.items()}
    is_met = whole["1 % new"] <= MOST_SHARE * whole["full"]
    return 0 if is_met and whole["engagements"] <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
