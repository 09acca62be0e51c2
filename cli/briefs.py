"""What do I take to a visit, and what came of a congress? The sub-commands of `peerline brief`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, say, settings

if TYPE_CHECKING:
    from documents.document import Document

app = typer.Typer(help="Documents for a visit, each statement with its sources.",
                  no_args_is_help=True)  # fmt: skip

Person = Annotated[str, typer.Argument(help="A name, `personId`, NPI or ORCID iD.")]
OnDay = Annotated[str | None, typer.Option("--as-of", help="The day to tell of, as 2026-03-01.")]
Out = Annotated[Path | None, typer.Option(help="Write the document here: FILE.pdf or FILE.html.")]
Conversations = Annotated[
    bool, typer.Option(help="Whether what debriefs say belongs to it; not every role may read it.")
]


@app.command()
def introduction(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A liaison or a team.")],
    person: Person,
    as_of: OnDay = None,
    first: Annotated[int, typer.Option(help="How many introductions, 1 to 5.")] = 3,
    out: Out = None,
    json: Json = False,
) -> None:
    """One page: who connects us to a person, why believe it, and what to know before."""
    from api.brief_documents import introduction_document
    from api.brief_questions import INTRODUCTION_BRIEF
    from cli.client import find, start_of
    from cli.serving import ask

    kind = _kind(out)
    asked = partial(ask, settings())
    label, _, name = start_of(asked, start)["id"].partition(":")
    if label == "Person":
        raise typer.BadParameter(f"{start!r} is a person; FROM is a liaison or a team")
    given = {"person": find(asked, person)["personId"], label.lower(): name}
    answer = asked(INTRODUCTION_BRIEF, given | {"asOf": as_of, "first": first})
    _tell(answer["introductionBrief"], introduction_document, kind, out, json)


@app.command()
def evidence(
    person: Person,
    product: Annotated[str | None, typer.Option(help="Only what it is listed for.")] = None,
    as_of: OnDay = None,
    first: Annotated[int, typer.Option(help="How many trials and papers, 1 to 25.")] = 8,
    conversations: Conversations = True,
    out: Out = None,
    json: Json = False,
) -> None:
    """What to bring to a visit: trials and papers beside a person's patients and interests."""
    from api.brief_questions import evidence_pack
    from api.evidence_pack_documents import evidence_document
    from cli.client import find
    from cli.serving import ask

    kind = _kind(out)
    asked = partial(ask, settings())
    given = {"person": find(asked, person)["personId"], "product": product}
    answer = asked(evidence_pack(conversations), given | {"asOf": as_of, "first": first})
    _tell(answer["evidencePack"], evidence_document, kind, out, json)


@app.command()
def congress(
    congress: Annotated[str, typer.Argument(help="A `congressId`.")],
    liaison: Annotated[str | None, typer.Option(help="For a liaison, by `liaisonId`.")] = None,
    team: Annotated[str | None, typer.Option(help="For a team, by `teamId`.")] = None,
    segment: Annotated[str | None, typer.Option(help="Only members of this segment.")] = None,
    as_of: OnDay = None,
    first: Annotated[int, typer.Option(help="How many persons of each kind, 1 to 100.")] = 25,
    conversations: Conversations = True,
    out: Out = None,
    json: Json = False,
) -> None:
    """What came of a congress: who of ours took part, who was met, and what is left to do."""
    from api.brief_questions import congress_debrief
    from api.congress_debrief_documents import congress_document
    from cli.serving import ask

    kind = _kind(out)
    given = {"congress": congress, "liaison": liaison, "team": team, "segment": segment}
    question = congress_debrief(conversations)
    answer = ask(settings(), question, given | {"asOf": as_of, "first": first})
    _tell(answer["congressDebrief"], congress_document, kind, out, json)


def _kind(out: Path | None) -> str:
    """Which kind of file is wanted; nothing where none is."""
    kind = out.suffix.lower().removeprefix(".") if out else ""
    if out and kind not in ("pdf", "html"):
        raise typer.BadParameter(f"--out is {str(out)!r}; give FILE.pdf or FILE.html")
    return kind


def _tell(
    answer: dict[str, Any],
    made: Callable[[Mapping[str, Any]], Document],
    kind: str,
    out: Path | None,
    json: bool,
) -> None:
    """Write the document where that is wanted, else print it."""
    from api.filed_copies import KINDS
    from cli.terminal.documents import document_told

    if out is not None:
        out.write_bytes(KINDS[kind](made(answer)))
        say(json, {"file": str(out)} | answer, lambda: f"Written to {out}")
    else:
        say(json, answer, lambda: document_told(made(answer)))
