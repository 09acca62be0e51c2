"""How is a person left out, let back, and shown what is held on them?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, print_json, say, settings

if TYPE_CHECKING:
    from schema.settings import Settings

app = typer.Typer()
Who = Annotated[str, typer.Argument(help="Person's id, NPI, ORCID iD or a mention.")]
By = Annotated[str, typer.Option(help="Who asks, by id.")]
Why = Annotated[str, typer.Option(help="The reason, for whoever reads it later.")]


@app.command()
def suppress(
    person: Who,
    why: Why,
    by: By,
    asked_on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day on which the person asked for it."),
    ] = None,
    json: Json = False,
) -> None:
    """Leave a person out of every answer at once, and of the graph from the next refresh on."""
    from workspace.naming import known_by
    from workspace.suppression import suppress as run

    at = settings()
    person_id, keys = known_by(at, person)
    _audit(at, "change", "suppress", person_id, by, why)
    made = run(at, person_id, keys, by, why, asked_on and asked_on.date())
    say(
        json,
        {"number": made.number, "person_id": person_id, "keys": len(made.digests)},
        lambda: (
            f"Suppression {made.number}, by {len(made.digests)} keys. Answers leave the person out "
            "now; run `peerline refresh` to take them out of the graph."
        ),
    )


@app.command()
def release(person: Who, why: Why, by: By, json: Json = False) -> None:
    """Let a suppressed person back, from the next refresh on."""
    from workspace.naming import known_by
    from workspace.suppression import release as run

    at = settings()
    person_id, keys = known_by(at, person)
    _audit(at, "change", "release", person_id, by, why)
    released = [one.number for one in run(at, keys, by, why)]
    say(
        json,
        {"released": released},
        lambda: "Released. Run `peerline refresh` to bring the person back into the graph.",
    )


@app.command()
def held(
    person: Who,
    by: By,
    why: Why = "what is held on a person",
    out: Annotated[Path | None, typer.Option(help="Write to this file; else print.")] = None,
) -> None:
    """Write down as JSON what is held on a person: facts, mentions, claims and their sources, and
    the screenings that were filed, and the notes."""
    from identity.holding import held as of
    from lake.current import Lake
    from loaders.reading.source import sources
    from workspace.notes import held as noted
    from workspace.screenings import held as filed

    at = settings()
    lake = Lake(at.home, at=at.lake_at)
    answer: dict[str, Any] = of(lake, person)
    lake.close()
    _audit(at, "export", "held", answer["keys"]["person_id"], by, why)
    answer["screenings"] = filed(at, answer["keys"]["person_id"])
    answer["notes"] = noted(at, answer["keys"]["person_id"])
    answer["sources"] = {
        one.name: {"title": one.title, "publisher": one.publisher, "terms": one.terms}
        for one in sources().values()
    }
    if out is None:
        print_json(answer)
        return
    import orjson

    out.touch(mode=0o600)
    out.write_bytes(orjson.dumps(answer, default=str, option=orjson.OPT_INDENT_2))


def _audit(at: Settings, kind: str, what: str, persons: str | list[str], by: str, why: str) -> None:
    """Write the entry before anything is done; raises `workspace.audit.NotAudited`."""
    from workspace.audit import Entry, writer

    ids = [persons] if isinstance(persons, str) else persons
    some = [one for one in ids if one]
    entry = Entry(by, "local", kind, what, roots=[what], persons=some, purpose=why[:200])
    writer(at).write(entry)
