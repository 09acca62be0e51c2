"""How are the demo country's papers written as PubMed files?

Baseline files of the 2025 document type, 10,000 articles each, and one update file with revised
records, second versions and withdrawn PMIDs. No abstracts beyond one invented sentence.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random
from typing import NamedTuple

from demo import papers
from demo.bylines import author_list, investigator
from demo.circles import Ints
from demo.headings import headings
from demo.journals import Journal, journal_of
from demo.plan import CONSORTIUM, FIRST_PMID, NOTICE, PAPER
from demo.specialties import GENERAL_HEADINGS, SPECIALTIES
from demo.studies import POPULATIONS, STUDY_DESIGNS, STUDY_THEMES
from demo.world import GRANT, World

PER_FILE = 10_000
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"'
    ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    "<PubmedArticleSet>\n"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - reads better
_QUALIFIERS = (
    ("Q000628", "therapy"),
    ("Q000188", "drug therapy"),
    ("Q000401", "mortality"),
    ("Q000175", "diagnosis"),
    ("Q000453", "epidemiology"),
)


class Written(NamedTuple):
    """What one file states, for the truth: one row per byline and per listed investigator."""

    pmid: list[int]
    position: list[int]
    person: list[int]
    investigators: list[tuple[int, int, int]]


def files(world: World) -> int:
    """How many baseline files the country's papers fill."""
    return -(-len(world.plan) // PER_FILE)


def write_baseline(world: World, folder: Path, file: int) -> Written:
    """Write baseline file `file` (from 0) into `folder`; returns who signs its articles."""
    truth = Written([], [], [], [])
    parts = [_HEAD]
    for at in range(file * PER_FILE, min((file + 1) * PER_FILE, len(world.plan))):
        parts.append(_article(world, at, truth))
    parts.append("</PubmedArticleSet>\n")
    _write(folder / f"pubmed25n{file + 1:04d}.xml.gz", "".join(parts))
    return truth


def write_update(world: World, folder: Path) -> int:
    """Write the update file: revisions, second versions, deletions; returns its record count."""
    plan = world.plan
    step = max(1, len(plan) // 40)
    parts = [_HEAD]
    ignored = Written([], [], [], [])
    revised = [at for at in range(step // 2, len(plan), step) if not plan.deleted[at]]
    for turn, at in enumerate(revised):
        version = 2 if turn % 4 == 3 else 1
        parts.append(_article(world, at, ignored, version=version, revised=True))
    gone = [at for at in range(len(plan)) if plan.deleted[at]]
    pmids = "".join(f'<PMID Version="1">{FIRST_PMID + at}</PMID>\n' for at in gone)
    parts.append(f"<DeleteCitation>\n{pmids}</DeleteCitation>\n</PubmedArticleSet>\n")
    _write(folder / f"pubmed25n{files(world) + 1:04d}.xml.gz", "".join(parts))
    return len(revised) + len(gone)


def _write(path: Path, text: str) -> None:
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=4, fileobj=raw, mtime=0) as packed,
    ):
        packed.write(text.encode())


def _article(
    world: World, at: int, truth: Written, *, version: int = 1, revised: bool = False
) -> str:
    random = world.random(PAPER, at)
    signed = papers.byline(world, at, random)
    year = int(world.plan.year[at])
    authors, ordinals = author_list(world, signed.authors, signed.collective, year, random)
    pmid = FIRST_PMID + at
    truth.pmid.extend([pmid] * len(ordinals))
    truth.position.extend(ordinals)
    truth.person.extend(signed.authors)
    members = ""
    if signed.investigators:
        rows = [investigator(world, person, year, random) for person in signed.investigators]
        members = f"<InvestigatorList>\n{''.join(rows)}</InvestigatorList>\n"
        truth.investigators.extend(
            (pmid, ordinal, person) for ordinal, person in enumerate(signed.investigators, 1)
        )
    grants = _grants(world, at, signed.authors)
    return _citation(world, at, random, (authors, grants, members), version, revised)


def _citation(
    world: World,
    at: int,
    random: Random,
    named: tuple[str, str, str],
    version: int,
    revised: bool,
) -> str:
    plan, (authors, grants, members) = world.plan, named
    year, month = int(plan.year[at]), int(plan.month[at])
    specialty = int(world.circles.specialty[plan.circle[at]])
    journal = journal_of(specialty, random.random())
    day = random.randint(1, 28)
    subjects = _subjects(world, at, random)
    title = _title(world, at, subjects[0], random)
    changed = _date("DateRevised", 2025, 2, 14) if revised else _date("DateRevised", year, 12, 28)
    pmid = FIRST_PMID + at
    doi = f"10.99999/demo.{pmid}"
    article = (
        f'<Article PubModel="Print">\n{_journal(journal, year, month, day, random)}'
        f"<ArticleTitle>{title}{' [Corrected]' if revised else ''}.</ArticleTitle>\n"
        f'<ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>\n'
        f"{_abstract(at)}{authors}<Language>eng</Language>\n{grants}"
        f"{_publication_types(world, at, random)}</Article>\n"
    )
    return (
        f'<PubmedArticle>\n<MedlineCitation Status="MEDLINE" Owner="NLM">\n'
        f'<PMID Version="{version}">{pmid}</PMID>\n'
        f"{_date('DateCompleted', year, 12, 15)}{changed}{article}"
        f"<MedlineJournalInfo><Country>United States</Country><MedlineTA>{journal.short}"
        f"</MedlineTA><NlmUniqueID>{journal.nlm_id}</NlmUniqueID><ISSNLinking>{journal.issn}"
        f"</ISSNLinking></MedlineJournalInfo>\n<CitationSubset>IM</CitationSubset>\n"
        f"{_comments(world, at)}{_mesh(subjects, random)}{members}</MedlineCitation>\n"
        f'<PubmedData>\n<History><PubMedPubDate PubStatus="pubmed"><Year>{year}</Year><Month>'
        f"{month}</Month><Day>{day}</Day></PubMedPubDate></History>\n"
        f"<PublicationStatus>ppublish</PublicationStatus>\n<ArticleIdList>"
        f'<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">{doi}</ArticleId>'
        f"</ArticleIdList>\n{_references(world, at, random)}</PubmedData>\n</PubmedArticle>\n"
    )


def _date(tag: str, year: int, month: int, day: int) -> str:
    return f"<{tag}><Year>{year}</Year><Month>{month:02d}</Month><Day>{day:02d}</Day></{tag}>\n"


def _journal(journal: Journal, year: int, month: int, day: int, random: Random) -> str:
    form = random.random()
    if form < 0.04:
        after = _MONTHS[month % 12]
        spring = f"{year} {_MONTHS[month - 1]}-{after}" if month < 12 else f"{year} Winter"
        date = f"<MedlineDate>{spring}</MedlineDate>"
    elif form < 0.3:
        date = f"<Year>{year}</Year><Month>{_MONTHS[month - 1]}</Month><Day>{day:02d}</Day>"
    elif form < 0.95:
        date = f"<Year>{year}</Year><Month>{_MONTHS[month - 1]}</Month>"
    else:
        date = f"<Year>{year}</Year>"
    return (
        f'<Journal><ISSN IssnType="Print">{journal.issn}</ISSN><JournalIssue CitedMedium="Print">'
        f"<Volume>{year - 1980}</Volume><Issue>{month}</Issue><PubDate>{date}</PubDate>"
        f"</JournalIssue><Title>{journal.title}</Title><ISOAbbreviation>{journal.short}"
        f"</ISOAbbreviation></Journal>\n"
    )


def _subjects(world: World, at: int, random: Random) -> list[str]:
    """Headings of a paper: one or two of its circle's three, then general ones."""
    group = int(world.plan.circle[at])
    names = SPECIALTIES[int(world.circles.specialty[group])].headings
    focus = [names[int(choice)] for choice in world.circles.focus[group]]
    chosen = random.choices(focus, (5, 3, 2))
    if random.random() < 0.45:
        chosen.append(random.choice(focus if random.random() < 0.7 else names))
    chosen.extend(random.sample(GENERAL_HEADINGS, random.randint(2, 4)))
    return list(dict.fromkeys(chosen))


def _title(world: World, at: int, subject: str, random: Random) -> str:
    if world.plan.kind[at] == NOTICE:
        return f"Retraction of the article with PMID {FIRST_PMID + int(world.plan.retracts[at])}"
    head, _, rest = subject.partition(", ")
    plainly = f"{rest.lower()} {head.lower()}" if rest else head.lower()
    theme, design = random.choice(STUDY_THEMES), random.choice(STUDY_DESIGNS)
    whom = f" among {random.choice(POPULATIONS)}" if random.random() < 0.5 else ""
    return f"{theme} {plainly}{whom}: {design}"


def _abstract(at: int) -> str:
    if at % 3:
        return ""
    sentence = "An invented study of a synthetic country."
    return f"<Abstract><AbstractText>{sentence}</AbstractText></Abstract>\n"


def _grants(world: World, at: int, authors: list[int]) -> str:
    random = world.random(GRANT, at)
    printed = world.grants.acknowledged(authors, int(world.plan.year[at]), random)
    grants = "".join(
        f"<Grant><GrantID>{number}</GrantID><Agency>{agency}</Agency>"
        f"<Country>United States</Country></Grant>"
        for number, agency in printed
    )
    return f'<GrantList CompleteYN="Y">{grants}</GrantList>\n' if grants else ""


def _publication_types(world: World, at: int, random: Random) -> str:
    kinds = ['<PublicationType UI="D016428">Journal Article</PublicationType>']
    if world.plan.kind[at] == NOTICE:
        kinds = ['<PublicationType UI="D016440">Retraction of Publication</PublicationType>']
    elif world.plan.retracted_by[at] >= 0:
        kinds.append('<PublicationType UI="D016441">Retracted Publication</PublicationType>')
    elif world.plan.kind[at] == CONSORTIUM:
        kinds.append('<PublicationType UI="D016448">Multicenter Study</PublicationType>')
    elif random.random() < 0.15:
        kinds.append('<PublicationType UI="D016454">Review</PublicationType>')
    elif random.random() < 0.08:
        kinds.append('<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType>')
    if world.plan.guideline[at]:
        kinds.append('<PublicationType UI="D017065">Practice Guideline</PublicationType>')
    elif world.plan.congress[at]:
        kinds.append('<PublicationType UI="D016423">Congress</PublicationType>')
    return f"<PublicationTypeList>{''.join(kinds)}</PublicationTypeList>\n"


def _comments(world: World, at: int) -> str:
    """The link between a withdrawn paper and the notice of its retraction."""
    other, kind = int(world.plan.retracted_by[at]), "RetractionIn"
    if world.plan.kind[at] == NOTICE:
        other, kind = int(world.plan.retracts[at]), "RetractionOf"
    if other < 0:
        return ""
    return (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>Demo J Med. '
        f'{int(world.plan.year[other])}</RefSource><PMID Version="1">{FIRST_PMID + other}</PMID>'
        f"</CommentsCorrections></CommentsCorrectionsList>\n"
    )


def _mesh(subjects: list[str], random: Random) -> str:
    rows = []
    known = headings()
    for place, name in enumerate(subjects):
        major = "Y" if place == 0 else "N"
        qualifier = ""
        if name not in GENERAL_HEADINGS and random.random() < 0.4:
            ui, text = random.choice(_QUALIFIERS)
            flag = major if random.random() < 0.5 else "N"
            qualifier = f'<QualifierName UI="{ui}" MajorTopicYN="{flag}">{text}</QualifierName>'
        rows.append(
            f'<MeshHeading><DescriptorName UI="{known[name].ui}" MajorTopicYN="{major}">{name}'
            f"</DescriptorName>{qualifier}</MeshHeading>\n"
        )
    return f"<MeshHeadingList>\n{''.join(rows)}</MeshHeadingList>\n"


def _references(world: World, at: int, random: Random) -> str:
    """Five to fifteen earlier papers, most of the own circle, recent or of emerging experts."""
    if at < 50 or world.plan.kind[at] == NOTICE:
        return ""
    own = world.plan.of_circle[int(world.plan.circle[at])]
    earlier = int(own.searchsorted(at))
    cited: set[int] = set()
    for _ in range(random.randint(5, 15)):
        found = _cited(random, own, earlier, at)
        if not papers.of_emerging(world)[found] and random.random() < 0.5:
            found = _cited(random, own, earlier, at)
        cited.add(found)
    rows = [
        f"<Reference><Citation>Demo citation {number}.</Citation><ArticleIdList><ArticleId "
        f'IdType="pubmed">{FIRST_PMID + other}</ArticleId></ArticleIdList></Reference>\n'
        for number, other in enumerate(sorted(cited), 1)
    ]
    return f"<ReferenceList>\n{''.join(rows)}</ReferenceList>\n"


def _cited(random: Random, own: Ints, earlier: int, at: int) -> int:
    back = random.random() ** 2
    if earlier and random.random() < 0.55:
        return int(own[earlier - 1 - int(back * earlier)])
    return at - 1 - int(back * (at - 1))
