"""What stands in the document of a screening, from what was filed alone?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from algorithms.screening.outcomes import MEANINGS, Outcome
from documents.document import Document, Section, Table

TITLE = "Screening before an invitation"
# Of each check; the text that is filed holds more.
MOST_PRINTED = 25
_ORDER = [one.value for one in Outcome]
_UNKNOWN = "not known"


def screening_document(content: dict[str, Any], digest: str) -> Document:
    """The document of a screening by its content, as `algorithms.screening.statement` writes it,
    filed or not; `digest` is of its text."""
    outcome = content["outcome"]
    return Document(
        title=TITLE,
        subtitle=f"{content['name']}, as {content['roleTitle'].lower()}",
        made_at=_made(content),
        mark=outcome,
        digest=digest,
        facts=tuple(_facts(content)),
        sections=(
            Section(
                "What was found",
                (MEANINGS[Outcome(outcome)], _order()),
                (_summary(content["checks"]),),
            ),
            *(_section(one) for one in content["checks"]),
            _payments(content),
        ),
        references=tuple(_source(one) for one in content["sources"]),
    )


def _made(content: dict[str, Any]) -> datetime:
    if "filedAt" in content:
        return datetime.fromisoformat(content["filedAt"])
    return datetime.fromisoformat(content["screenedOn"]).replace(tzinfo=UTC)


def _order() -> str:
    return (
        f"All checks together end as the worst of them: {', '.join(_ORDER)}. What no source says "
        "is unknown, which is not clear."
    )


def _facts(content: dict[str, Any]) -> list[tuple[str, str]]:
    graph = content.get("graph", {})
    facts = [
        ("Person", f"{content['name']} ({content['personId']})"),
        ("NPI", content["npi"] or _UNKNOWN),
        ("Specialty", content["specialty"] or _UNKNOWN),
        ("Role", content["roleTitle"]),
        ("Invited by", content["company"]),
        ("States", ", ".join(content["states"]) or _UNKNOWN),
        ("Topic", content["topic"] or "none given"),
        ("Fee", _fee(content)),
        ("Competitors", _rivals(content["competitors"])),
        ("Screened on", content["screenedOn"]),
    ]
    if "filedAt" not in content:
        return [*facts, ("Filed", "no")]
    return [
        *facts,
        ("Filed", f"{content['filedAt'][:10]} by {content['filedBy']}"),
        ("Purpose", content["purpose"]),
        ("Graph", f"{graph['snapshot'][:12] or _UNKNOWN}, Peerline {graph['version']}"),
    ]


def _fee(content: dict[str, Any]) -> str:
    if content["feeUsd"] is None:
        return "none stated"
    hours, rate, fee = content["hours"], content["rateUsd"], content["feeUsd"]
    return f"{hours:g} hours at {rate:,.2f} USD, {fee:,.2f} USD in all"


def _rivals(names: list[str] | None) -> str:
    return "not known: no list says" if names is None else ", ".join(names) or "none"


def _summary(checks: list[dict[str, Any]]) -> Table:
    rows = sorted(checks, key=lambda one: _ORDER.index(one["outcome"]))
    return Table(
        ("check", "outcome", "why"),
        tuple((one["title"], one["outcome"], one["why"]) for one in rows),
        widths=(4, 2, 9),
    )


def _section(check: dict[str, Any]) -> Section:
    shown, count = min(len(check["records"]), MOST_PRINTED), check["recordCount"]
    if not shown:
        return Section(check["title"], (check["why"],), mark=check["outcome"])
    more = () if shown == count else (f"The newest {shown} of {count:,} records:",)
    table = _records(check["records"][:shown])
    return Section(check["title"], (check["why"], *more), (table,), check["outcome"])


def _records(records: list[dict[str, Any]]) -> Table:
    """The records; columns that would stand empty are left out."""
    columns = [
        ("day", 3, [one["happenedOn"] or "" for one in records]),
        ("checked on", 3, [one["checkedOn"] or "" for one in records]),
        ("what it says", 9, [one["said"] for one in records]),
        ("US dollars", 3, [_usd(one["amountUsd"], "") for one in records]),
        ("source", 3, [one["source"] for one in records]),
        ("record", 4, [one["record"] for one in records]),
    ]
    kept = [one for one in columns if any(one[2])]
    return Table(
        heads=tuple(head for head, *_ in kept),
        rows=tuple(zip(*(cells for *_, cells in kept), strict=True)),
        figures=frozenset(at for at, one in enumerate(kept) if one[0] == "US dollars"),
        widths=tuple(width for _, width, _ in kept),
    )


def _payments(content: dict[str, Any]) -> Section:
    title = "Payments by company, nature and year"
    if not content["payments"]:
        return Section(title, ("No payment of the person is known.",))
    rows = tuple(
        (
            one["family"],
            one["side"],
            one["group"],
            str(one["year"] or _UNKNOWN),
            f"{one['payments']:,}",
            _usd(one["usd"], _UNKNOWN),
        )
        for one in content["payments"]
    )
    heads = ("company", "side", "nature", "year", "payments", "US dollars")
    return Section(title, tables=(Table(heads, rows, frozenset({4, 5}), (6, 3, 3, 2, 2, 3)),))


def _usd(usd: float | None, unknown: str) -> str:
    return unknown if usd is None else f"{usd:,.2f}"


def _source(one: dict[str, Any]) -> str:
    if one["loadedOn"] is None:
        return f"{one['title']}: not loaded."
    parts = [f"loaded on {one['loadedOn']}"]
    parts += [f"list of {one['listedOn']}"] if one["listedOn"] else []
    parts += [f"tells until {one['toldUntil']}"] if one["toldUntil"] else []
    return f"{one['title']}: {', '.join(parts)}."
