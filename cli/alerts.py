"""What is new of those whom I watch? `peerline watch` and `peerline alerts`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cli.console import Json, say, settings
from cli.rules import RULE, literal

watching = typer.Typer(help="Watch people, and be told what is new of them.", no_args_is_help=True)
app = typer.Typer(help="What is new of those who are watched.", no_args_is_help=True)

WATCH = "id name persons segment level rule query kinds savedAt refused"
ALERTS = """
query($watch: ID, $kind: AlertKind, $unread: Boolean!, $first: Int!, $after: ID) {
  alerts(watch: $watch, kind: $kind, unread: $unread, first: $first, after: $after) {
    totalCount endCursor leftOut { kind alerts }
    alerts { id kind says isUrgent personId name watchName asOf raisedAt readAt isUseful
      records { record title source happenedOn } } } }"""
PRECISION = """query($everybody: Boolean!) {
  alertPrecision(everybody: $everybody) {
    kind alerts judged useful precision low high isSmall } }"""
JUDGE = """mutation($id: ID!, $good: Boolean!, $why: String!) {
  judgeAlert(id: $id, isUseful: $good, why: $why) {
    alert { id kind says name personId isUseful why } } }"""
READ = "mutation($ids: [ID!]!) { readAlerts(ids: $ids) { read } }"
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only of this kind; give it again for more.")
]


@watching.command("add")
def added(
    name: Annotated[str, typer.Argument(help="What the watch is called, on one line.")],
    person: Annotated[
        list[str] | None, typer.Option(help="A person by id; give it again for more.")
    ] = None,
    segment: Annotated[str | None, typer.Option(help="A segment by number.")] = None,
    level: Annotated[int | None, typer.Option(help="That level of the segment alone.")] = None,
    rule: Annotated[str | None, typer.Option(help=RULE)] = None,
    query: Annotated[str | None, typer.Option(help="A saved query by number.")] = None,
    kind: Kinds = None,
    json: Json = False,
) -> None:
    """Watch people, a segment, a rule or a saved query, in place of the own watch of that name."""
    from cli.serving import ask
    from cli.terminal.alerts import watches

    of = f", rule: {literal(rule)}" if rule is not None else ""
    asked = f"""
mutation($name: String!, $persons: [String!], $segment: ID, $level: Int, $query: ID,
    $kinds: [AlertKind!]) {{
  saveWatch(name: $name, persons: $persons, segment: $segment, level: $level, query: $query,
      kinds: $kinds{of}) {{ watch {{ {WATCH} }} }} }}"""
    given = {"name": name, "persons": person, "segment": segment, "level": level, "query": query}
    found = ask(settings(), asked, given | {"kinds": kinds_of(kind)})["saveWatch"]["watch"]
    say(json, found, lambda: watches([found]))


@watching.command("list")
def listed(json: Json = False) -> None:
    """Every watch of one's own."""
    from cli.serving import ask
    from cli.terminal.alerts import watches

    found = ask(settings(), f"{{ watches {{ {WATCH} }} }}", {})["watches"]
    say(json, found, lambda: watches(found))


@watching.command("remove")
def removed(
    watch: Annotated[str, typer.Argument(help="Its number, as `peerline watch list` has it.")],
    json: Json = False,
) -> None:
    """Forget a watch; its alerts stay."""
    from cli.serving import ask
    from cli.terminal.alerts import watches

    asked = f"mutation($id: ID!) {{ deleteWatch(id: $id) {{ watch {{ {WATCH} }} }} }}"
    found = ask(settings(), asked, {"id": watch})["deleteWatch"]["watch"]
    say(json, found, lambda: watches([found]))


@app.command("list")
def told(
    unread: Annotated[bool, typer.Option("--unread", help="Only those not yet read.")] = False,
    watch: Annotated[str | None, typer.Option(help="Only of this watch, by number.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind.")] = None,
    first: Annotated[int, typer.Option(help="How many, 1 to 100.")] = 20,
    after: Annotated[str | None, typer.Option(help="The number of the last one shown.")] = None,
    json: Json = False,
) -> None:
    """What is new, the latest first."""
    from cli.serving import ask
    from cli.terminal.alerts import alerts

    given = {"unread": unread, "watch": watch, "first": first, "after": after}
    given["kind"] = kinds_of([kind])[0] if kind else None
    found: dict[str, Any] = ask(settings(), ALERTS, given)["alerts"]
    say(json, found, lambda: alerts(found))


@app.command("judge")
def judged(
    alert: Annotated[str, typer.Argument(help="Its number.")],
    useful: Annotated[bool, typer.Option("--useful/--not-useful", help="Whether it was of use.")],
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    json: Json = False,
) -> None:
    """Say whether an alert was of use; it counts as read."""
    from cli.serving import ask

    given = {"id": alert, "good": useful, "why": why}
    found = ask(settings(), JUDGE, given)["judgeAlert"]["alert"]
    verdict = "of use" if useful else "not of use"
    say(json, found, lambda: f"Alert {found['id']} ({found['name']}: {found['says']}): {verdict}.")


@app.command("read")
def seen(
    alerts: Annotated[list[str], typer.Argument(help="Alerts by number.")], json: Json = False
) -> None:
    """Mark alerts as read."""
    from cli.serving import ask

    found = ask(settings(), READ, {"ids": alerts})["readAlerts"]
    say(json, found, lambda: f"{found['read']} had not been read before.")


@app.command("precision")
def precise(
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Of all users' alerts, not the own alone.")
    ] = False,
    json: Json = False,
) -> None:
    """How often alerts of each kind are found to be of use."""
    from cli.serving import ask
    from cli.terminal.alerts import precision

    found = ask(settings(), PRECISION, {"everybody": everybody})["alertPrecision"]
    say(json, found, lambda: precision(found))


@app.command("rules")
def ruled(json: Json = False) -> None:
    """By which rule alerts of each kind are raised, the gravest first."""
    from algorithms.alerts.kinds import KINDS

    found = [{"kind": one.name, "rule": one.rule, "urgent": one.is_urgent} | {"days": one.days}
             for one in KINDS.values()]  # fmt: skip

    def text() -> Any:
        from cli.terminal.tables import table

        return table([{**row, "urgent": "yes" if row["urgent"] else ""} for row in found])

    say(json, found, text)


def kinds_of(given: list[str] | None) -> list[str]:
    """Kinds as a question names them. Raises `typer.BadParameter`."""
    from algorithms.alerts.kinds import KINDS

    names = [one.upper().replace("-", "_") for one in given or []]
    for name, said in zip(names, given or [], strict=True):
        if name not in KINDS:
            known = ", ".join(one.lower().replace("_", "-") for one in KINDS)
            raise typer.BadParameter(f"{said[:40]!r} is no kind of alert; give one of {known}")
    return names
