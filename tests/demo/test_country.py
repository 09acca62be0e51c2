"""Does the demo country come out whole, in the official shapes, and twice the same?"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lxml import etree

from demo import country, nppes, open_payments, open_payments_columns, world
from demo.identifiers import npis, orcids, ror

CLINICIANS = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("country")
    country.write(place, clinicians=CLINICIANS, seed=7)
    return place


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def truth(folder: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder / "truth" / f"{name}.parquet").to_pylist()
    return rows


def articles(folder: Path, file: int = 1) -> list[etree._Element]:
    with gzip.open(folder / "pubmed" / f"pubmed25n{file:04d}.xml.gz") as packed:
        return etree.parse(packed).getroot().findall("PubmedArticle")


def luhn_holds(npi: str) -> bool:
    """The published rule: double every second digit from the right, prefix 80840 counts 24."""
    total = 24
    for place, digit in enumerate(reversed(npi)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def test_two_writes_of_one_seed_are_equal_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    country.write(tmp_path, clinicians=CLINICIANS, seed=7)
    first = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}
    second = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert len(first) == 120
    assert first == second


def test_worker_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    shared, alone = tmp_path / "shared", tmp_path / "alone"
    country.write(shared, clinicians=3_000, seed=7, workers=2)
    country.write(alone, clinicians=3_000, seed=7, workers=1)
    for path in sorted(alone.rglob("*.*")):
        assert (shared / path.relative_to(alone)).read_bytes() == path.read_bytes(), path.name


def test_another_seed_gives_another_country(folder: Path, tmp_path: Path) -> None:
    country.write(tmp_path, clinicians=CLINICIANS, seed=8)
    mine = (folder / "nppes" / nppes.FILE).read_bytes()
    assert (tmp_path / "nppes" / nppes.FILE).read_bytes() != mine


def test_the_demo_replaces_itself_but_no_other_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "nppes").mkdir()
    (tmp_path / "nppes" / "kept.csv").write_text("somebody's own registry")
    with pytest.raises(FileExistsError, match="no demo country"):
        country.write(tmp_path, clinicians=CLINICIANS)
    assert (tmp_path / "nppes" / "kept.csv").read_text() == "somebody's own registry"
    before = json.loads((folder / "truth" / "summary.json").read_bytes())
    country.write(folder, clinicians=CLINICIANS, seed=7)
    assert json.loads((folder / "truth" / "summary.json").read_bytes()) == before


def test_a_country_too_small_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 100"):
        country.write(tmp_path, clinicians=20)


def test_headers_have_the_official_numbers_of_columns(folder: Path) -> None:
    registry = folder / "nppes" / nppes.FILE
    header = registry.read_text(encoding="utf-8").splitlines()[0].split('","')
    assert len(header) == 330
    assert header[39] == "NPI Deactivation Date"
    assert header[47] == "Healthcare Provider Taxonomy Code_1"
    assert header[-1] == 'Certification Date"'
    general, research = open_payments_columns.general(), open_payments_columns.research()
    ownership = open_payments_columns.ownership()
    assert (len(general), len(research), len(ownership)) == (91, 252, 30)
    assert general[6] == "Covered_Recipient_NPI"
    assert general[41] == "Total_Amount_of_Payment_USDollars"
    assert general[-1] == "Payment_Publication_Date"
    assert research[2] == "Noncovered_Recipient_Entity_Name"
    assert research[39] == "Principal_Investigator_1_NPI"
    assert research[249] == "ClinicalTrials_Gov_Identifier"
    assert ownership[2] == "Physician_NPI"
    assert ownership[19] == "Total_Amount_Invested_USDollars"


def test_every_row_of_a_csv_file_is_as_long_as_its_header(folder: Path) -> None:
    lengths = {
        "GNRL": 91,
        "RSRCH": 252,
        "OWNRSHP": 30,
        "npidata": 330,
        "UPDATED": 18,
        "1908REIN": 18,
        "nucc": 8,
    }
    lengths |= {
        "1908REIN": 18,
        "engagements": 20,
        "volumes": 6,
        "licences": 10,
        "societies": 8,
        "leadership": 10,
        "congresses": 19,
        "digital": 18,
        "companies": 13,
        "products": 10,
        "territories": 7,
        "_Prov": 36,
        "_NPI.": 25,
        "_NPIBN": 22,
        "RePORTER": 47,
        "registers": 9,
        "referrals": 5,
    }
    lengths |= {"DAC_National": 31, "Facility_Affiliation": 9, "Hospital_General": 14}
    seen = set()
    for path in sorted(folder.rglob("*.csv")):
        (name,) = [name for name in lengths if name in path.name]
        with path.open(encoding="utf-8", newline="") as file:
            assert {len(row) for row in csv.reader(file)} == {lengths[name]}, path.name
        seen.add(name)
    assert seen == set(lengths)


def test_names_are_shared_as_widely_as_in_a_real_registry() -> None:
    people = world.build(20_000, 1, (2010, 2024)).people
    names = Counter(zip(people.first[:20_000], people.last[:20_000], strict=True))
    widely = [count for count in names.values() if count >= 5]
    assert len(widely) / len(names) >= 0.05


def test_guidelines_and_congress_abstracts_are_those_of_the_truth(folder: Path) -> None:
    held: dict[str, set[str]] = {"Practice Guideline": set(), "Congress": set()}
    for article in articles(folder):
        pmid = str(article.findtext("MedlineCitation/PMID"))
        for kind in article.findall(".//PublicationType"):
            held.get(str(kind.text), set()).add(pmid)
    papers = truth(folder, "papers")
    for kind, column in (("Practice Guideline", "is_guideline"), ("Congress", "is_congress")):
        planted = {str(row["pmid"]) for row in papers if row[column]}
        assert held[kind] and held[kind] == planted
    assert not held["Practice Guideline"] & held["Congress"]
    assert not any(row["is_retracted"] for row in papers if row["is_guideline"])


def test_every_true_byline_stands_in_the_file_at_its_place(folder: Path) -> None:
    lists = {
        article.findtext("MedlineCitation/PMID"): article.findall(
            "MedlineCitation/Article/AuthorList/Author"
        )
        for article in articles(folder)
    }
    people = {row["person"]: row for row in truth(folder, "persons")}
    bylines = truth(folder, "bylines")
    letters = 0
    for row in bylines:
        authors = lists[str(row["pmid"])]
        author = authors[int(str(row["position"])) - 1]
        assert author.get("ValidYN") == "Y"
        first = str(people[row["person"]]["first_name"])
        letters += str(author.findtext("Initials"))[0] == first[0].upper()
    # An accent may be lost in a variant (Élise, E), nothing else changes the first initial.
    assert letters >= 0.99 * len(bylines)
    named_in_files = sum(
        one.get("ValidYN") == "Y" and one.find("LastName") is not None
        for authors in lists.values()
        for one in authors
    )
    assert named_in_files == len(bylines)


def test_the_update_withdraws_and_revises_what_the_baseline_holds(folder: Path) -> None:
    with gzip.open(folder / "pubmed" / "pubmed25n0002.xml.gz") as packed:
        update = etree.parse(packed).getroot()
    known = {article.findtext("MedlineCitation/PMID") for article in articles(folder)}
    gone = {one.text for one in update.findall("DeleteCitation/PMID")}
    revised = update.findall("PubmedArticle/MedlineCitation/PMID")
    assert gone == {str(row["pmid"]) for row in truth(folder, "papers") if row["is_deleted"]}
    assert gone and gone < known
    assert {one.text for one in revised} < known
    assert {one.get("Version") for one in revised} == {"1", "2"}


def test_bylines_carry_the_awkward_cases_of_real_files(folder: Path) -> None:
    authors = [one for at in articles(folder) for one in at.iter("Author")]
    spellings = {
        str(one.text)[: -len("0000-0000-0000-0000")]
        for author in authors
        for one in author.findall("Identifier[@Source='ORCID']")
    }
    assert spellings == {"", "http://orcid.org/", "https://orcid.org/"}
    everything = [element for at in articles(folder) for element in at.iter()]
    tags = Counter(element.tag for element in everything)
    assert tags["MedlineDate"] and tags["CollectiveName"] and tags["Investigator"]
    kinds = {element.text for element in everything if element.tag == "PublicationType"}
    assert {"Retracted Publication", "Retraction of Publication"} <= kinds
    assert max(len(at.findall(".//Author")) for at in articles(folder)) > 50
    early = [at for at in articles(folder) if (at.findtext(".//PubDate/Year") or "9") < "2014"]
    later = [one for at in early for one in at.findall(".//Author")[1:]]
    assert later and not [one for one in later if one.find("AffiliationInfo") is not None]


def test_npis_follow_luhn_and_are_shared_by_registry_and_payments(folder: Path) -> None:
    registry = folder / "nppes" / nppes.FILE
    rows = rows_of(registry)
    numbers = {row["NPI"] for row in rows}
    assert len(numbers) == len(rows)
    assert all(luhn_holds(npi) for npi in numbers)
    assert not luhn_holds("2000079197")
    deactivated = {row["NPI"] for row in rows if row["NPI Deactivation Date"]}
    assert len(deactivated) == 2
    paid = {
        row["Covered_Recipient_NPI"]
        for path in sorted((folder / "open-payments").glob("OP_DTL_GNRL_*.csv"))
        for row in rows_of(path)
    } - {""}
    assert len(paid) > 100
    assert paid <= numbers - deactivated


def test_identifiers_are_unique_and_carry_their_check_digits() -> None:
    assert npis(1, 1) == ["2000079196"]
    assert len(set(npis(200_000, 1))) == 200_000
    assert len(set(orcids(100_000, 1))) == 100_000
    for orcid in orcids(500, 3):
        digits = orcid.replace("-", "")
        total = 0
        for digit in digits[:-1]:
            total = (total + int(digit)) * 2
        assert (total + (10 if digits[-1] == "X" else int(digits[-1]))) % 11 == 1
    assert ror(1, 1) == "https://ror.org/00nsezt16"


def test_officials_and_sites_name_the_persons_of_the_truth(folder: Path) -> None:
    studies = {
        study["protocolSection"]["identificationModule"]["nctId"]: study["protocolSection"]
        for path in sorted((folder / "clinical-trials").glob("*.json"))
        for study in json.loads(path.read_bytes())["studies"]
    }
    assert len(studies) == CLINICIANS // 8
    people = {row["person"]: row for row in truth(folder, "persons")}
    officials = truth(folder, "officials")
    assert officials
    for row in officials:
        named = studies[row["nct"]]["contactsLocationsModule"]["overallOfficials"]
        assert (
            str(people[row["person"]]["first_name"]) in named[int(str(row["ordinal"])) - 1]["name"]
        )
    for row in truth(folder, "site_investigators"):
        site = studies[row["nct"]]["contactsLocationsModule"]["locations"][
            int(str(row["site"])) - 1
        ]
        assert str(people[row["person"]]["first_name"]) in site["contacts"][0]["name"]
        assert "phone" not in site["contacts"][0]


def test_the_heading_tree_holds_every_heading_of_the_papers_and_its_ancestors(folder: Path) -> None:
    lines = (folder / "mesh" / "mesh_terms_2025.txt").read_text(encoding="utf-8").splitlines()
    tree = dict(line.split("\t") for line in lines)
    assert all(number.rpartition(".")[0] in {*tree, ""} for number in tree)
    used = {one.text for at in articles(folder) for one in at.iter("DescriptorName")}
    assert used <= set(tree.values())
    descriptors = etree.parse(folder / "mesh" / "desc2025.xml").getroot()
    named = {
        one.findtext("DescriptorName/String"): one.findtext("DescriptorUI") for one in descriptors
    }
    assert named["Heart Failure"] == "D006333"
    assert set(named) == set(tree.values())


def test_institutions_form_a_tree_both_ways(folder: Path) -> None:
    (path,) = (folder / "ror").glob("*-ror-data*.json")
    places = {place["id"]: place for place in json.loads(path.read_bytes())}
    related = {
        (place["id"], one["type"], one["id"])
        for place in places.values()
        for one in place["relationships"]
    }
    parents = {(child, parent) for child, kind, parent in related if kind == "parent"}
    assert parents
    assert {(child, parent) for parent, kind, child in related if kind == "child"} == parents


def test_exclusions_know_some_npis_and_not_others(folder: Path) -> None:
    rows = rows_of(folder / "leie" / "UPDATED.csv")
    clinicians = [row for row in rows if row["LASTNAME"]]
    assert len(clinicians) == len(truth(folder, "exclusions")) == 5
    assert "0000000000" in {row["NPI"] for row in clinicians}
    assert len({row["NPI"] for row in clinicians}) > 1


def test_example_pairs_are_as_far_apart_as_they_say(folder: Path) -> None:
    found = json.loads((folder / "truth" / "questions.json").read_bytes())
    signers: dict[object, set[object]] = {}
    for row in truth(folder, "bylines"):
        signers.setdefault(row["pmid"], set()).add(row["person"])
    small = [team for team in signers.values() if len(team) <= 50]

    def linked(one: object, other: object) -> bool:
        return any({one, other} <= team for team in small)

    assert found["pairs"]
    for pair in found["pairs"]:
        chain = pair["chainPersons"]
        assert len(chain) == pair["hops"] + 1
        assert all(linked(one, other) for one, other in pairwise(chain))
        assert not linked(chain[0], chain[-1])


def test_research_payments_name_trials_that_exist(folder: Path) -> None:
    planned = world.build(CLINICIANS, 7, (2010, 2024))
    numbers = {f"NCT9{number:07d}" for number in range(planned.trials)}
    found = [
        row
        for year in open_payments.program_years(planned)
        for row in rows_of(
            folder / "open-payments" / open_payments.file_name(planned, "RSRCH", year)
        )
    ]
    named = {row["ClinicalTrials_Gov_Identifier"] for row in found} - {""}
    assert named and named <= numbers
