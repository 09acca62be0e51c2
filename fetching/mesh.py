"""MeSH: the descriptors of the newest year, as XML."""

from __future__ import annotations

from fetching.cache import Arrival
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted

_FOLDER = "https://nlmpubs.nlm.nih.gov/projects/mesh/MESH_FILES/xmlmesh/"
_NAME = r"desc\d{4}\.(?:zip|xml)"


def fetch(visit: Visit[Options]) -> list[Arrival]:
    """The newest year's descriptors; packed where the publisher has them so."""
    newest = max(visit.links(_FOLDER, _NAME), key=lambda link: link.name)
    packed = newest.name.endswith(".zip")
    return visit.file(
        Wanted(
            newest.address,
            newest.name,
            "descriptors",
            stamp=newest.printed or None,
            members=r"desc\d{4}\.xml" if packed else None,
        )
    )


OUTLETS = (
    Outlet(
        name="mesh",
        title="Medical Subject Headings",
        hosts=("nlmpubs.nlm.nih.gov",),
        options=Options,
        fetch=fetch,
    ),
)
