"""What comes in a year of weekly files after the country's own years, and what is planted in it?

Each week brings files in the formats of their publishers: PubMed updates, a registry export, a
supplement of exclusions, a board's look-up, a programme, counts of services, payments. Papers and
trials are those of earlier years again, with numbers and days of their own, so that the same people
sign them. In each week one event is planted with a clinician whom an NPI names, so that it is known
of whom an alert must come.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

PAPERS_A_WEEK, FIRST_PMID, FIRST_TRIAL = 4, 95_000_000, 95_000_000
KINDS = (
    *("LICENCE", "COMPETITOR_PAYMENT", "CONGRESS", "SANCTION", "VOLUME", "PIVOTAL_TRIAL"),
    "RETRACTION",
)
_ARTICLE = re.compile(r"<PubmedArticle>.*?</PubmedArticle>\n?", re.DOTALL)
_PMID = re.compile(r'<PMID Version="\d+">(\d+)</PMID>')
_HEAD, _END = (
    '<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n',
    "</PubmedArticleSet>\n",
)
_BOARD = "npi,name,state,number,status,issued_on,expires_on,action,action_on,checked_on"
_PROGRAMME = (
    "npi,orcid,name,congress_id,congress,congress_from_on,congress_to_on,place,country,session_id,"
    "session,session_type,session_on,role,title,pmid,topic,found_in,checked_on"
)


@dataclass(frozen=True)
class Clinician:
    """One with whom something can be planted; `licence` is a state and a number."""

    npi: str
    name: str
    licence: tuple[str, str]


@dataclass(frozen=True)
class Planted:
    """An event that must be told in the week: of which kind, of whom (none: of all who signed or
    lead it), by which record."""

    kind: str
    npi: str | None
    record: str


class Weeks:
    """The weeks after the last day of the country that stands in a folder."""

    def __init__(self, country: Path, last: date, clinicians: Sequence[Clinician]) -> None:
        self.country, self.last, self.clinicians = country, last, clinicians
        self.articles = self._articles()
        self.studies = self._studies()
        self.payments: list[dict[str, str]] = []
        self.counted: set[str] = set()

    def day(self, week: int) -> date:
        """The day on which the files of a week are loaded."""
        return self.last + timedelta(weeks=week)

    def write(self, week: int, into: Path) -> tuple[dict[str, Path], Planted]:
        """Write the files of a week, one at most of each source, and say what was planted."""
        into.mkdir(parents=True)
        kind = KINDS[(week - 1) % len(KINDS)]
        who = self.clinicians[(week - 1) % len(self.clinicians)]
        files = {"pubmed": into / f"pubmed25n{1000 + week}.xml.gz"}
        articles = [self._again(week, number) for number in range(PAPERS_A_WEEK)]
        if kind == "RETRACTION":
            articles.append(self._notice(week))
        with gzip.open(files["pubmed"], "wt", encoding="utf-8") as file:
            file.write(_HEAD + "".join(articles) + _END)
        planted = Planted(kind, who.npi, "")
        if kind == "RETRACTION":
            return files, Planted(kind, None, str(FIRST_PMID + 100 * (week - 1)))
        source, path, record = getattr(self, f"_{kind.lower()}")(week, who, into)
        is_named = kind != "PIVOTAL_TRIAL"
        return files | {source: path}, Planted(kind, planted.npi if is_named else None, record)

    def _articles(self) -> list[str]:
        found: list[str] = []
        for path in sorted((self.country / "pubmed").glob("*.xml.gz"))[:-1]:
            text = gzip.decompress(path.read_bytes()).decode()
            found += [a for a in _ARTICLE.findall(text) if "CommentsCorrections" not in a]
        return found[-400:]

    def _studies(self) -> list[dict[str, Any]]:
        [path] = (self.country / "clinical-trials").glob("*.json")
        studies = orjson.loads(path.read_bytes())["studies"]
        officials = "overallOfficials"
        return [
            one for one in studies
            if one["protocolSection"]["contactsLocationsModule"].get(officials)
        ]  # fmt: skip

    def _again(self, week: int, number: int) -> str:
        """An earlier article as a new one of the week."""
        text = self.articles[(week * PAPERS_A_WEEK + number) * 7 % len(self.articles)]
        [old] = _PMID.findall(text)[:1]
        day = self.day(week) - timedelta(days=number + 1)
        return _dated(text.replace(old, str(FIRST_PMID + 100 * week + number)), day)

    def _notice(self, week: int) -> str:
        """The notice that the first article of the week before is retracted."""
        about = FIRST_PMID + 100 * (week - 1)
        text = self._again(week, 99).replace("Journal Article", "Retraction of Publication")
        link = (
            '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionOf"><RefSource>Demo '
            f'J Med. 2025</RefSource><PMID Version="1">{about}</PMID></CommentsCorrections>'
            "</CommentsCorrectionsList>\n"
        )
        return text.replace("<MeshHeadingList>", link + "<MeshHeadingList>", 1)

    def _licence(self, week: int, who: Clinician, into: Path) -> tuple[str, Path, str]:
        day, (state, number) = self.day(week), who.licence
        row = f"{who.npi},{who.name},{state},{number},suspended,,,suspension,{day},{day}"
        path = into / f"licences_{day}.csv"
        path.write_text(f"{_BOARD}\n{row}\n", encoding="utf-8")
        return "licences", path, f"{state} {number}"

    def _congress(self, week: int, who: Clinician, into: Path) -> tuple[str, Path, str]:
        day, id = self.day(week), f"WEEK-{week}"
        held = f"{day + timedelta(days=60)}"
        row = [who.npi, "", who.name, id, f"Congress of week {week}", held, held, "Ashford",
               "US", "S1", "Opening", "symposium", held, "chair", "", "", "", "programme",
               str(day)]  # fmt: skip
        path = into / f"congresses_{day}.csv"
        path.write_text(f"{_PROGRAMME}\n{','.join(row)}\n", encoding="utf-8")
        return "congresses", path, f"week{week}|{held[:4]}|s1"

    def _sanction(self, week: int, who: Clinician, into: Path) -> tuple[str, Path, str]:
        day, listed = self.day(week), self.country / "leie" / "UPDATED.csv"
        head, first = listed.read_text(encoding="utf-8").splitlines()[:2]
        row = dict(zip(next(csv.reader([head])), next(csv.reader([first])), strict=True))
        given, _, family = who.name.upper().rpartition(" ")
        row |= {"LASTNAME": family, "FIRSTNAME": given.split(" ")[0], "MIDNAME": "", "NPI": who.npi,
                "EXCLDATE": f"{day:%Y%m%d}", "EXCLTYPE": "1128b4"}  # fmt: skip
        path = into / f"{day:%y%m}EXCL.csv"
        _put(path, [row])
        return "leie", path, ""

    def _volume(self, week: int, who: Clinician, into: Path) -> tuple[str, Path, str]:
        """Five times the services of a year before, in the last quarter that is over. With the
        first file of a quarter come everybody's counts, as they were a year before."""
        [counted] = (self.country / "volumes").glob("*.csv")
        with counted.open(encoding="utf-8", newline="") as file:
            known = list(csv.DictReader(file))
        now = self._quarter(week)
        before = f"{int(now[:4]) - 1}{now[4:]}"
        is_counted = now in self.counted or any(row["period"] == now for row in known)
        self.counted.add(now)
        rows = [
            _jumped(row, now) if row["npi"] == who.npi else row | {"period": now}
            for row in known
            if row["period"] == before and (row["npi"] == who.npi or not is_counted)
        ]
        path = into / f"volumes_{self.day(week)}.csv"
        _put(path, rows)
        return "volumes", path, ""

    def _quarter(self, week: int) -> str:
        """The last quarter that is over in a week, such as 2024-Q4."""
        day = self.day(week)
        over = date(day.year, day.month - (day.month - 1) % 3, 1) - timedelta(days=1)
        return f"{over.year}-Q{(over.month + 2) // 3}"

    def _competitor_payment(self, week: int, who: Clinician, into: Path) -> tuple[str, Path, str]:
        """A payment of the year by whoever is a competitor; a publication holds the whole year."""
        day = self.day(week)
        [sample] = (self.country / "open-payments").glob("OP_DTL_GNRL_PGYR2023*.csv")
        with sample.open(encoding="utf-8", newline="") as file:
            rivals = _rivals(self.country)
            maker = "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name"
            row = next(row for row in csv.DictReader(file) if row[maker] in rivals)
        given, _, family = who.name.rpartition(" ")
        row |= {"Covered_Recipient_NPI": who.npi, "Covered_Recipient_First_Name": given,
                "Covered_Recipient_Last_Name": family, "Covered_Recipient_Middle_Name": "",
                "Covered_Recipient_Profile_ID": f"79{week:05}", "Record_ID": f"2025{week:07}",
                "Date_of_Payment": f"{day:%m/%d/%Y}", "Program_Year": "2025",
                "Payment_Publication_Date": f"{day:%m/%d/%Y}"}  # fmt: skip
        self.payments.append(row)
        path = into / f"OP_DTL_GNRL_PGYR2025_P{day:%m%d%Y}.csv"
        _put(path, [one | {"Payment_Publication_Date": f"{day:%m/%d/%Y}"} for one in self.payments])
        return "open-payments", path, f"general:2025:2025{week:07}"

    def _pivotal_trial(self, week: int, who: Clinician, into: Path) -> tuple[str, Path, str]:  # noqa: ARG002
        """A study of Phase III, led by whoever led the one that it is made from."""
        study = orjson.loads(orjson.dumps(self.studies[week % len(self.studies)]))
        id, day, of = f"NCT{FIRST_TRIAL + week}", f"{self.day(week)}", study["protocolSection"]
        of["identificationModule"]["nctId"] = id
        of["designModule"]["phases"] = ["PHASE3"]
        of["statusModule"] |= {"startDateStruct": {"date": day},
                               "lastUpdatePostDateStruct": {"date": day}}  # fmt: skip
        path = into / f"studies_{day}.json"
        path.write_bytes(orjson.dumps({"studies": [study]}))
        return "clinical-trials", path, id


def _dated(text: str, day: date) -> str:
    """An article as published, entered and revised on a day."""
    parts = f"<Year>{day.year}</Year><Month>{day.month:02}</Month><Day>{day.day:02}</Day>"
    for tag in ("DateCompleted", "DateRevised", "PubDate", 'PubMedPubDate PubStatus="pubmed"'):
        end = tag.partition(" ")[0]
        text = re.sub(rf"<{tag}>.*?</{end}>", f"<{tag}>{parts}</{end}>", text, flags=re.DOTALL)
    return text


def _jumped(row: dict[str, str], quarter: str) -> dict[str, str]:
    """The counts of a quarter, far above those of the row."""
    return row | {"period": quarter, "services": str(5 * int(row["services"] or 0) + 500)}


def _rivals(country: Path) -> set[str]:
    """The names of makers that the country's own list calls competitors."""
    [path] = (country / "companies").glob("*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["company"] for row in csv.DictReader(file) if row["competitor_of"]}


def _put(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
