"""How do the arrays of a tie index come into files as they are made, and into place at once?

They are written into a folder beside the indexes, which takes its name when all is in it. Who
writes holds a lock inside: where nobody does, the folder was left by a process that was killed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import time
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.lib import format as npy
from numpy.typing import NDArray

from algorithms.introductions.tie_index import COLUMNS, DATED_KEPT, Paid, TieIndex, current, version
from algorithms.paths.arcs import Rows
from algorithms.paths.chance import Census
from graph.publishing import made_from

_NEW, _LOCK, _MOMENT_SECONDS = "new-", "writing.lock", 60


@contextmanager
def placed(home: Path, name: str) -> Iterator[Path]:
    """A folder to write an index into, which is the one of its name when the context ends, and gone
    where that fails. Of indexes of other days the latest stay, and beside this version the one that
    is served."""
    folder = home / "ties" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=_NEW, dir=folder.parent))
    new.chmod(0o755)
    try:
        with FileLock(new / _LOCK):
            yield new
            (new / _LOCK).unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            new.replace(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    tidy(home, name.partition("+")[0])


@contextmanager
def growing(file: Path, kind: Any) -> Iterator[Any]:
    """A function that adds values to an array in a file, the bytes of which are those of
    `numpy.save`; whole when the context ends."""
    dtype, length = np.dtype(kind), 0
    said = {"descr": npy.dtype_to_descr(dtype), "fortran_order": False}
    with file.open("wb") as out:
        # Numpy leaves room in a header for any length.
        npy.write_array_header_1_0(out, said | {"shape": (length,)})

        def add(values: NDArray[Any]) -> None:
            nonlocal length
            length += len(values)
            values.astype(dtype, copy=False).tofile(out)

        yield add
        out.seek(0)
        npy.write_array_header_1_0(out, said | {"shape": (length,)})


def lay(new: Path, rows: Iterable[Rows], persons: int) -> None:
    """Write rows as they come, and what the null keeps of the ties between the `persons`."""
    census, end = Census(persons), 0
    kinds = (np.int64, *(np.dtype(kind) for kind in ("i4", "f4", "u4", "u2")))
    with ExitStack() as stack:
        add = [
            stack.enter_context(growing(new / f"{name}.npy", kind))
            for name, kind in zip(COLUMNS, kinds, strict=True)
        ]
        add[0](np.zeros(1, np.int64))
        for some in rows:
            census.add(some)
            ends = end + np.cumsum(some.degree)
            end += len(some.near)
            for one, values in zip(add, (ends, *some[1:]), strict=True):
                one(values)
    chance = census.chance()
    np.save(new / "chance.npy", np.r_[chance.ends, chance.branching, chance.costs])


def keep(new: Path, paid: Paid) -> None:
    """Write who was paid by whom."""
    arrays = {"companies": paid.ids, "paid_start": paid.start, "paid_company": paid.company}
    for name, values in arrays.items():
        np.save(new / f"{name}.npy", values)


def put(home: Path, name: str, index: TieIndex) -> None:
    """Put an index in place that is at hand in whole."""
    arcs = index.arcs
    with placed(home, name) as new:
        np.save(new / "ids.npy", index.ids)
        np.save(new / "liaisons.npy", index.liaisons)
        rows = Rows(np.diff(arcs.start), arcs.near, arcs.cost, arcs.kinds, arcs.last)
        lay(new, [rows], arcs.persons)
        keep(new, index.paid)


def tidy(home: Path, *written: str) -> None:
    """Remove the indexes of versions that are neither `written` nor served nor to be taken back:
    they hold whoever was left out since; and what was left half written. Of the indexes of other
    days the latest stay."""
    served = current(home)
    versions = {*written, *([served.name] if served else [])}
    versions |= {version(made) for made in made_from(home).values()}
    indexes = [*(home / "ties").glob("*")]
    dated = [one for one in indexes if "+" in one.name and one.name.partition("+")[0] in versions]
    dated.sort(key=lambda one: one.stat().st_mtime_ns, reverse=True)
    kept = versions.union(one.name for one in dated[:DATED_KEPT])
    for index in indexes:
        if index.name not in kept and not _is_being_written(index):
            shutil.rmtree(index, ignore_errors=True)


def _is_being_written(folder: Path) -> bool:
    """Whether a process is at work in it, or has just begun or is about to end."""
    if not folder.name.startswith(_NEW):
        return False
    lock = FileLock(folder / _LOCK)
    try:
        if not (folder / _LOCK).exists():
            return time() - folder.stat().st_mtime < _MOMENT_SECONDS
        lock.acquire(timeout=0)
    except (Timeout, FileNotFoundError):
        return True
    lock.release()
    return False
