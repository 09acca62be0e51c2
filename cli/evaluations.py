"""How right are the conclusions? One sub-command of `peerline evaluate` per question.

Every evaluation prints its measures, or with `--json` one object, and needs no running server.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Json, say, say_outline, settings

if TYPE_CHECKING:
    from schema.settings import Settings

# Clinicians of a country with about as many papers as the published gold names.
COUNTRY = 1_500
app = typer.Typer(help="Measure how right the conclusions are.", no_args_is_help=True)


@app.command()
def identity(
    gold: Annotated[
        Path | None,
        typer.Option(help="Pairs or clusters (CSV or Parquet); else the demo country's truth."),
    ] = None,
    folds: Annotated[int, typer.Option(help="Retrain on pairs, in folds by family name.")] = 0,
    companies: Annotated[
        bool, typer.Option(help="Whether pairs are judged alike, whatever is loaded beside them.")
    ] = False,
    charts: Annotated[Path | None, typer.Option(help="Folder for charts as PNG.")] = None,
    json: Json = False,
) -> None:
    """Measure identity on gold: pairs of bylines, or clusters (PMID, position, person)."""
    if companies:
        if gold is None:
            raise typer.BadParameter("--companies needs --gold with a file of pairs")
        say_outline(json, _companies(settings(), gold))
        return
    from identity.charts import draw
    from identity.evaluation import evaluate, evaluate_truth
    from lake.current import Lake

    home = settings().home
    lake = Lake(home, at=settings().lake_at)
    found = evaluate(lake, gold, folds) if gold else evaluate_truth(lake, home)
    found["charts"] = draw(found, charts or home / "evaluations")
    say_outline(json, found)


def _companies(at: Settings, gold: Path) -> dict[str, Any]:
    """The measures with a made-up country loaded beside the home's papers, in a home of its own."""
    from tempfile import TemporaryDirectory

    from demo.country import write
    from identity.companies import compare_companies
    from lake.current import Lake
    from lake.store import store
    from loaders.reading.loading import files_of, load
    from loaders.reading.source import sources

    pubmed = sources()["pubmed"]
    with TemporaryDirectory() as folder:
        beside, country = Path(folder, "home"), Path(folder, "country")
        write(country, clinicians=COUNTRY)
        load(beside, pubmed, files_of(pubmed, [str(country / "pubmed")]))
        made_up = Lake(beside).sql('SELECT pmid FROM facts."Paper"')["pmid"].to_pylist()
        store(at.lake_at).copy("pubmed", beside / "lake")
        return compare_companies(Lake(beside), gold, frozenset(made_up))


