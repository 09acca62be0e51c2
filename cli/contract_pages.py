"""What does the page of a contract say: columns, an example, what is refused and why?"""

from __future__ import annotations

import sys

from cli.markdown import NOTE, table
from loaders.reading.contract import NOBODY, Column, Contract
from loaders.reading.source import Source, sources


def contract_pages() -> dict[str, str]:
    """The text of the page of each contract, by the source's name."""
    return {
        source.name: _page(source, source.contract)
        for source in sources().values()
        if source.contract is not None
    }


def _page(source: Source, contract: Contract) -> str:
    name = source.name
    refusals = [(f"`{one.name}`", one.reason) for one in contract.columns]
    if contract.names_persons:
        refusals.insert(0, ("`npi`, `orcid`", NOBODY))
    refusals += [(f"`{column}`", reason) for column, reason in contract.refusals]
    return (
        NOTE.format(origin=f"loaders/{name}.py")
        + f"# {source.title}: the layout of `{name}`\n\n"
        + f"{(sys.modules[source.read.__module__].__doc__ or '').strip()}\n\n"
        + f"    peerline template {name}\n    peerline validate {name} FILE\n"
        + f"    peerline load {name} FILE\n\n"
        + "The first writes an empty file, the second explains one without loading it. Files end "
        f"in\n{', '.join(f'`{suffix}`' for suffix in source.suffixes)}; the order of columns is "
        "free, and a Parquet file may hold typed\nvalues or text.\n\n## Columns\n\n"
        + table(("column", "holds", "must be there", "meaning"), map(_row, contract.columns))
        + "\nAn example:\n\n```csv\n"
        + ",".join(one.name for one in contract.columns)
        + "\n"
        + ",".join(one.example for one in contract.columns)
        + "\n```\n\n## What is refused\n\n"
        + "A refusal names the record, the column and the value; the other rows are taken.\n\n"
        + table(("column", "a value is refused that"), refusals)
    )


def _row(column: Column) -> tuple[str, ...]:
    also = f" Also called {', '.join(f'`{one}`' for one in column.spellings)}." * bool(
        column.spellings
    )
    values = f": {', '.join(column.kind.values)}" if column.kind.values else ""
    there = "yes" if column.needed else ""
    return f"`{column.name}`", column.kind.name + values, there, column.about + also
