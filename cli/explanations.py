"""Why is it so? One sub-command of `peerline explain` per question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import Json, say, settings

app = typer.Typer(help="Say why the conclusions are what they are.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """Say why the conclusions are what they are."""


@app.command()
def identity(
    person: Annotated[str, typer.Argument(help="Person's id, NPI, ORCID iD or a mention.")],
    html: Annotated[Path | None, typer.Option(help="Write Splink's charts to this file.")] = None,
    json: Json = False,
) -> None:
    """Why is each record held to be this person's?"""
    from identity.explaining import explain, page
    from lake.current import Lake

    found = explain(Lake(settings().home, at=settings().lake_at), person)
    if html:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(page(found), encoding="utf-8")
        found["page"] = str(html)
    lines = [f"{found['person']}: {len(found['mentions'])} records (model {found['model']})"]
    for row in found["mentions"]:
        lines.append(f"{row['mention']}  {row['score']:.2f}")
        lines += [f"    {reason}" for reason in row["reasons"]]
        bits = sorted(row.get("bits", {}).items(), key=lambda kind: -abs(kind[1]))
        if bits:
            lines.append("    bits: " + ", ".join(f"{kind} {value:+.1f}" for kind, value in bits))
    for one in found["registry"]:
        tied = "tied" if one["is_tied"] else "not tied"
        lines.append(f"NPI {one['npi']}  {one['score']:.2f}, {tied}: {'; '.join(one['reasons'])}")
    say(json, found, lambda: "\n".join(lines))


COVERAGE = """
query ($person: String!) {
  person(id: $person) { name coverage { name state toldUntil loadedAt licence } }
}"""


@app.command()
def coverage(
    person: Annotated[str, typer.Argument(help="NPI, ORCID iD, id or name.")],
    json: Json = False,
) -> None:
    """Which sources speak of this person, which are silent, and which are not loaded?"""
    from cli import serving
    from cli.client import find
    from cli.terminal.tables import table

    ask = partial(serving.ask, settings())
    found = find(ask, person)
    told: dict[str, Any] = ask(COVERAGE, {"person": found["personId"]})["person"]
    say(json, told, lambda: table(told["coverage"]))


INFLUENCE = """
query ($person: String!, $topic: String, $weights: [IndicatorWeightInput!], $first: Int!) {
  influence(person: $person, topic: $topic, weights: $weights) {
    personId name cohort until topic uncovered
    dimensions { name score isCovered rank rankLow rankHigh ranked
      contributions { name weight total highest contribution
        records(first: $first) { totalCount nodes { record title day source contribution } } } }
  }
}"""


@app.command()
def influence(
    person: Annotated[str, typer.Argument(help="NPI, ORCID iD, id or name.")],
    topic: Annotated[str | None, typer.Option(help="MeSH heading, with all below it.")] = None,
    weight: Annotated[
        list[str] | None, typer.Option(help="Such as scientific.citations=0.7; may be repeated.")
    ] = None,
    first: Annotated[int, typer.Option(help="Records of each indicator, 100 at most.")] = 20,
    chart: Annotated[Path | None, typer.Option(help="Where the chart goes, a PNG.")] = None,
    json: Json = False,
) -> None:
    """Which records add up to a person's influence, in five dimensions?"""
    from algorithms.dimensions import charts as influence_charts
    from cli import serving
    from cli.client import find
    from cli.terminal.influence import opened

    at = settings()
    ask = partial(serving.ask, at)
    found = find(ask, person)
    weights = [_weight(text) for text in weight or []] or None
    asked = {"person": found["personId"], "topic": topic, "weights": weights, "first": first}
    told: dict[str, Any] | None = ask(INFLUENCE, asked)["influence"]
    if told is None:
        say(json, None, lambda: f"{found['name']}: no influence yet; run `peerline refresh`")
        return
    place = chart or at.home / "evaluations" / f"influence-{found['personId']}.png"
    _show(told, influence_charts.draw(told, place), opened, json)


EMERGING = """
query ($person: String!) { person(id: $person) {
  name emerging isVisible isLifting emergingReasons trendUntil
  papersByQuarter citationsByQuarter trialsByQuarter servicesByQuarter newTiesByQuarter
  newCircleTiesByQuarter centralityByQuarter } }"""


@app.command()
def emerging(
    person: Annotated[str, typer.Argument(help="NPI, ORCID iD, id or name.")],
    chart: Annotated[Path | None, typer.Option(help="Where the chart goes, a PNG.")] = None,
    json: Json = False,
) -> None:
    """By which lines does a person rise, quarter by quarter?"""
    from algorithms.emerging import trend_charts
    from cli import serving
    from cli.client import find
    from cli.terminal.influence import trends

    at = settings()
    ask = partial(serving.ask, at)
    found = find(ask, person)
    told: dict[str, Any] = ask(EMERGING, {"person": found["personId"]})["person"]
    if told["trendUntil"] is None:
        say(json, None, lambda: f"{told['name']}: no record of the last twelve quarters")
        return
    place = chart or at.home / "evaluations" / f"emerging-{found['personId']}.png"
    _show(told, trend_charts.draw(told, place), trends, json)


def _show(
    told: dict[str, Any], chart: Path, words: Callable[[dict[str, Any]], Any], json: bool
) -> None:
    told["chart"] = str(chart)
    say(json, told, lambda: words(told))


def _weight(text: str) -> dict[str, Any]:
    name, _, value = text.partition("=")
    dimension, _, indicator = name.partition(".")
    try:
        return {"dimension": dimension, "indicator": indicator, "weight": float(value)}
    except ValueError:
        wrong = f"{text!r} is no weight; one looks like scientific.citations=0.7"
        raise typer.BadParameter(wrong) from None
