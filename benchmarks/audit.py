"""How long does it take to write an entry of the audit log: alone, and from six threads at once?

`python -m benchmarks.audit` measures it on SQLite in a scratch home, or on `PEERLINE_WORKSPACE`.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from schema.settings import Settings
from workspace.audit import Entry, verify, writer

ENTRIES = 3_000


def main() -> None:
    """Print milliseconds at the middle and at the 99th percentile."""
    with tempfile.TemporaryDirectory() as home:
        at = Settings(home=Path(home))
        entry = Entry("u-1", "analyst", "read", persons=[f"P{n}" for n in range(20)])

        def seconds(_: int) -> float:
            began = perf_counter()
            writer(at).write(entry)
            return perf_counter() - began

        seconds(0)
        _print("alone", [seconds(n) for n in range(ENTRIES)])
        with ThreadPoolExecutor(6) as threads:
            _print("six threads", list(threads.map(seconds, range(ENTRIES))))
        began = perf_counter()
        count, _ = verify(at)
        print(f"{count} entries verified in {perf_counter() - began:.2f} s")


def _print(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    middle, last = (ordered[int(len(ordered) * part)] * 1_000 for part in (0.5, 0.99))
    print(f"{what}: p50 {middle:.2f} ms, p99 {last:.2f} ms")


if __name__ == "__main__":
    main()
