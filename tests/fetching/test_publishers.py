"""Each publisher, answering as it does: what is fetched, in which order, and what is named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from publisher import Asked, Page, Publisher
from stating import put_rows

from fetching.cache import Arrival
from fetching.faults import NotAsPublished, NotChosen
from fetching.outlet import outlets
from fetching.visit import Visit
from schema.nodes import Paper

Begin = Callable[..., Visit[Any]]
ROWS = b"NPI,Name\n1000000004,One\n"


def _archive(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def _fetch(visit: Begin, name: str, **options: Any) -> list[Arrival]:
    files: list[Arrival] = outlets()[name].fetch(visit(name, **options))
    return files


def _names(arrivals: list[Arrival]) -> list[str]:
    return [one.name for one in arrivals]


def _page(*names: str, folder: str = "") -> str:
    return "".join(f'<a class="x" href="{folder}{name}">{name} [CSV]</a>\n' for name in names)


def _pages(total: int, size: int, make: Callable[[int], Any]) -> list[list[Any]]:
    return [[make(n) for n in range(at, min(at + size, total))] for at in range(0, total, size)]


def test_every_outlet_has_a_name_a_title_and_addresses_of_its_own() -> None:
    assert {"pubmed", "clinical-trials", "open-payments", "nppes", "leie", "mesh"} <= set(outlets())
    assert {"ror", "nucc", "icite", "openalex", "reporter", "hospitals"} <= set(outlets())
    for name, outlet in outlets().items():
        assert outlet.name == name and outlet.title
        assert outlet.hosts or name == "nucc"
        assert outlet.options().address is None


# ClinicalTrials.gov


class Registry:
    """A registry of studies by the day of their update, answering page by page."""

    def __init__(self, publisher: Publisher, size: int = 3) -> None:
        self.studies: dict[str, str] = {}
        self.size, self.counts = size, True
        publisher.pages["/api/v2/studies"] = self.answer
        self.publisher = publisher
        self.dated("2026-03-01T09:00:05")

    def dated(self, instant: str) -> None:
        self.publisher.put_json("/api/v2/version", {"apiVersion": "2", "dataTimestamp": instant})

    def answer(self, asked: Asked) -> Page:
        since = asked.query.get("filter.advanced", "[0000").split("RANGE[")[-1][:10]
        since = since if since[:1].isdigit() else ""
        some = sorted(nct for nct, day in self.studies.items() if day >= since)
        start = int(asked.query.get("pageToken", "0"))
        ids = some[start : start + self.size]
        studies = [{"protocolSection": {"identificationModule": {"nctId": one}}} for one in ids]
        answer: dict[str, Any] = {"studies": studies}
        if start == 0:
            answer["totalCount"] = len(some) + (0 if self.counts else 1)
        if start + self.size < len(some):
            answer["nextPageToken"] = str(start + self.size)
        return Page(json.dumps(answer).encode(), "application/json")


@pytest.fixture
def registry(publisher: Publisher) -> Registry:
    at = Registry(publisher)
    at.studies = {f"NCT0000000{n}": "2026-02-01" for n in range(7)}
    return at


def test_studies_come_page_by_page_and_then_what_was_changed(
    publisher: Publisher, registry: Registry, visit: Begin
) -> None:
    first = _fetch(visit, "clinical-trials", condition="heart failure")
    assert len(first) == 3
    asked = publisher.asked("/api/v2/studies")
    assert [one.query.get("pageToken") for one in asked] == [None, "3", "6"]
    assert asked[0].query["query.cond"] == "heart failure"
    registry.studies["NCT00000003"] = "2026-03-04"
    registry.dated("2026-03-05T09:00:05")
    second = _fetch(visit, "clinical-trials", condition="heart failure")
    assert second[:3] == first
    (study,) = json.loads(second[3].path.read_bytes())["studies"]
    assert study["protocolSection"]["identificationModule"]["nctId"] == "NCT00000003"
    advanced = publisher.requests[-1].query["filter.advanced"]
    assert advanced == "AREA[LastUpdatePostDate]RANGE[2026-02-28,MAX]"


def test_an_unchanged_registry_is_asked_one_question(
    publisher: Publisher, registry: Registry, visit: Begin
) -> None:
    first = _fetch(visit, "clinical-trials", whole=True)
    publisher.forget()
    for _ in range(10):
        assert _fetch(visit, "clinical-trials", whole=True) == first
    assert [one.path for one in publisher.requests] == ["/api/v2/version"] * 10


def test_no_change_is_no_file(publisher: Publisher, registry: Registry, visit: Begin) -> None:
    first = _fetch(visit, "clinical-trials", whole=True)
    registry.dated("2026-04-05T09:00:05")
    registry.studies = {}
    assert _fetch(visit, "clinical-trials", whole=True) == first


def test_pages_that_repeat_or_lack_studies_are_named(
    publisher: Publisher, registry: Registry, visit: Begin
) -> None:
    registry.counts = False
    with pytest.raises(NotAsPublished, match="7 studies and counts 8"):
        _fetch(visit, "clinical-trials", whole=True)
    page = {"studies": [{"protocolSection": {}}], "totalCount": 2, "nextPageToken": "x"}
    publisher.put_json("/api/v2/studies", page)
    with pytest.raises(NotAsPublished, match="pages again"):
        _fetch(visit, "clinical-trials", whole=True)


@pytest.mark.parametrize(
    "answer", [[], {}, {"studies": {}}, {"studies": [{"FullStudy": {}}]}, {"studies": [None]}]
)
def test_studies_of_another_layout_are_named(
    publisher: Publisher, registry: Registry, visit: Begin, answer: Any
) -> None:
    publisher.put_json("/api/v2/studies", answer)
    with pytest.raises(NotAsPublished, match="layout of version 2"):
        _fetch(visit, "clinical-trials", whole=True)


# Open Payments

ITEMS = "/api/1/metastore/schemas/dataset/items"
FOLDER = "https://download.cms.gov/openpayments/PGYR{y}_P01302026_01212026/"


def _detail(kind: str, year: int) -> dict[str, Any]:
    name = f"OP_DTL_{kind}_PGYR{year}_P01302026_01212026.csv"
    address = FOLDER.format(y=year) + name
    return {
        "title": f"{year} {kind}",
        "modified": "2026-01-30",
        "distribution": [{"downloadURL": address, "mediaType": "text/csv"}],
    }


@pytest.fixture
def payments(publisher: Publisher) -> Publisher:
    kinds, years = ("GNRL", "OWNRSHP", "RSRCH"), (2023, 2024)
    items = [_detail(kind, year) for year in years for kind in kinds]
    publisher.put_json(ITEMS, [*items, {"title": "Dictionary", "distribution": []}, {"title": "x"}])
    for item in items:
        address = item["distribution"][0]["downloadURL"]
        publisher.put(address.removeprefix("https://download.cms.gov"), ROWS)
    folder = FOLDER.format(y=2023).removeprefix("https://download.cms.gov")
    publisher.put(f"{folder}OP_REMOVED_DELETED_PGYR2023_P01302026_01212026.csv", ROWS)
    return publisher


def test_the_latest_program_year_comes_and_others_where_they_are_wanted(
    payments: Publisher, visit: Begin
) -> None:
    latest = _fetch(visit, "open-payments")
    assert [one.series for one in latest] == ["general", "ownership", "research"]
    assert all("PGYR2024" in one.name for one in latest)
    both = _fetch(visit, "open-payments", years=[2023, 2024], kinds=["general"])
    assert [one.series for one in both] == ["general", "removed", "general"]
    payments.forget()
    assert _fetch(visit, "open-payments", years=[2023], kinds=["general"]) == both[:2]
    assert [one.path for one in payments.requests] == [ITEMS]


def test_a_program_year_that_is_not_there_is_named(payments: Publisher, visit: Begin) -> None:
    with pytest.raises(NotAsPublished, match="no file of 2012; there are 2023, 2024"):
        _fetch(visit, "open-payments", years=[2012])


@pytest.mark.parametrize("catalogue", [{}, [], [1], {"dataset": 5}, [{"distribution": [{}]}]])
def test_a_catalogue_of_another_layout_is_named(
    payments: Publisher, visit: Begin, catalogue: Any
) -> None:
    payments.put_json(ITEMS, catalogue)
    with pytest.raises(NotAsPublished, match="layout differs"):
        _fetch(visit, "open-payments")


# NPPES

WEEK = "NPPES_Data_Dissemination_{}_{}_Weekly{}.zip"
MONTH, REPORT = "NPPES_Data_Dissemination_November_2025", "NPPES_Deactivated_NPI_Report_111025"


@pytest.fixture
def nppes(publisher: Publisher) -> Publisher:
    weeks = [WEEK.format("111025", "111625", v) for v in ("_V2", "")]
    weeks.append(WEEK.format("110325", "110925", "_V2"))
    names = [*weeks, f"{MONTH}.zip", f"{MONTH}_V2.zip", f"{REPORT}.zip"]
    publisher.put("/nppes/NPI_Files.html", _page(*names, folder="./"), kind="text/html")
    for number, name in enumerate([*weeks, f"{MONTH}_V2.zip"]):
        registry = f"npidata_pfile_2025110{number}-20251109"
        members = {
            f"{registry}__csv": ROWS,
            f"{registry}_fileheader__csv": b"NPI",
            "pl_pfile_20251103-20251109__csv": ROWS,
        }
        publisher.put(f"/nppes/{name}", _archive(**members))
    publisher.put(f"/nppes/{REPORT}.zip", _archive(Report__xlsx=_archive(sheet__xml=b"<a/>")))
    return publisher


def test_the_month_comes_first_and_the_weeks_in_their_order(nppes: Publisher, visit: Begin) -> None:
    arrivals = _fetch(visit, "nppes", deactivated=True)
    assert _names(arrivals) == [
        "npidata_pfile_20251103-20251109.csv",
        "npidata_pfile_20251102-20251109.csv",
        "npidata_pfile_20251100-20251109.csv",
        "Report.xlsx",
    ]
    assert arrivals[-1].series in outlets()["nppes"].unread
    archives = [one.path for one in nppes.requests if one.path.endswith(".zip")]
    assert not any(path.endswith(f"{MONTH}.zip") for path in archives)
    folder = arrivals[0].path.parents[1]
    assert list(folder.rglob("*.zip")) == [] and list((folder / "parts").rglob("*.*")) == []


def test_archives_that_did_not_change_do_not_come_again(nppes: Publisher, visit: Begin) -> None:
    before = _fetch(visit, "nppes")
    nppes.forget()
    assert _fetch(visit, "nppes") == before
    assert all("if-none-match" in one.headers for one in nppes.requests[1:])
    assert len(nppes.requests) == 4


def test_a_page_without_the_registry_is_named(nppes: Publisher, visit: Begin) -> None:
    nppes.put("/nppes/NPI_Files.html", _page(WEEK.format("111025", "111625", "")))
    with pytest.raises(NotAsPublished, match="no archive of the full registry"):
        _fetch(visit, "nppes")


# LEIE, MeSH, ROR, NUCC


def test_the_full_list_comes_first_and_then_the_months(publisher: Publisher, visit: Begin) -> None:
    months = ["2601REIN.csv", "2512excl.csv", "2601excl.csv"]
    folder = "/exclusions/downloadables/"
    page = _page("2026/" + months[0], "2025/" + months[1], "2026/" + months[2], "UPDATED.csv",
                 folder=folder)  # fmt: skip
    publisher.put("/exclusions/exclusions_list.asp", page, kind="text/html")
    for name in ("UPDATED.csv", "2026/2601REIN.csv", "2025/2512excl.csv", "2026/2601excl.csv"):
        publisher.put(folder + name, name.encode())
    arrivals = _fetch(visit, "leie")
    assert _names(arrivals) == ["UPDATED.csv", "2512excl.csv", "2601excl.csv", "2601REIN.csv"]
    publisher.put(folder + "UPDATED.csv", b"another day")
    again = _fetch(visit, "leie")
    assert again[1:] == arrivals[1:] and again[0].path.read_bytes() == b"another day"
    assert arrivals[0].path.read_bytes() == b"UPDATED.csv"
    assert _names(_fetch(visit, "leie", months=False)) == ["UPDATED.csv"]


def test_the_newest_descriptors_come(publisher: Publisher, visit: Begin) -> None:
    folder = "/projects/mesh/MESH_FILES/xmlmesh/"
    publisher.put(folder, _page("desc2025.zip", "desc2026.xml", "desc2026.zip", "supp2026.zip"))
    publisher.put(f"{folder}desc2026.zip", _archive(desc2026__xml=b"<DescriptorRecordSet/>"))
    (arrival,) = _fetch(visit, "mesh")
    assert arrival.name == "desc2026.xml"


def _release(content: bytes, key: str = "v2.1-2026-01-15-ror-data.zip") -> dict[str, Any]:
    import hashlib

    address = f"https://zenodo.org/api/records/1/files/{key}/content"
    checksum = f"md5:{hashlib.md5(content).hexdigest()}"
    file = {"key": key, "size": len(content), "checksum": checksum, "links": {"self": address}}
    return {"hits": {"hits": [{"files": [file]}]}}


def test_counties_come_once_and_again_when_the_publisher_says_so(
    publisher: Publisher, visit: Begin
) -> None:
    folder = "/geo/docs/maps-data/data/rel2020/zcta520/"
    name = "tab20_zcta520_county20_natl.txt"
    publisher.put(folder, _page("tab20_zcta520_county20_st01.txt", name))
    publisher.put(folder + name, b"GEOID_ZCTA5_20|GEOID_COUNTY_20\n")
    (first,) = _fetch(visit, "counties")
    assert first.name == name
    assert _fetch(visit, "counties") == [first]
    publisher.put(folder, _page(name).replace("[CSV]", "[TXT]"))
    publisher.put(folder + name, b"GEOID_ZCTA5_20|GEOID_COUNTY_20|AREALAND_PART\n")
    (second,) = _fetch(visit, "counties")
    assert second.sha256 != first.sha256


RELEASES = "/api/communities/ror-data/records"


def test_the_newest_release_comes_once(publisher: Publisher, visit: Begin) -> None:
    names = {"v2.1-2026-01-15-ror-data__json": b"[]", "v2.1-2026-01-15-ror-data__csv": b"a"}
    content = _archive(**names)
    publisher.put_json(RELEASES, _release(content))
    publisher.put("/api/records/1/files/v2.1-2026-01-15-ror-data.zip/content", content)
    (arrival,) = _fetch(visit, "ror")
    assert arrival.name == "v2.1-2026-01-15-ror-data.json"
    publisher.forget()
    assert _fetch(visit, "ror") == [arrival]
    assert [one.path for one in publisher.requests] == [RELEASES]


def test_of_an_older_release_the_second_schema_is_kept(publisher: Publisher, visit: Begin) -> None:
    key = "v1.63-2025-04-03-ror-data.zip"
    first, second = "v1.63-2025-04-03-ror-data__json", "v1.63-2025-04-03-ror-data_schema_v2__json"
    content = _archive(**{first: b"[1]", second: b"[2]"})
    publisher.put_json(RELEASES, _release(content, key))
    publisher.put(f"/api/records/1/files/{key}/content", content)
    (arrival,) = _fetch(visit, "ror")
    assert arrival.path.read_bytes() == b"[2]"


@pytest.mark.parametrize("answer", [{}, [], {"hits": {"hits": []}}, {"hits": {"hits": [{}]}}])
def test_a_release_that_is_not_named_as_before_is_named(
    publisher: Publisher, visit: Begin, answer: Any
) -> None:
    publisher.put_json(RELEASES, answer)
    with pytest.raises(NotAsPublished, match="newest release"):
        _fetch(visit, "ror")


def test_the_taxonomy_is_the_users_own(visit: Begin, tmp_path: Path) -> None:
    with pytest.raises(NotChosen, match="American Medical Association"):
        _fetch(visit, "nucc")
    with pytest.raises(NotChosen, match="is no file"):
        _fetch(visit, "nucc", file=str(tmp_path / "nowhere.csv"))
    own = tmp_path / "nucc_taxonomy_250.csv"
    own.write_bytes(b"Code,Grouping\n")
    (arrival,) = _fetch(visit, "nucc", file=str(own))
    assert _fetch(visit, "nucc", file=str(own)) == [arrival]
    own.write_bytes(b"Code,Grouping\n1,2\n")
    (changed,) = _fetch(visit, "nucc", file=str(own))
    assert changed.sha256 != arrival.sha256 and arrival.path.exists()


# CMS

PROVIDERS = "Medicare Physician & Other Practitioners - by Provider"


def _year(year: int, name: str) -> dict[str, Any]:
    return {
        "title": f"{PROVIDERS} : {year}-12-31",
        "temporal": f"{year}-01-01/{year}-12-31",
        "modified": "2026-05-21",
        "mediaType": "text/csv",
        "downloadURL": f"https://data.cms.gov/sites/default/files/{name}",
    }


@pytest.fixture
def cms(publisher: Publisher) -> Publisher:
    names = {2023: "MUP_PHY_R25_P05_V20_D23_Prov.csv", 2024: "MUP_PHY_R26_P05_V10_D24_Prov.csv"}
    files = [_year(year, name) for year, name in names.items()]
    api = {"format": "API", "accessURL": "https://data.cms.gov/data-api/v1/dataset/x/data"}
    other = {"title": f"{PROVIDERS} and Service", "distribution": [_year(2024, "Svc.csv")]}
    datasets = [other, {"title": PROVIDERS, "distribution": [api, *reversed(files)]}]
    publisher.put_json("/data.json", {"@type": "dcat:Catalog", "dataset": datasets})
    for name in names.values():
        publisher.put(f"/sites/default/files/{name}", ROWS)
    return publisher


def test_a_file_a_data_year_comes(cms: Publisher, visit: Begin) -> None:
    latest = _fetch(visit, "medicare-providers")
    assert _names(latest) == ["MUP_PHY_R26_P05_V10_D24_Prov.csv"]
    both = _fetch(visit, "medicare-providers", years=[2024, 2023])
    assert [one.series for one in both] == ["2023", "2024"]
    with pytest.raises(NotAsPublished, match="no file of 2001; there are 2023, 2024"):
        _fetch(visit, "medicare-providers", years=[2001])
    with pytest.raises(NotAsPublished, match="names no data set 'Medicare Part D"):
        _fetch(visit, "part-d-drugs")


@pytest.mark.parametrize("nested", [False, True])
def test_a_renewed_file_comes_when_its_day_is_another(
    publisher: Publisher, visit: Begin, nested: bool
) -> None:
    def renewed(day: str) -> None:
        path = f"/provider-data/sites/default/files/{day}/Hospital_General_Information.csv"
        file = {"downloadURL": f"https://data.cms.gov{path}", "mediaType": "text/csv"}
        listed = {"identifier": "x", "data": file} if nested else file
        item = {"title": "Hospitals", "modified": day, "distribution": [listed]}
        publisher.put_json("/provider-data/api/1/metastore/schemas/dataset/items/xubh-q36u", item)
        publisher.put(path, ROWS + day.encode())

    renewed("2026-01-01")
    (first,) = _fetch(visit, "hospitals")
    assert _fetch(visit, "hospitals") == [first]
    renewed("2026-04-01")
    (second,) = _fetch(visit, "hospitals")
    assert first.name == second.name and first.sha256 != second.sha256


# iCite, OpenAlex, NIH RePORTER


def test_citations_are_asked_for_the_papers_that_are_loaded(
    publisher: Publisher, visit: Begin, tmp_path: Path
) -> None:
    with pytest.raises(NotChosen, match="load pubmed first"):
        _fetch(visit, "icite")
    for some in (range(1, 700), range(500, 1_101)):
        put_rows(tmp_path, "pubmed", Paper, pa.table({"pmid": [str(n) for n in some]}))

    def answer(asked: Asked) -> bytes:
        pmids = asked.query["pmids"].split(",")
        return json.dumps({"data": [{"pmid": int(one)} for one in pmids]}).encode()

    publisher.pages["/api/pubs"] = answer
    arrivals = _fetch(visit, "icite")
    pmids = [row["pmid"] for one in arrivals for row in json.loads(one.path.read_bytes())["data"]]
    assert pmids == list(range(1, 1_101))
    assert len(publisher.requests) == 3
    publisher.put_json("/api/pubs", {"data": [{"id": 1}]})
    with pytest.raises(NotAsPublished, match="without the papers"):
        _fetch(visit, "icite")


def test_works_come_by_cursor(publisher: Publisher, visit: Begin) -> None:
    pages = _pages(450, 200, lambda n: {"id": f"https://openalex.org/W{n}"})

    def answer(asked: Asked) -> bytes:
        at = 0 if asked.query["cursor"] == "*" else int(asked.query["cursor"])
        onward = str(at + 1) if at + 1 < 4 else None
        results = pages[at] if at < len(pages) else []
        meta = {"count": 450, "next_cursor": onward}
        return json.dumps({"meta": meta, "results": results}).encode()

    publisher.pages["/works"] = answer
    arrivals = _fetch(visit, "openalex", filter="topics.id:T10159")
    assert len(arrivals) == 3
    assert publisher.requests[0].query["filter"] == "topics.id:T10159"
    assert "authorships" not in publisher.requests[0].query["select"]
    with pytest.raises(NotChosen, match="which works"):
        _fetch(visit, "openalex")


def test_works_that_never_end_or_are_too_few_are_named(publisher: Publisher, visit: Begin) -> None:
    page = {"meta": {"count": 1, "next_cursor": "*"}, "results": [{"id": 1}]}
    publisher.put_json("/works", page)
    with pytest.raises(NotAsPublished, match="more pages"):
        _fetch(visit, "openalex", filter="x")
    publisher.put_json("/works", {"meta": {"count": 9, "next_cursor": None}, "results": [1]})
    with pytest.raises(NotAsPublished, match="1 works and counts 9"):
        _fetch(visit, "openalex", filter="x")
    publisher.put_json("/works", {"error": "Invalid query parameters"})
    with pytest.raises(NotAsPublished, match="otherwise"):
        _fetch(visit, "openalex", filter="x")


def test_projects_come_year_by_year(publisher: Publisher, visit: Begin) -> None:
    def answer(asked: Asked) -> bytes:
        (year,) = asked.body["criteria"]["fiscal_years"]
        total = 700 if year == 2024 else 0
        start, size = asked.body["offset"], asked.body["limit"]
        results = [{"appl_id": n} for n in range(start, min(start + size, total))]
        return json.dumps({"meta": {"total": total}, "results": results}).encode()

    publisher.pages["/v2/projects/search"] = answer
    arrivals = _fetch(visit, "reporter", years=[2024, 2025], words="heart failure")
    assert len(arrivals) == 2
    assert [one.method for one in publisher.requests] == ["POST"] * 3
    text = publisher.requests[0].body["criteria"]["advanced_text_search"]["search_text"]
    assert text == "heart failure"
    with pytest.raises(NotChosen, match="fiscal years"):
        _fetch(visit, "reporter")


@pytest.mark.parametrize(
    ("answer", "fault", "said"),
    [
        ({"meta": {"total": 15_001}, "results": []}, NotChosen, "narrow them"),
        ({"meta": {"total": 3}, "results": [{}]}, NotAsPublished, "1 of 3 projects"),
        ({"errors": []}, NotAsPublished, "otherwise"),
    ],
)
def test_projects_that_do_not_come_whole_are_named(
    publisher: Publisher, visit: Begin, answer: Any, fault: type[Exception], said: str
) -> None:
    publisher.put_json("/v2/projects/search", answer)
    with pytest.raises(fault, match=said):
        _fetch(visit, "reporter", years=[2024])


def test_a_name_that_leads_elsewhere_is_not_kept(publisher: Publisher, visit: Begin) -> None:
    content = _archive(a=b"x")
    release = _release(content, "../../../etc/ror-data.zip")
    release["hits"]["hits"][0]["files"][0]["links"]["self"] = "https://zenodo.org/x"
    publisher.put_json(RELEASES, release)
    publisher.put("/x", content)
    with pytest.raises(NotAsPublished, match="holds no file named like"):
        _fetch(visit, "ror")
