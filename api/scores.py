"""How does a score open down to indicators and records?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from algorithms.dimensions.payments import titled
from api.influence_types import Contribution, DimensionScore, IndicatorScore
from api.reads import Row
from schema.ties import HALF_LIFE_YEARS

Records = dict[str, list[Row]]


@dataclass(frozen=True)
class Place:
    """A place within the cohort, the interval of resamples where there is one, and of how many."""

    rank: int | None = None
    low: int | None = None
    high: int | None = None
    ranked: int | None = None


@dataclass(frozen=True)
class Scored:
    """What the scores of a person are made of: the share of each covered indicator by dimension,
    the cohort's highest sums, the person's sums, and the records behind them where these were read,
    both by indicator."""

    shares: Mapping[str, Mapping[str, float]]
    highest: Mapping[str, float]
    totals: Mapping[str, float]
    records: Records

    def dimension(self, name: str, place: Place) -> DimensionScore:
        """One dimension, opened."""
        shares = self.shares[name]
        indicators = [
            self._indicator(indicator, share)
            for indicator, share in shares.items()
            if indicator in self.totals
        ]
        if not indicators:
            place = Place()
        return DimensionScore(
            name=name,
            score=sum(one.contribution for one in indicators) if indicators else None,
            is_covered=bool(shares),
            rank=place.rank,
            rank_low=place.low,
            rank_high=place.high,
            ranked=place.ranked,
            contributions=indicators,
        )

    def _indicator(self, name: str, share: float) -> IndicatorScore:
        total, highest = self.totals[name], self.highest[name]
        contributions = [
            Contribution(
                record=row["record"],
                title=_title(row),
                day=row["day"],
                source=row["source"],
                contribution=share * row["value"] / highest,
            )
            for row in self.records.get(name, [])
        ]
        contributions.sort(key=lambda one: (-one.contribution, one.record))
        return IndicatorScore(
            name=name,
            weight=share,
            total=total,
            highest=highest,
            contribution=share * total / highest,
            all_records=contributions,
        )


def aged(rows: list[Row], until: date, page_rank: float) -> Records:
    """A person's records by indicator with their values halved by age; those of PageRank are the
    neighbours' shares of the person's own."""
    found: Records = {}
    for row in rows:
        if row["indicator"] != "page_rank":
            days = (until - row["day"]).days
            row["value"] *= 0.5 ** (days / 365.25 / HALF_LIFE_YEARS)
        found.setdefault(row["indicator"], []).append(row)
    passed = sum(row["value"] for row in found.get("page_rank", []))
    for row in found.get("page_rank", []):
        row["value"] *= page_rank / passed
    return found


def totals_of(records: Records) -> dict[str, float]:
    """The sum of the records of each indicator."""
    return {name: sum(row["value"] for row in rows) for name, rows in records.items()}


def _title(row: Row) -> str | None:
    title, amount = row["title"], row["amount"]
    return title if title is None or amount is None else titled(title, amount)
