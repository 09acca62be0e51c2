"""ClinicalTrials.gov studies, as version 2 of the registry's API gives them out in JSON.

A page of the API (`{"studies": […]}`), a download of the web site (a list) and single studies are
read, packed or not. What a reader should know:

- A record's latest posted update stands. `versionHolder`, the day of the registry's data, sorts
  deliveries.
- An official is a person: an overall official, the responsible party where it is an investigator,
  a site's principal or sub-investigator. The registry prints desks in the same field (`Study
  Director`, a call center): they are no persons, and stand among the rejects. Two persons in one
  field are two officials.
- Central contacts and other contacts of sites answer the telephone; they are not read, and no
  telephone number or e-mail address of anyone is.
- A name is printed whole, degrees included, and is parsed here: last name, given names, suffix.
- The affiliation of a site's investigator is the site: facility, city, state, country.
- A month without a day means its first day.
- Topics are the MeSH headings that the registry derived; each is stated once a file as a unit of
  its own, `topic:…`. Conditions as the sponsor wrote them stay with the trial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lake.delivery import Delivery, Refused, Unit, columns
from loaders.reading.clinical_trials_known import signal_unknown
from loaders.reading.json_records import records
from loaders.reading.officials import Name, is_desk, persons
from loaders.reading.opening import pieces
from loaders.reading.printed import is_plausible, without_contact, without_contacts
from loaders.reading.source import Source
from schema.mentions import Affiliation, Official, Site, Sponsor
from schema.nodes import Topic, Trial
from schema.relationships import STUDIES
from schema.vocabulary import Declared

Json = dict[str, Any]

_STUDIES_A_BATCH = 2_000
# Where a way to reach a person may be printed.
_PRINTED: dict[type[Declared], str] = {Affiliation: "text", Site: "facility", Official: "name"}
# Classes of sponsors in which no person stands.
_COMPANIES = ("INDUSTRY", "NIH", "FED", "OTHER_GOV", "NETWORK")
_V2 = (
    "get version 2: https://clinicaltrials.gov/api/v2/studies, or Download, format JSON, on the "
    "web site"
)


def read(path: Path, delivery: Delivery) -> None:
    """State the studies of one JSON file, gz or not, in bounded memory."""
    _refuse_retired(path)
    file = _File(delivery)
    for study in records(path, "studies"):
        delivery.records += 1
        file.take(study)
        if delivery.records % _STUDIES_A_BATCH == 0:
            file.state()
    file.add_topics()
    file.state()


def _refuse_retired(path: Path) -> None:
    head = next(pieces(path))[:4_000]
    if head.lstrip().startswith(b"<"):
        raise Refused(f"{path.name} is XML, such as the registry's retired classic form; {_V2}")
    if re.search(rb'"(?:FullStudiesResponse|FullStudy|ProtocolSection)"', head):
        raise Refused(f"{path.name} is from version 1 of the registry's API, retired; {_V2}")


class _File:
    """Rows of the studies at hand, and the topics of the whole file."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.rows: dict[type[Declared], list[Json]] = {}
        self.topics: dict[str, str | None] = {}
        self.batch = ""

    def take(self, study: Any) -> None:
        """Keep one study; one without a registry number, or with text that is none, is rejected."""
        entry = self.delivery.records
        found = _part(study, "protocolSection", "identificationModule").get("nctId")
        if not isinstance(found, str) or not re.fullmatch(r"NCT\d{8}", found, re.ASCII):
            reason = "no NCT number; the study was left out"
            self.delivery.reject(f"entry {entry}", reason, "nctId", found and str(found))
            return
        read = _Study(self.delivery, found, entry, study)
        try:
            read.read()
        except UnicodeEncodeError:
            reason = "its text holds half a character (a lone surrogate); the study was left out"
            self.delivery.reject(found, reason)
            return
        signal_unknown(study, found, self.delivery)
        for declared, rows in read.rows.items():
            self.rows.setdefault(declared, []).extend(rows)
        self.batch = max(self.batch, read.batch)
        for name, id in read.topics.items():
            self.topics[name] = id or self.topics.get(name)

    def add_topics(self) -> None:
        """Keep the topics that the file named, each as a unit."""
        topics, units = self.rows.setdefault(Topic, []), self.rows.setdefault(Unit, [])
        for name, id in self.topics.items():
            unit = f"topic:{name}"
            where = {"unit": unit, "entry": 0, "record": name}
            topics.append({**where, "name": name, "mesh_id": id})
            # A file that knows the id of a heading wins over a later one that does not.
            units.append(_unit(unit, 0, f"{bool(id):d}|{self.batch}", self.batch))

    def state(self) -> None:
        """Hand the rows to the delivery."""
        for declared, rows in self.rows.items():
            table = pa.Table.from_pylist(rows, columns(declared))
            if declared in _PRINTED:
                place = table.column_names.index(_PRINTED[declared])
                text = without_contacts(table.column(place).combine_chunks())
                table = table.set_column(
                    place, _PRINTED[declared], pc.if_else(pc.equal(text, ""), None, text)
                )
            if declared is Affiliation:
                table = table.filter(pc.is_valid(table["text"]))
            self.delivery.state(declared, table)
        self.rows = {}


