"""What would a rule do, and who is, came and went by the rules that are kept?"""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.text import Text

from cli.terminal.tables import table

_MOVES = {"ENTERS": "comes", "LEAVES": "goes"}


def dry_run(found: dict[str, Any]) -> Group:
    """The counts, then a row for everybody who is told of."""
    counts = (
        f"The rule takes in {found['persons']:,} people: {found['enters']:,} come, "
        f"{found['stays']:,} stay. {found['leaves']:,} go."
    )
    rows = [_row(change) for change in found["changes"]]
    lines = [Text(f"  {clause}") for clause in found["clauses"]]
    head = [Text(counts), Text("Its parts, all of which must hold:")] if lines else [Text(counts)]
    return Group(*head, *lines, *([table(rows)] if rows else []))


def _row(change: dict[str, Any]) -> dict[str, Any]:
    person, comes = change["person"], change["move"] == "ENTERS"
    return {
        "": _MOVES[change["move"]],
        "person": person["name"],
        "specialty": person["specialty"],
        "state": person["state"],
        "why": "\n".join(
            _part(one)
            for one in change["outcomes"]
            if one["isOfRule"] and (comes or not one["holds"])
        ),
    }


def _part(one: dict[str, Any]) -> str:
    """A part that holds, or that does not, with what the graph says."""
    said = "" if one["value"] is None else f": it is {one['value']}"
    return f"{one['clause']}{said}" if one["holds"] else f"not {one['clause']}{said}"


def listed(found: list[dict[str, Any]]) -> Any:
    """A row a segment; below, why one could not be reviewed."""
    if not found:
        return "No segment is kept yet; see `peerline segments save --help`."
    refused = [
        Text(f"{one['name']} was not reviewed: {one['reviewed']['refused']}", style="red")
        for one in found
        if one["reviewed"] and one["reviewed"]["refused"]
    ]
    return Group(table([_segment(one) for one in found]), *refused)


def _segment(one: dict[str, Any]) -> dict[str, Any]:
    levels, last = one["levels"], one["reviewed"]
    return {
        "number": int(one["id"]),
        "segment": one["name"],
        "owner": one["owner"],
        "members": "\n".join(
            f"{level['title'] or level['level']}: {level['members']:,}" for level in levels
        )
        if len(levels) > 1
        else f"{levels[0]['members']:,}",
        "reviewed": last and (last["asOf"] or last["at"][:10]),
        "moved then": last and last["moves"],
        "to and fro": None if one["flapRate"] is None else f"{one['flapRate']:.1%}",
    }


def members(found: dict[str, Any]) -> Any:
    """A row a member."""
    rows = [
        {
            "level": one["level"],
            "person": one["person"]["name"],
            "id": one["person"]["personId"],
            "specialty": one["person"]["specialty"],
            "state": one["person"]["state"],
            "since": one["since"][:10],
            "pinned": one["pin"] and f"until {one['pin']['until']}: {one['pin']['why']}",
        }
        for one in found["members"]
    ]
    return Group(Text(f"{found['totalCount']:,} people"), table(rows)) if rows else "Nobody is in."


def moves(found: dict[str, Any]) -> Any:
    """A row a move, with what decided it."""
    rows = [
        {
            "on": one["at"][:10],
            "person": one["person"]["name"] if one["person"] else one["personId"],
            "move": _move(one["before"], one["after"]),
            "why": "\n".join(_reasons(one)),
        }
        for one in found["moves"]
    ]
    return table(rows) if rows else "Nobody has moved yet."


_CAUSES = {
    "FIRST": "the first review",
    "RULES": "the rules are new",
    "PIN": "pinned",
    "RECORDS": "new records",
    "OTHERS": "no new record of theirs: others rose or fell, or time passed",
}


def _move(before: int | None, after: int | None) -> str:
    if before is None:
        return f"into level {after}"
    return f"out of level {before}" if after is None else f"from level {before} to {after}"


def _reasons(one: dict[str, Any]) -> list[str]:
    records = [
        f"{each['source']} {each['record']}" + (f" of {each['on']}" if each["on"] else "")
        for each in one["records"]
    ]
    return [_CAUSES[one["cause"]], *map(_part, one["clauses"]), *records]


def overlaps_and_lists(found: dict[str, Any]) -> Any:
    """What the segments have in common, then whom to ask for which."""
    shared = [
        {"segment": int(one["one"]), "other": int(one["other"]), "in both": one["shared"]}
        | {"of all": None if one["share"] is None else f"{one['share']:.1%}"}
        for one in found["segmentOverlaps"]
    ]
    rows = [
        {"segment": int(each["segment"]), "person": one["name"], "specialty": one["specialty"]}
        | {"state": one["state"]}
        for each in found["segmentShortlists"]
        for one in each["persons"]
    ]
    head = "The segments chose in turn, and the turn was reversed after each round."
    return Group(*([table(shared)] if shared else []), Text(head), table(rows))
