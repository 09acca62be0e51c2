"""ROR: the newest release of the registry, as Zenodo gives it out, in the registry's schema 2."""

from __future__ import annotations

from typing import Any

from fetching.cache import Arrival
from fetching.faults import NotAsPublished
from fetching.outlet import Options, Outlet
from fetching.visit import Visit, Wanted

_RELEASES = "https://zenodo.org/api/communities/ror-data/records"
# Releases numbered 1.x hold schema 1, too, which was retired.
_SECOND_SCHEMA = r"v1\..*ror-data_schema_v2\.json|v(?!1\.)\d.*ror-data.*\.json"


def fetch(visit: Visit[Options]) -> list[Arrival]:
    """The registry of the newest release."""
    answer = visit.json(_RELEASES, {"q": "", "sort": "newest", "size": 1})
    try:
        file = _archive(answer["hits"]["hits"][0]["files"])
        kind, _, digest = str(file["checksum"]).partition(":")
        wanted = Wanted(
            address=str(file["links"]["self"]),
            name=str(file["key"]),
            series="releases",
            stamp=str(file["checksum"]),
            bytes=int(file["size"]),
            md5=digest if kind == "md5" else None,
            members=_SECOND_SCHEMA,
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise NotAsPublished(
            f"{_RELEASES} does not name the newest release as it did ({error!r})"
        ) from None
    return visit.file(wanted)


def _archive(files: list[dict[str, Any]]) -> dict[str, Any]:
    """The archive of the registry among a release's files, the last where there are several."""
    return [one for one in files if str(one["key"]).endswith("ror-data.zip")][-1]


OUTLETS = (
    Outlet(
        name="ror",
        title="Research Organization Registry",
        hosts=("zenodo.org",),
        options=Options,
        fetch=fetch,
    ),
)