def _unit(unit: str, entry: int, edition: str, batch: str) -> Json:
    row = {"unit": unit, "entry": entry, "edition": edition, "batch": batch}
    return {**row, "withdrawn": False}


class _Study:
    """One study being read into rows."""

    def __init__(self, delivery: Delivery, nct: str, entry: int, study: Json) -> None:
        self.delivery, self.nct, self.entry = delivery, nct, entry
        self.protocol = _part(study, "protocolSection")
        self.derived = _part(study, "derivedSection")
        self.batch = _text(_part(self.derived, "miscInfoModule"), "versionHolder") or ""
        self.rows: dict[type[Declared], list[Json]] = {}
        self.topics: dict[str, str | None] = {}
        self.officials = 0
        self.companies: tuple[str, ...] = ()  # sponsors that are no persons

    def add(self, declared: type[Declared], **row: Any) -> None:
        """Keep a row of this study."""
        where = {"unit": self.nct, "entry": self.entry, "record": self.nct}
        self.rows.setdefault(declared, []).append({**where, **row})

    def read(self) -> None:
        """Keep all that the study says."""
        updated = self._trial()
        edition = updated.isoformat() if updated else ""
        self.rows[Unit] = [_unit(self.nct, self.entry, edition, self.batch)]
        self._sponsors()
        self._overall()
        self._sites()
        self._topics()

    def _trial(self) -> date | None:
        names, status = _part(self.protocol, "identificationModule"), self._module("statusModule")
        design = self._module("designModule")
        interventions = _parts(self._module("armsInterventionsModule"), "interventions")
        count = _part(design, "enrollmentInfo").get("count")
        updated = self._date(status, "lastUpdatePostDateStruct")
        updated = updated or self._date(status, "lastUpdateSubmitDate")
        self.add(
            Trial,
            nct_id=self.nct,
            title=_text(names, "briefTitle"),
            official_title=_text(names, "officialTitle"),
            status=_text(status, "overallStatus"),
            study_type=_text(design, "studyType"),
            phases=_texts(design, "phases"),
            conditions=_texts(self._module("conditionsModule"), "conditions"),
            interventions=[
                ": ".join(filter(None, (_text(one, "type"), _text(one, "name"))))
                for one in interventions
            ]
            or None,
            enrollment=self._enrollment(count),
            started_on=self._date(status, "startDateStruct"),
            completed_on=self._date(status, "completionDateStruct", ahead=True),
            updated_on=updated,
        )
        return updated

    def _module(self, name: str) -> Json:
        return _part(self.protocol, name)

    def _enrollment(self, count: Any) -> int | None:
        if count is None or (type(count) is int and 0 <= count < 1 << 40):
            return count
        self._reject("no number of participants; left out", "enrollmentInfo", count)
        return None

    def _date(self, module: Json, name: str, ahead: bool = False) -> date | None:
        """A date, or the first day of a month; a planned one may lie far ahead."""
        found = module.get(name)
        value = found.get("date") if isinstance(found, dict) else found
        if value is None:
            return None
        try:
            day = date.fromisoformat(f"{value}-01" if len(value) == 7 else value)
        except (TypeError, ValueError):
            self._reject("no date; left out", name, value)
            return None
        now = self.delivery.known_from
        if is_plausible(day, now) or (ahead and now.year < day.year <= now.year + 100):
            return day
        self._reject("no plausible date; left out", name, value)
        return None

    def _reject(self, reason: str, name: str, value: Any) -> None:
        self.delivery.reject(self.nct, reason, name, str(value))

    def _sponsors(self) -> None:
        module = self._module("sponsorCollaboratorsModule")
        lead = _part(module, "leadSponsor")
        seen: set[str] = set()
        for sponsor in (lead, *_parts(module, "collaborators")):
            name = _text(sponsor, "name")
            if name and name not in seen:
                seen.add(name)
                kind, is_lead = _text(sponsor, "class"), sponsor is lead
                if kind in _COMPANIES:
                    self.companies = (*self.companies, name)
                self.add(Sponsor, nct_id=self.nct, name=name, kind=kind, is_lead=is_lead)

    def _overall(self) -> None:
        for one in _parts(self._module("contactsLocationsModule"), "overallOfficials"):
            self._official(_text(one, "name"), _text(one, "role"), _text(one, "affiliation"))
        party = _part(self._module("sponsorCollaboratorsModule"), "responsibleParty")
        if (kind := _text(party, "type")) in ("PRINCIPAL_INVESTIGATOR", "SPONSOR_INVESTIGATOR"):
            name = _text(party, "investigatorFullName")
            self._official(name, kind, _text(party, "investigatorAffiliation"))

    def _sites(self) -> None:
        parts = ("facility", "city", "state", "country")
        for ordinal, site in enumerate(
            _parts(self._module("contactsLocationsModule"), "locations"), 1
        ):
            place = {name: _text(site, name) for name in parts}
            status = _text(site, "status")
            self.add(Site, nct_id=self.nct, ordinal=ordinal, status=status, **place)
            for one in _parts(site, "contacts"):
                role = _text(one, "role")
                if role in ("PRINCIPAL_INVESTIGATOR", "SUB_INVESTIGATOR"):
                    where = ", ".join(text for text in place.values() if text)
                    self._official(_text(one, "name"), role, where)

    def _official(self, name: str | None, role: str | None, where: str | None) -> None:
        """Keep each person that `name` means, one after the other; a desk is rejected."""
        companies = self.companies
        if where and role != "SPONSOR_INVESTIGATOR":
            companies = (*companies, where)
        found = persons(name, companies) if name else ()
        if name and not found:
            self._nobody(name, companies)
        for parsed in found or (None,):
            self.officials += 1
            if parsed is not None:
                self._person(parsed, name, role, where)

    def _nobody(self, name: str, companies: tuple[str, ...]) -> None:
        is_expected = is_desk(name, companies)
        reason = "no person but an office; left out" if is_expected else "half a name; left out"
        self.delivery.reject(self.nct, reason, "official", without_contact(name), is_expected)

    def _person(self, parsed: Name, name: str | None, role: str | None, where: str | None) -> None:
        mention = f"clinical-trials:{self.nct}:{self.officials}"
        self.add(
            Official,
            mention=mention,
            nct_id=self.nct,
            ordinal=self.officials,
            name=name,
            last_name=parsed.last,
            fore_name=parsed.fore,
            suffix=parsed.suffix,
            credentials=parsed.credentials,
            role=role or "OFFICIAL",
        )
        if where:
            self.add(Affiliation, mention=mention, ordinal=1, text=where, identifiers=None)

    def _topics(self) -> None:
        seen = set()
        for role in ("condition", "intervention"):
            for mesh in _parts(_part(self.derived, f"{role}BrowseModule"), "meshes"):
                name, id = _text(mesh, "term"), _text(mesh, "id")
                if name and (name, role) not in seen:
                    seen.add((name, role))
                    self.topics[name] = id or self.topics.get(name)
                    self.add(STUDIES, start=self.nct, end=name, role=role)


def _part(value: Any, *names: str) -> Json:
    """The object under the names, one in another; an empty one where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _parts(value: Json, name: str) -> Iterator[Json]:
    found = value.get(name)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _text(value: Json, name: str) -> str | None:
    return _clean(value.get(name))


def _texts(value: Json, name: str) -> list[str] | None:
    found = value.get(name)
    texts = map(_clean, found) if isinstance(found, list) else ()
    return [text for text in texts if text] or None


def _clean(text: Any) -> str | None:
    """A text on one line; raises `UnicodeEncodeError` where it is no Unicode text."""
    if not isinstance(text, str):
        return None
    if not text.isascii():
        text.encode()
    return " ".join(text.split()) or None


SOURCE = Source(
    name="clinical-trials",
    title="ClinicalTrials.gov",
    publisher="National Library of Medicine",
    address="https://clinicaltrials.gov/data-api/api",
    terms="Public domain; to be attributed to ClinicalTrials.gov with the date of the data.",
    suffixes=(".json", ".json.gz"),
    states=(Trial, Topic, STUDIES, Official, Affiliation, Site, Sponsor),
    read=read,
)
