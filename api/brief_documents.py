"""What stands in the brief before an introduction, on one page?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api.brief_citing import Citing, Row, person_of, short
from api.brief_facts import listed
from documents.document import Document, Section, Table

TITLE = "Introduction brief"
MOST_EVIDENCE, LONGEST_NAME, LONGEST_TITLE = 2, 40, 60
MOST_UNCOVERED = 8
# What makes ties, as a hop counts it, in the order in which it is told.
COUNTS = (
    ("engagements", "engagement"),
    ("papers", "joint paper"),
    ("trials", "joint trial"),
    ("grantYears", "joint grant year"),
    ("committeeYears", "joint committee year"),
    ("jointSessions", "joint session"),
    ("events", "joint company event"),
    ("speakingQuarters", "quarter of speaking fees from one company"),
    ("consultingQuarters", "quarter of consulting fees from one company"),
    ("sharedYears", "year at one institution"),
    ("patientYears", "year with shared patients"),
)
# Kinds of evidence by the type of their record; some name a year behind the id.
KINDS = {
    **{"PAPER": "Paper", "TRIAL": "Trial", "SESSION": "Session", "ENGAGEMENT": "Engagement"},
    **dict.fromkeys(("PAYMENT", "SPEAKING", "CONSULTING"), "Payment"),
    **{"INSTITUTION": "Institution", "GRANT": "Grant", "COMMITTEE": "Society"},
    "PATIENTS": "Shared patients",
}
YEARLY = ("INSTITUTION", "GRANT", "COMMITTEE")


def introduction_document(answer: Row) -> Document:
    """The document of `introductionBrief`, as `api.brief_questions` asks it."""
    citing = Citing(LONGEST_TITLE)
    chains = answer["introductions"]
    sections = [
        citing.section("Who it is", answer["about"]),
        citing.section("Influence, beside whom", answer["influence"]),
        *(_introduction(number, one, citing) for number, one in enumerate(chains, 1)),
        *_uncovered(chains, citing),
        *([citing.section("Introductions", [answer["unreached"]])] if not chains else []),
        citing.section("What joins us", answer["common"]),
        citing.section("Last touch by anyone", [answer["lastTouch"]]),
        citing.section("Screening", answer["screenings"]),
    ]
    facts = [("For", answer["askedFor"]), ("As of", answer["asOf"])]
    subtitle = person_of(answer)
    return citing.document(TITLE, subtitle, answer, facts, sections, is_compact=True)


def _introduction(number: int, chain: Row, citing: Citing) -> Section:
    hops = chain["hops"]
    through = chain["introducer"]
    title = f"{number}. Ask {_name(through)}" if through else f"{number}. You know each other"
    rows = tuple(_hop(hop, citing) for hop in hops)
    weakest = hops[chain["weakest"] - 1]
    mark = citing.mark(_records(weakest))
    said = [f"Strength {chain['strength']:.2f}, the product of its ties."]
    if len(hops) > 1:
        ends = f"{_start(weakest)} and {_name(weakest['to'])}"
        said.append(f"The weakest is that of {ends}, {weakest['strength']:.2f}.")
    if through:
        said.append(_declined(through, chain["ifDeclined"]))
    whole = citing.mark(one for hop in hops for one in _records(hop))
    against = _against(chain)
    doubts = (
        f"Against it: {'; '.join(against)}. {whole}"
        if against
        else f"Nothing in these records is flagged. {whole}"
    )
    paragraphs = (f"{' '.join(said)} {mark}".rstrip(), doubts.rstrip())
    heads = ("tie", "rests on", "last seen", "strength", "sources")
    table = Table(heads, rows, frozenset({3}), (7, 7, 0, 0, 0))
    return Section(title, paragraphs, (table,))


def _hop(hop: Row, citing: Citing) -> tuple[str, ...]:
    counts = [f"{hop[name]} {word}{'s' if hop[name] != 1 else ''}" for name, word in COUNTS
              if hop[name]]  # fmt: skip
    shown = min(len(hop["evidence"]), MOST_EVIDENCE)
    more = hop["evidenceCount"] - shown
    left = f" ({more} more records not shown)" if more > 0 else ""
    return (
        f"{_start(hop)} and {_name(hop['to'])}",
        f"{', '.join(counts) or 'records not counted'}{left}",
        hop["lastOn"] or "not known",
        f"{hop['strength']:.2f}",
        citing.mark(_records(hop)) or "none",
    )


def _declined(through: Row, other: Row | None) -> str:
    if other is None:
        return f"If {_name(through)} declines, no other chain is known."
    if other["introducer"] is None:
        return f"Without {_name(through)} there is a tie of your own, {other['strength']:.2f}."
    return (
        f"If {_name(through)} declines, ask {_name(other['introducer'])}, {other['strength']:.2f}."
    )


def _against(chain: Row) -> list[str]:
    found = [one["about"] for one in chain["flags"]]
    for number, hop in enumerate(chain["hops"], 1):
        found += [f"tie {number}: {one}" for one in hop["doubts"]]
        remarks = {one["remark"] for one in hop["evidence"][:MOST_EVIDENCE] if one["remark"]}
        found += [f"tie {number} rests on a paper that is {one}" for one in sorted(remarks)]
    return list(dict.fromkeys(found))


def _uncovered(chains: Sequence[Row], citing: Citing) -> list[Section]:
    """What is not known of the chains, once for all of them."""
    words = list(dict.fromkeys(short(one, 120) for chain in chains for one in chain["uncovered"]))
    if not words:
        return []
    mark = citing.mark(one for chain in chains for one in _records(chain["hops"][-1]))
    said = f"{listed(words, MOST_UNCOVERED)}. {mark}"
    said = said[:1].upper() + said[1:]
    return [Section("Not covered by these introductions", (said,))]


def _start(hop: Row) -> str:
    return str(hop["liaison"]["liaisonId"]) if hop["liaison"] else _name(hop["from"])


def _name(person: Row) -> str:
    return short(person["name"], LONGEST_NAME)


def _records(hop: Row) -> list[dict[str, Any]]:
    return [_record(one) for one in hop["evidence"][:MOST_EVIDENCE]]


def _record(one: Row) -> dict[str, Any]:
    id: str = one["record"]
    if one["kind"] == "COMMITTEE":
        id = id.split(" ", 1)[0]
    elif one["kind"] in YEARLY:
        id = id.rpartition(" ")[0]
    told = {"kind": KINDS[one["kind"]], "record": id, "day": one["happenedOn"]}
    return told | {"title": one["title"], "source": one["source"]}
