"""What stands in the document of the evidence for a visit?"""

from __future__ import annotations

from collections.abc import Sequence

from api.brief_citing import Citing, Row, person_of, why_empty
from documents.document import Document, Section, Table

TITLE = "Evidence for a visit"


def evidence_document(answer: Row) -> Document:
    """The document of `evidencePack`, as `api.brief_questions` asks it."""
    citing = Citing()
    product = answer["product"]
    sections = [
        citing.section("Whom the person treats", _or_empty(answer, "practice")),
        *([citing.section("The product", answer["narrowedTo"])] if product else []),
        _topics("What the person works on", answer, "interests", citing),
        *_discussed(answer, citing),
        _trials(answer, citing),
        _papers(answer, citing),
        citing.section("Limits", answer["limits"]),
    ]
    facts = [("As of", answer["asOf"])]
    facts += [("Product", product["name"])] if product else []
    return citing.document(TITLE, person_of(answer), answer, facts, sections)


def _or_empty(answer: Row, part: str) -> Sequence[Row]:
    return answer[part] or why_empty(answer, part)


def _topics(title: str, answer: Row, part: str, citing: Citing) -> Section:
    if not answer[part]:
        return citing.section(title, why_empty(answer, part))
    rows = tuple(
        (
            one["name"],
            one["why"]["said"].removeprefix(f"{one['name']}: ").rstrip("."),
            citing.mark(one["why"]["records"]),
        )
        for one in answer[part]
    )
    return Section(title, tables=(Table(("topic", "records", "newest"), rows, widths=(6, 6, 0)),))


def _discussed(answer: Row, citing: Citing) -> list[Section]:
    """What debriefs name as topics, for those who may read of conversations."""
    if "discussed" not in answer:
        return []
    return [_topics("What was discussed with us, by topic", answer, "discussed", citing)]


def _trials(answer: Row, citing: Citing) -> Section:
    title = "Trials by others on these topics"
    if not answer["trials"]:
        return citing.section(title, why_empty(answer, "trials"))
    rows = tuple(
        (
            one["trial"]["title"] or "no title",
            one["trial"]["record"],
            _phases(one["phases"]),
            _why(one, citing),
            citing.mark([one["trial"]]),
        )
        for one in answer["trials"]
    )
    heads = ("trial", "number", "phase", "why it is here", "source")
    return Section(title, tables=(Table(heads, rows, widths=(6, 0, 0, 7, 0)),))


def _papers(answer: Row, citing: Citing) -> Section:
    title = "Papers by others on these topics"
    if not answer["papers"]:
        return citing.section(title, why_empty(answer, "papers"))
    rows = tuple(
        (_citation(one), _why(one, citing), citing.mark([one["paper"]])) for one in answer["papers"]
    )
    heads = ("paper", "why it is here", "source")
    return Section(title, tables=(Table(heads, rows, widths=(9, 8, 0)),))


def _citation(one: Row) -> str:
    """Title, journal, date and number; never an abstract."""
    title = (one["paper"]["title"] or "No title").rstrip(".")
    journal = one["journal"] or "Journal not known"
    return f"{title}. {journal}. {one['publishedAs']}. PMID {one['paper']['record']}."


def _why(one: Row, citing: Citing) -> str:
    return " ".join(map(citing.told, one["why"]))


def _phases(phases: Sequence[str]) -> str:
    words = [one.lower().replace("_", " ").replace("phase", "phase ") for one in phases]
    return ", ".join(words) if words and words != ["na"] else "none stated"
