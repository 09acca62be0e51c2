"""Where is one told of alerts, and who sends them? `peerline channel …` and `peerline deliver`."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.alerts import kinds_of
from cli.console import Json, notes, out, print_json, say, settings

if TYPE_CHECKING:
    from notifying.sending import Passed, Sender

app = typer.Typer(help="Be told of alerts by webhook or e-mail.", no_args_is_help=True)
sending = typer.Typer()
CHANNEL = """id name kind address rhythm hour weekday quietFrom quietTo timeZone kinds onlyUrgent
  territory isOn offBecause"""
SENT = """query($id: ID!, $first: Int!) { deliveries(channel: $id, first: $first) {
  id state alerts dueAt attempts nextAt lastError sentAt } }"""
Number = Annotated[str, typer.Argument(help="Its number, as `peerline channel list` has it.")]


class Rhythm(Enum):
    """How often."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Day(Enum):
    """Of a week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="On one line; one of that name is replaced.")],
    address: Annotated[str, typer.Argument(help="An https:// address, or one of e-mail.")],
    rhythm: Annotated[Rhythm, typer.Option(help="How often.")] = Rhythm.AT_ONCE,
    hour: Annotated[int, typer.Option(help="Of a digest: its hour, 0 to 23.")] = 8,
    day: Annotated[Day, typer.Option(help="Of a weekly digest: its day.")] = Day.MONDAY,
    quiet: Annotated[
        str | None, typer.Option(help="Hours in which nothing is sent, such as 22-7.")
    ] = None,
    zone: Annotated[
        str, typer.Option(help="Time zone of all hours, such as Europe/Berlin.")
    ] = "UTC",
    kind: Annotated[
        list[str] | None, typer.Option(help="A kind of alerts; again for more. Else all.")
    ] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Urgent alerts alone.")] = False,
    json: Json = False,
) -> None:
    """Be told of alerts at an address; a webhook's secret is shown this once."""
    from cli.serving import ask
    from cli.terminal.channels import added

    begins, ends = _hours(quiet)
    wish = {
        "name": name,
        "kind": "EMAIL" if "://" not in address and "@" in address else "WEBHOOK",
        "address": address,
        "rhythm": rhythm.name,
        "hour": hour,
        "weekday": day.name,
        "quietFrom": begins,
        "quietTo": ends,
        "timeZone": zone,
        "kinds": kinds_of(kind),
        "onlyUrgent": urgent,
    }
    asked = "mutation($wish: ChannelInput!) { saveChannel(channel: $wish) "
    asked += f"{{ secret channel {{ {CHANNEL} }} }} }}"
    found = ask(settings(), asked, {"wish": wish})["saveChannel"]
    say(json, found, lambda: added(found))


@app.command("list")
def listed(json: Json = False) -> None:
    """Every channel of one's own: where to, when, of which alerts, and whether it is on."""
    from cli.serving import ask
    from cli.terminal.channels import listed as table

    found = ask(settings(), f"{{ channels {{ {CHANNEL} }} }}", {})["channels"]
    say(json, found, lambda: table(found))


@app.command()
def remove(channel: Number, json: Json = False) -> None:
    """Forget a channel; what waits is not sent."""
    from cli.serving import ask

    asked = f"mutation($id: ID!) {{ deleteChannel(id: $id) {{ channel {{ {CHANNEL} }} }} }}"
    gone = ask(settings(), asked, {"id": channel})["deleteChannel"]["channel"]
    say(json, gone, lambda: f"Nothing more is sent to {gone['name']}.")


@app.command("try")
def tried(channel: Number, json: Json = False) -> None:
    """Send a message that says it is a trial; ends with 1 where it is not taken."""
    from cli.serving import ask

    asked = "mutation($id: ID!) { tryChannel(id: $id) { isTaken why } }"
    found = ask(settings(), asked, {"id": channel})["tryChannel"]
    why = f"It was not taken: {found['why']}."
    say(json, found, lambda: "The receiver took it." if found["isTaken"] else why)
    if not found["isTaken"]:
        raise typer.Exit(1)


@app.command()
def deliveries(
    channel: Number,
    first: Annotated[int, typer.Option(help="How many, 1 to 100.")] = 20,
    json: Json = False,
) -> None:
    """What was, is or could not be sent to a channel, the latest first."""
    from cli.serving import ask
    from cli.terminal.channels import deliveries as table

    found = ask(settings(), SENT, {"id": channel, "first": first})["deliveries"]
    say(json, found, lambda: table(found))


@sending.command()
def deliver(
    every: Annotated[
        float | None,
        typer.Option(min=1, max=86_400, help="Again and again, so many seconds apart."),
    ] = None,
    json: Json = False,
) -> None:
    """Send what is due to all channels, as a server that runs does itself; ends with 1 where
    something did not arrive."""
    from cli.syncing import stopping
    from notifying.sending import Sender

    with stopping() as stop:
        sender = Sender(settings(), is_stopped=lambda: stop.is_set)
        if every is None:
            done = sender.run()
            _say(json, done)
            if not done.is_whole:
                raise typer.Exit(1)
            return
        while not stop.is_set:
            _try(sender, json)
            stop.wait(every)


def _try(sender: Sender, json: bool) -> None:
    """A pass among many, of which something is said where something was done."""
    from sqlalchemy.exc import SQLAlchemyError

    from workspace.migrating import UnknownWorkspace

    try:
        done = sender.run()
    except (SQLAlchemyError, UnknownWorkspace, OSError) as error:
        notes().print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        return
    if any(asdict(done).values()):
        _say(json, done)


def _say(json: bool, done: Passed) -> None:
    if json:
        print_json(asdict(done))
        return
    from cli.terminal.channels import passed

    out().print(passed(done), highlight=False)


def _hours(quiet: str | None) -> tuple[int, int] | tuple[None, None]:
    """The two hours of `22-7`."""
    if quiet is None:
        return None, None
    begins, _, ends = quiet.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (begins, ends)):
        raise typer.BadParameter(f"{quiet[:20]!r} is no pair of hours; give such as --quiet 22-7")
    return int(begins), int(ends)
