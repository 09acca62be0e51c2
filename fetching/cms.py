"""CMS: what Medicare counts by provider and by prescriber, who practises where, and the hospitals.

Two catalogues name the files: that of data.cms.gov (a file a data year) and that of the provider
data (one file, replaced when it is renewed).
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic import Field

from fetching.cache import Arrival
from fetching.catalogues import files, of_years, titled
from fetching.faults import NotAsPublished
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted

_HOST = "data.cms.gov"
_CATALOGUE = f"https://{_HOST}/data.json"
_PROVIDER_DATA = f"https://{_HOST}/provider-data/api/1/metastore/schemas/dataset/items/"


class YearsOptions(Options):
    """Which data years."""

    years: list[int] | None = Field(
        default=None, description="Data years, such as [2022, 2023]; else the latest"
    )


def _by_year(title: str) -> Callable[[Visit[YearsOptions]], list[Arrival]]:
    """A fetch of the data set of that title, a file a data year."""

    def fetch(visit: Visit[YearsOptions]) -> list[Arrival]:
        listed = files(titled(visit.json(_CATALOGUE), title, _CATALOGUE))
        wanted = [
            Wanted(one.address, one.name, str(one.year), one.stamp)
            for one in of_years(listed, visit.options.years, f"{_CATALOGUE} ({title})")
        ]
        return [arrival for one in wanted for arrival in visit.file(one)]

    return fetch


def _renewed(*identifiers: str) -> Callable[[Visit[Options]], list[Arrival]]:
    """A fetch of data sets that are one file each."""

    def fetch(visit: Visit[Options]) -> list[Arrival]:
        arrivals: list[Arrival] = []
        for identifier in identifiers:
            address = f"{_PROVIDER_DATA}{identifier}"
            dataset = visit.json(address, {"show-reference-ids": "false"})
            listed = files(dataset) if isinstance(dataset, dict) else []
            if not listed:
                raise NotAsPublished(f"{address} names no CSV file; its layout differs")
            newest = listed[0]
            arrivals += visit.file(Wanted(newest.address, newest.name, identifier, newest.stamp))
        return arrivals

    return fetch


OUTLETS = (
    Outlet(
        name="medicare-providers",
        title="Medicare Physician & Other Practitioners, by provider",
        hosts=(_HOST,),
        options=YearsOptions,
        fetch=_by_year("Medicare Physician & Other Practitioners - by Provider"),
    ),
    Outlet(
        name="part-d-providers",
        title="Medicare Part D Prescribers, by provider",
        hosts=(_HOST,),
        options=YearsOptions,
        fetch=_by_year("Medicare Part D Prescribers - by Provider"),
    ),
    Outlet(
        name="part-d-drugs",
        title="Medicare Part D Prescribers, by provider and drug",
        hosts=(_HOST,),
        options=YearsOptions,
        fetch=_by_year("Medicare Part D Prescribers - by Provider and Drug"),
    ),
    Outlet(
        name="clinicians-directory",
        title="Doctors and Clinicians, and their facility affiliations",
        hosts=(_HOST,),
        options=Options,
        fetch=_renewed("mj5m-pzi6", "27ea-46a8"),
    ),
    Outlet(
        name="hospitals",
        title="Hospital General Information",
        hosts=(_HOST,),
        options=Options,
        fetch=_renewed("xubh-q36u"),
    ),
)