@app.command()
def institutions(
    registry: Annotated[
        Path | None, typer.Option(help="A ROR dump to judge with; else what the home holds.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure which institution an affiliation names, on 200 of PubMed labelled by hand."""
    from tempfile import TemporaryDirectory

    from identity.institution_evaluation import evaluate
    from lake.current import Lake
    from loaders.reading.loading import load
    from loaders.reading.source import sources

    with TemporaryDirectory() as folder:
        if registry:
            load(Path(folder), sources()["ror"], [registry])
        lake = Lake(Path(folder)) if registry else Lake(settings().home, at=settings().lake_at)
        measures = evaluate(lake)
        lake.close()

    def text() -> Any:
        from cli.terminal.evaluations import evaluated_institutions

        return evaluated_institutions(measures)

    say(json, measures, text)


History = Annotated[
    Path | None,
    typer.Option(help="CSV of paper_id, year, authors; else the graph last published."),
]
Charts = Annotated[Path | None, typer.Option(help="Folder for charts; else in the home.")]


@app.command()
def ties(
    history: History = None,
    years: Annotated[int, typer.Option(help="Within how many years active again.", min=1)] = 3,
    charts: Charts = None,
    json: Json = False,
) -> None:
    """Measure whether the strength of a tie is the probability that it is active again."""
    from algorithms.ties import evaluation as tie_evaluation

    past = _past(history)
    horizons = sorted({2, 3, years})
    found = {at: tie_evaluation.evaluate(past, at) for at in horizons if _spans(past, at, years)}
    told = {**found[years], "horizons": {str(at): one for at, one in found.items()}}
    told["chart"] = _reliability(charts, found[years])
    told["kinds"] = [] if history else _kinds()

    def text() -> Any:
        from cli.terminal.evaluations import evaluated_ties

        return evaluated_ties(found, told["kinds"])

    say(json, told, text)


@app.command()
def introductions(
    history: History = None,
    years: Annotated[int, typer.Option(help="How long after a cut.", min=1)] = 2,
    json: Json = False,
) -> None:
    """Measure whether introductions name those who were on the first joint paper."""
    from algorithms.introductions import evaluation as introduction_evaluation

    told = introduction_evaluation.evaluate(_past(history), years)

    def text() -> Any:
        from cli.terminal.evaluations import evaluated_introductions

        return evaluated_introductions(told)

    say(json, told, text)


def _planted(lists: int) -> dict[str, Any] | None:
    """Whether those planted in the made-up country are found; none without one."""
    from algorithms.emerging.planted import recall
    from graph.publishing import last_published

    home = settings().home
    truths = sorted(home.glob("demo-*/truth/emerging.parquet"))
    return recall(last_published(home), truths[-1].parent, lists) if truths else None


def _past(history: Path | None) -> Any:
    from algorithms.ties.learning import Past

    return Past(_history(history))


def _history(given: Path | None) -> Any:
    """The history in the file given, else that of the graph last published."""
    from algorithms.histories.drawn import drawn_history
    from algorithms.histories.history import read
    from graph.publishing import last_published

    return read(given) if given else drawn_history(last_published(settings().home))


def _kinds() -> list[dict[str, Any]]:
    """How right each kind of tie's strength was, of the graph last published."""
    import duckdb

    from algorithms.ties.ties import checks, newest_record
    from graph.drawn_tables import open_drawn
    from graph.publishing import last_published

    with duckdb.connect() as tables:
        tables.execute("SET TimeZone = 'UTC'")
        open_drawn(tables, last_published(settings().home))
        found = checks(tables, newest_record(tables))
    return [{"kind": kind, **asdict(one)} for kind, one in found.items()]


def _spans(past: Any, at: int, asked: int) -> bool:
    """Whether a history is long enough for a horizon that was not asked for."""
    from algorithms.ties.evaluation import cuts
    from algorithms.ties.learning import TooShort

    try:
        return at == asked or bool(cuts(past, at))
    except TooShort:
        return False


def _reliability(folder: Path | None, found: dict[str, Any]) -> str:
    """Draw what was said of active ties against what was seen; returns the picture's place."""
    from matplotlib.figure import Figure

    place = (folder or settings().home / "evaluations") / "ties.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    said, seen = ([row[key] for row in found["reliability"]] for key in ("said", "seen"))
    most = max(*said, *seen, 0.05) * 1.05
    axes.plot([0, most], [0, most], color="grey", linewidth=0.8)
    axes.plot(said, seen, marker="o")
    axes.set(
        xlim=(0, most),
        ylim=(0, most),
        xlabel="strength said",
        ylabel=f"active again within {found['horizon_years']} years",
        title="Active ties, fifteen groups of equal size",
    )
    figure.savefig(place, dpi=120)
    return str(place)


@app.command()
def emerging(
    history: History = None,
    years: Annotated[int, typer.Option(min=1, help="Lists to freeze, the latest.")] = 5,
    charts: Charts = None,
    json: Json = False,
) -> None:
    """Freeze lists of emerging experts in past years and judge them by the years after."""
    from algorithms.emerging import charts as list_charts
    from algorithms.emerging.evaluation import measure

    past = _history(history)
    found = {"history": str(history or "the graph last published"), **measure(past, years)}
    found["planted"] = None if history else _planted(years)
    folder = charts or settings().home / "evaluations"
    found["charts"] = [str(path) for path in list_charts.draw(found, folder)]

    def text() -> Any:
        from cli.terminal.evaluations import emerged

        return emerged(found)

    say(json, found, text)


@app.command()
def communities(
    resolution: Annotated[float, typer.Option(help="Above 1, circles are smaller.")] = 1.0,
    charts: Charts = None,
    json: Json = False,
) -> None:
    """Simulate ten refreshes and say whether circles keep their numbers."""
    from algorithms.network import stability, stability_charts
    from graph.publishing import last_published

    home = settings().home
    found = stability.circles(stability.drawn(last_published(home)), resolution)
    place = (charts or home / "evaluations") / "communities.png"
    told = found | {"chart": str(stability_charts.circles(found, place))}
    text = (
        f"{found['circles']} circles of {found['persons']:,} persons\n"
        f"a refresh leaves {found['kept_a_refresh']:.1%} of the persons in their circle, ten leave "
        f"{found['kept_from_first_to_last']:.1%}\n"
        f"{found['numbers_that_stand'] or 0:.1%} of the numbers stand after ten refreshes\n"
        f"stability without a tenth of the ties {found['stability']:.2f}\nchart: {told['chart']}"
    )
    say(json, told, lambda: text)


@app.command()
def connectors(charts: Charts = None, json: Json = False) -> None:
    """Leave out a tenth of the ties and say whether the first 200 connectors stay."""
    from algorithms.network import stability, stability_charts
    from graph.publishing import last_published

    home = settings().home
    found = stability.first_connectors(stability.drawn(last_published(home)))
    place = (charts or home / "evaluations") / "connectors.png"
    told = found | {"chart": str(stability_charts.connectors(found, place))}
    text = (
        f"paths of {found['paths_of']:,} of {found['persons']:,} persons\n"
        f"Spearman of the first 200: {found['spearman']:.3f} "
        f"({min(found['spearman_by_run']):.3f} to {max(found['spearman_by_run']):.3f})\n"
        f"{found['stay_among_the_first']:.1%} stay among the first 200\nchart: {told['chart']}"
    )
    say(json, told, lambda: text)
