"""May this person be invited, and what is filed? The sub-commands of `peerline screening`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, say, settings

if TYPE_CHECKING:
    from cli.client import Ask

app = typer.Typer(help="Screen a person before an invitation.", no_args_is_help=True)

_FIELDS = """
  name role company states feeUsd screenedOn outcome content
  checks { title outcome why recordCount }"""
ASK = f"""
query ($person: String!, $role: ScreeningRole!, $company: String!, $states: [String!],
  $hours: Float, $rateUsd: Float, $topic: String) {{
  screening(person: $person, role: $role, company: $company, states: $states, hours: $hours,
    rateUsd: $rateUsd, topic: $topic) {{ {_FIELDS} }} }}"""
FILE = f"""
mutation ($input: ScreeningInput!, $purpose: String!) {{
  fileScreening(input: $input, purpose: $purpose) {{
    filedScreening {{ number digest content screening {{ {_FIELDS} }} }} }} }}"""
LIST = """
query ($person: String!, $first: Int!) { screenings(person: $person, first: $first) {
  number filedAt filedBy purpose outcome isStale staleBecause digest
  screening { role company } } }"""
Person = Annotated[str, typer.Argument(help="A name, `personId`, NPI or ORCID iD.")]


@app.command()
def check(
    person: Person,
    role: Annotated[str, typer.Option(help="speaker, adviser, investigator, author or attendee.")],
    company: Annotated[str, typer.Option(help="Who invites: a name or a companyId.")],
    state: Annotated[
        list[str] | None, typer.Option(help="Where it takes place; else the state of practice.")
    ] = None,
    hours: Annotated[float | None, typer.Option(help="Hours of work.")] = None,
    rate: Annotated[float | None, typer.Option(help="US dollars an hour.")] = None,
    topic: Annotated[str | None, typer.Option(help="MeSH heading that it is about.")] = None,
    file: Annotated[bool, typer.Option("--file", help="Keep it; give the purpose.")] = False,
    purpose: Annotated[str, typer.Option(help="What it is filed for.")] = "",
    html: Annotated[Path | None, typer.Option(help="Write the document here.")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write the document here, to print.")] = None,
    text: Annotated[Path | None, typer.Option(help="Write its text here, as JSON.")] = None,
    json: Json = False,
) -> None:
    """Every check with its outcome and why; with --file it is kept, with its records."""
    from cli.client import find
    from cli.serving import ask
    from cli.terminal.screenings import screening

    if file and not purpose.strip():
        raise typer.BadParameter("say what it is filed for: --purpose TEXT")
    asked = partial(ask, settings())
    given: dict[str, Any] = {
        "person": find(asked, person)["personId"],
        "role": role.strip().upper(),
        "company": company,
        "states": state or None,
        "hours": hours,
        "rateUsd": rate,
        "topic": topic,
    }
    found = _filed(asked, given, purpose) if file else asked(ASK, given)["screening"]
    _write(found["content"], {"html": html, "pdf": pdf, "json": text})
    say(json, found, lambda: screening(found))


def _filed(asked: Ask, given: dict[str, Any], purpose: str) -> dict[str, Any]:
    """The screening as it was filed, with its number and digest."""
    answer = asked(FILE, {"input": given, "purpose": purpose})
    filed: dict[str, Any] = answer["fileScreening"]["filedScreening"]
    found: dict[str, Any] = filed.pop("screening")
    return found | filed


def _write(content: str, places: dict[str, Path | None]) -> None:
    """The documents of a screening's text that are wanted."""
    for kind, place in places.items():
        if place is not None:
            from api.filed_copies import printed

            place.write_bytes(content.encode() if kind == "json" else printed(content, kind))


@app.command("list")
def listed(
    person: Person,
    first: Annotated[int, typer.Option(help="How many, 1 to 100.")] = 20,
    json: Json = False,
) -> None:
    """What was filed of a person, the latest first, and what must be done again."""
    from cli.client import find
    from cli.serving import ask
    from cli.terminal.screenings import filed

    asked = partial(ask, settings())
    given = {"person": find(asked, person)["personId"], "first": first}
    found = asked(LIST, given)["screenings"]
    say(json, found, lambda: filed(found))


@app.command()
def verify(
    what: Annotated[str, typer.Argument(help="A number, or a file: .json, .html or .pdf.")],
    json: Json = False,
) -> None:
    """Whether a copy is what was filed, letter for letter; by number, whether the text still is."""
    from api.filed_copies import verified, verified_number

    place = Path(what)
    if what.isascii() and what.isdigit() and len(what) < 10 and not place.exists():
        one = verified_number(settings(), int(what))
    else:
        one = verified(settings(), place.read_bytes())
    answer = {"number": one.number, "digest": one.digest, "filedBy": one.by, "filedAt": one.at}
    words = f"It is screening {one.number}, as {one.by} filed it on {one.at:%Y-%m-%d}."
    say(json, answer, lambda: words)
