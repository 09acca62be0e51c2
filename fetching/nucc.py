"""NUCC: the user's own copy of the provider taxonomy, which is © AMA and not given out by us."""

from __future__ import annotations

import shutil
from pathlib import Path

from pydantic import Field

from fetching import contents
from fetching.cache import Arrival
from fetching.editions import Edition
from fetching.faults import NotChosen
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted


class NuccOptions(Options):
    """Where the file is."""

    file: str | None = Field(default=None, description="Path of your own copy, a CSV")


def fetch(visit: Visit[NuccOptions]) -> list[Arrival]:
    """The user's file as it is now."""
    if visit.options.file is None:
        raise NotChosen(
            "nucc: the taxonomy is © American Medical Association and is not fetched; download it "
            'from nucc.org under its licence and say where it is: [nucc] file = "…"'
        )
    path = Path(visit.options.file).expanduser()
    if not path.is_file():
        raise NotChosen(f"nucc: {path} is no file; say where your copy of the taxonomy is")
    address = path.absolute().as_uri()
    contents.check(path, path.name, address)
    at = path.stat()
    wanted = Wanted(address, path.name, "taxonomy", stamp=f"{at.st_mtime_ns} {at.st_size}")
    if here := visit.has(wanted):
        return here
    part = visit.cache.part(address)
    shutil.copyfile(path, part)
    arrivals = visit.keep(part, wanted, Edition())
    visit.cache.note(arrivals)
    return arrivals


OUTLETS = (
    Outlet(
        name="nucc",
        title="Health Care Provider Taxonomy",
        hosts=(),
        options=NuccOptions,
        fetch=fetch,
    ),
)
