"""What does a catalogue (DCAT: `data.json`, or DKAN's metastore) say of a data set?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from fetching.faults import NotAsPublished


@dataclass(frozen=True)
class Distribution:
    """One file of a data set: `year` is the last that it covers; `stamp` says which edition."""

    address: str
    name: str
    year: int | None
    stamp: str | None


def datasets(catalogue: Any, address: str) -> list[dict[str, Any]]:
    """The data sets of a catalogue, which is a list of them or holds one."""
    listed = catalogue.get("dataset") if isinstance(catalogue, dict) else catalogue
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise NotAsPublished(f"{address} is no catalogue of data sets; its layout differs")
    return listed


def titled(catalogue: Any, title: str, address: str) -> dict[str, Any]:
    """The data set of that title."""
    for dataset in datasets(catalogue, address):
        if str(dataset.get("title", "")).strip().lower() == title.lower():
            return dataset
    raise NotAsPublished(f"{address} names no data set {title!r}; it may have been renamed")


def files(dataset: dict[str, Any]) -> list[Distribution]:
    """The CSV files of a data set, in the catalogue's order."""
    listed = dataset.get("distribution")
    listed = listed if isinstance(listed, list) else []
    files = [_file(dataset, one) for one in listed if isinstance(one, dict)]
    return [one for one in files if one is not None]


def _file(dataset: dict[str, Any], distribution: dict[str, Any]) -> Distribution | None:
    # Asked to show references, the metastore puts what matters one level lower.
    data = distribution.get("data", distribution)
    address = data.get("downloadURL") if isinstance(data, dict) else None
    name = address.partition("?")[0].rpartition("/")[2] if isinstance(address, str) else ""
    if not isinstance(address, str) or not name.lower().endswith(".csv"):
        return None
    stamp = data.get("modified") or dataset.get("modified") or dataset.get("released")
    covered = f"{data.get('temporal', '')} {data.get('title', '')}"
    years = re.findall(r"\b((?:19|20)\d\d)-\d\d-\d\d\b", covered)
    year = max((int(one) for one in years), default=None)
    return Distribution(address, name, year, str(stamp) if stamp else None)


def of_years(
    listed: list[Distribution], years: list[int] | None, address: str
) -> list[Distribution]:
    """The files of these years, or of the latest; raises `NotAsPublished` where one has none."""
    known = sorted({one.year for one in listed if one.year is not None})
    if not known:
        raise NotAsPublished(f"{address} names no file of a year any more; its layout differs")
    for year in years or ():
        if year not in known:
            raise NotAsPublished(
                f"{address} has no file of {year}; there are {', '.join(map(str, known))}"
            )
    wanted = years or known[-1:]
    return sorted((one for one in listed if one.year in wanted), key=lambda one: one.year or 0)
