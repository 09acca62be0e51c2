"""How is the demo country written to a folder?

Everything is planned first (`demo.world`), then files are written by several workers. Which
worker writes a file, and in which order, does not matter: the same seed and size give the same
bytes.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from demo import (
    bureaus,
    clinical_trials,
    icite,
    open_payments,
    openalex,
    pubmed,
    questions,
    registries,
    truth,
)
from demo.circles import Ints
from demo.summary import Job, Summary, summary
from demo.world import World, build
from demo.writers import AT_ONCE, BY_YEAR, TRUTHS

Progress = Callable[[int, int, str], None]
FOLDERS = (
    *("pubmed", "clinical-trials", "open-payments", "nucc", "mesh", "ror", "leie", "icite"),
    *("openalex", *AT_ONCE, *BY_YEAR, "truth"),
)
# Below this size a second process costs more than it saves.
_ALONE = 3_000
_planned: World | None = None


def write(
    folder: Path,
    *,
    clinicians: int = 20_000,
    seed: int = 1,
    years: tuple[int, int] = (2010, 2024),
    progress: Progress | None = None,
    workers: int | None = None,
) -> Summary:
    """Write the country into `folder` and return what was written.

    The folder's earlier demo country is replaced. Raises FileExistsError where the folder holds
    files that are no demo country, ValueError for impossible sizes.
    """
    world = build(clinicians, seed, years)
    _prepare(folder)
    truth.write_world(world, folder / "truth")
    results: dict[Job, Any] = {}
    jobs = _jobs(world)
    for done, (job, result) in enumerate(_run(world, folder, jobs, workers), 1):
        results[job] = result
        if progress is not None:
            progress(done, len(jobs) + 1, job[0])
    written = _finish(world, folder, results)
    if progress is not None:
        progress(len(jobs) + 1, len(jobs) + 1, "truth")
    return written


def _prepare(folder: Path) -> None:
    present = [name for name in FOLDERS if (folder / name).exists()]
    if present and not (folder / "truth" / "summary.json").exists():
        raise FileExistsError(
            f"{folder} already holds {present[0]!r} and no truth/summary.json, so it is no demo"
            " country: choose an empty folder"
        )
    for name in FOLDERS:
        if name in present:
            shutil.rmtree(folder / name)
        (folder / name).mkdir(parents=True)


def _jobs(world: World) -> list[Job]:
    """Every piece of work, the longest first."""
    years = open_payments.program_years(world)
    return [
        *(("pubmed", file) for file in range(pubmed.files(world))),
        *((open_payments.GENERAL, year) for year in bureaus.years(world)),
        *((open_payments.RESEARCH, year) for year in years),
        ("clinical-trials", 0),
        *((what, 0) for what in AT_ONCE),
        ("pubmed update", 0),
        *((open_payments.OWNERSHIP, year) for year in years),
        ("registries", 0),
        *((what, year) for what, (_, years) in BY_YEAR.items() for year in years(world)),
    ]


def _run(
    world: World, folder: Path, jobs: list[Job], workers: int | None
) -> Iterator[tuple[Job, Any]]:
    """Do the jobs, here or in worker processes; yields each with its result as it ends."""
    count = workers if workers is not None else min(8, os.cpu_count() or 1)
    if world.clinicians < _ALONE or count < 2:
        for job in jobs:
            yield job, _do(world, folder, job)
        return
    # Spawned, not forked: a fork of a process with threads (Arrow, DuckDB) may hang.
    with ProcessPoolExecutor(
        count, multiprocessing.get_context("spawn"), initializer=_settle, initargs=(world,)
    ) as pool:
        running = {pool.submit(_do_planned, folder, job): job for job in jobs}
        for future in as_completed(running):
            yield running[future], future.result()


def _settle(world: World) -> None:
    """Keep the plan in a worker process, so that it is sent once."""
    global _planned
    _planned = world


def _do_planned(folder: Path, job: Job) -> Any:
    assert _planned is not None, "a worker is used before its plan was sent"
    return _do(_planned, folder, job)


def _do(world: World, folder: Path, job: Job) -> Any:
    what, number = job
    if what == "pubmed":
        written = pubmed.write_baseline(world, folder / "pubmed", number)
        return (
            *(np.array(column, dtype=np.int64) for column in written[:4]),
            np.array(written.investigators, dtype=np.int64).reshape(-1, 3),
        )
    if what == "pubmed update":
        return pubmed.write_update(world, folder / "pubmed")
    if what == "clinical-trials":
        return clinical_trials.write(world, folder / what)
    if what in AT_ONCE:
        return AT_ONCE[what](world, folder / what)
    if what in BY_YEAR:
        return BY_YEAR[what][0](world, folder / what, number)
    if what == "registries":
        registries.write_taxonomy(folder / "nucc")
        registries.write_headings(folder / "mesh")
        registries.write_organisations(world, folder / "ror")
        return registries.write_exclusions(world, folder / "leie")
    return open_payments.write(world, folder / "open-payments", what, number)


def _finish(world: World, folder: Path, results: dict[Job, Any]) -> Summary:
    """Write the truth that only the written files know, and the summary."""
    place = folder / "truth"
    parts = [results["pubmed", file] for file in range(pubmed.files(world))]
    pmid, position, person = (np.concatenate([part[at] for part in parts]) for at in range(3))
    bylines = {"pmid": pa.array(pmid), "position": pa.array(position), "person": pa.array(person)}
    truth.write_table(place, "bylines", bylines)
    _write_triples(
        place, "investigators", ("pmid", "ordinal"), np.concatenate([part[3] for part in parts])
    )
    named: clinical_trials.Written = results["clinical-trials", 0]
    _write_triples(place, "officials", ("nct", "ordinal"), named.officials)
    _write_triples(place, "site_investigators", ("nct", "site"), named.investigators)
    excluded: list[tuple[int, str]] = results["registries", 0]
    truth.write_table(
        place,
        "exclusions",
        {
            "person": pa.array([row[0] for row in excluded]),
            "excluded_on": pa.array([row[1] for row in excluded]),
        },
    )
    questions.write(world, place, pmid, person)
    icite.write(world, folder)
    openalex.write(world, folder)
    for write_truth in TRUTHS:
        write_truth(world, place)
    written = summary(world, results, len(pmid))
    (place / "summary.json").write_bytes(orjson.dumps(asdict(written), option=orjson.OPT_INDENT_2))
    return written


def _write_triples(
    place: Path, name: str, keys: tuple[str, str], rows: Ints | list[tuple[str, int, int]]
) -> None:
    names = (*keys, "person")
    columns = {key: pa.array([row[at] for row in rows]) for at, key in enumerate(names)}
    truth.write_table(place, name, columns)
