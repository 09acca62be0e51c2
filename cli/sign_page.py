"""What does the page of the signs of influence say: what tells of each, in which dimension?"""

from __future__ import annotations

from algorithms.dimensions.scores import read_weights
from algorithms.dimensions.signs import SIGNS, Sign
from cli.markdown import NOTE, table


def sign_page() -> str:
    """The text of the page."""
    dimensions = {
        indicator: dimension
        for dimension, indicators in read_weights().items()
        for indicator in indicators
    }
    columns = ("area", "sign", "dimension: indicators", "kinds of tie", "also shown", "sources")
    return (
        NOTE.format(origin="algorithms/dimensions/signs.py")
        + "# Signs of influence\n\nEvery sign that the field names, and what tells of it here. An "
        "indicator counts in one\ndimension and tells of one sign, so that no record counts twice; "
        "kinds of tie are what\nintroductions walk. Any one of the sources is enough; the demo "
        "country writes all\nof them.\n\n"
        + table(columns, [_row(sign, dimensions) for sign in SIGNS])
        + "\nA sign without sources is one of which nothing tells yet: an answer never takes it "
        "for zero.\n"
    )


def _row(sign: Sign, dimensions: dict[str, str]) -> tuple[str, ...]:
    by_dimension: dict[str, list[str]] = {}
    for indicator in sign.indicators:
        by_dimension.setdefault(dimensions[indicator], []).append(f"`{indicator}`")
    told = "; ".join(f"{name}: {', '.join(some)}" for name, some in by_dimension.items())
    ties = ", ".join(f"`{tie}`" for tie in sign.ties)
    sources = ", ".join(f"`{source}`" for source in sign.sources) or "none yet"
    return sign.area, sign.name, told, ties, sign.shown, sources
