"""Census Bureau: in which counties the areas of ZIP codes lie, one file a census."""

from __future__ import annotations

from fetching.cache import Arrival
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted

_FOLDER = "https://www2.census.gov/geo/docs/maps-data/data/rel2020/zcta520/"
_NAME = r"tab20_zcta520_county20_natl\.txt"


def fetch(visit: Visit[Options]) -> list[Arrival]:
    """The file of the nation, where the bureau's folder names it."""
    [link] = visit.links(_FOLDER, _NAME)
    return visit.file(Wanted(link.address, link.name, "counties", stamp=link.printed or None))


OUTLETS = (
    Outlet(
        name="counties",
        title="ZIP codes by county, 2020",
        hosts=("www2.census.gov",),
        options=Options,
        fetch=fetch,
    ),
)
