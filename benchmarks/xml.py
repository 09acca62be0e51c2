"""How fast is PubMed's XML read, everything kept, beside `pubmed_parser` and a bare expat scan?"""

from __future__ import annotations

import gzip
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers import expat

import pubmed_parser  # type: ignore[import-untyped]

from benchmarks.measuring import Line, interleaved
from lake.delivery import Delivery
from loaders import pubmed


def ours(path: Path) -> None:
    """Read a file and write its facts to Parquet, as a load does."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Delivery("pubmed", path, Path(folder) / "load", "0", datetime.now(UTC)) as delivery,
    ):
        pubmed.read(path, delivery)


def peer(path: Path) -> None:
    """Read a file into `pubmed_parser`'s dictionaries, nothing written."""
    for _ in pubmed_parser.parse_medline_xml(str(path)):
        pass


def floor(path: Path) -> None:
    """Unpack a file and let expat scan it without a single handler."""
    expat.ParserCreate().Parse(gzip.decompress(path.read_bytes()), True)


def lines(country: Path, quick: bool) -> list[Line]:
    """Ours beside the peer, and beside the floor."""
    path = max((country / "pubmed").glob("*.xml.gz"), key=lambda file: file.stat().st_size)
    with gzip.open(path) as unpacked:
        megabytes = sum(len(part) for part in iter(lambda: unpacked.read(1 << 20), b"")) / 1e6
    contenders = {work.__name__: (work, (path,)) for work in (ours, peer, floor)}
    runs = interleaved(3, contenders, warm=True)
    rate = {name: megabytes / run.seconds for name, run in runs.items()}
    seen, peak = f"{rate['ours']:.0f} MB/s", runs["ours"].peak_mib
    area = f"XML, one core, {megabytes:.0f} MB"
    to_peer, to_floor = rate["ours"] / rate["peer"], rate["ours"] / rate["floor"]
    return [
        Line(
            area,
            seen,
            f"pubmed_parser {rate['peer']:.0f} MB/s",
            to_peer,
            "≥ 3",
            to_peer >= 3,
            peak,
        ),
        # 75 MB/s beside a scan of 240, as measured when the goal was set.
        Line(
            area,
            seen,
            f"inflate and bare expat {rate['floor']:.0f} MB/s",
            to_floor,
            "≥ 0.31",
            to_floor >= 75 / 240,
            peak,
        ),
    ]
