"""Why is this record held to be this person's?

Each mention is shown beside the one of the person's that it is most alike to, with what every kind
of evidence adds, in bits: three bits make it eight times as probable. The same is drawn as Splink's
waterfall charts, from a Splink model whose comparisons are the model's kinds of evidence.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import splink
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.blocking_rule_library import CustomRule

from identity import memory
from identity.comparing import KINDS, columns, compare
from identity.mentions import Mentions
from identity.model import Model, read
from identity.names import register
from identity.naming import mentions_of
from identity.reasons import phrases
from identity.settling import SURE
from identity.weighing import mentions
from lake.current import Lake

_SHOWN = 30
_CLAIMS = 'SELECT * FROM claims."Claim" WHERE list_contains($1, mention) ORDER BY mention'
_CANDIDATES = """
SELECT DISTINCT npi, score, is_tied, reasons FROM claims."Candidacy"
WHERE list_has_any(mentions, $1) ORDER BY score DESC, npi
"""


def explain(lake: Lake, name: str) -> dict[str, Any]:
    """The person whom `name` means, why each of their mentions is theirs, and which practitioners
    of the registry they may be. Raises `identity.naming.NotNamed`."""
    register(lake.tables)
    named = mentions_of(lake, name)
    claims = _rows(lake, _CLAIMS, named)
    before, model = memory.recall(lake), read()
    every = before.names.named(named) if before else mentions(lake)
    wanted = set(named)
    place = {one: at for at, one in enumerate(every.ids.to_pylist()) if one in wanted}
    pairs = _nearest(every, model, sorted(place.values()))
    return {
        "person": claims[0]["person_id"],
        "model": model.version,
        "mentions": [{**row, **pairs.get(place.get(row["mention"], -1), {})} for row in claims],
        "registry": _rows(lake, _CANDIDATES, named),
    }


def _rows(lake: Lake, text: str, named: list[str]) -> list[dict[str, Any]]:
    answer = lake.run(text, named)
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _nearest(every: Mentions, model: Model, members: list[int]) -> dict[int, dict[str, Any]]:
    """For each mention the other one that it is most alike to, and what speaks for the two."""
    if len(members) < 2:
        return {}
    left, right = (side.ravel() for side in np.meshgrid(members, members, indexing="ij"))
    apart = left != right
    left, right = left[apart], right[apart]
    evidence = compare(columns(every), left, right)
    odds = np.clip(model.log_odds(evidence), -SURE, SURE)
    best = odds.reshape(len(members), -1).argmax(axis=1)
    chosen = best + np.arange(len(members)) * (len(members) - 1)
    parts = model.parts(evidence[chosen])
    words = phrases(every, left[chosen], right[chosen]).to_pylist()
    bits = 1 / np.log(2)
    return {
        members[at]: {
            "beside": every.ids[int(right[row])].as_py(),
            "probability": round(float(1 / (1 + np.exp(-odds[row]))), 4),
            "because": words[at],
            "prior_bits": round(model.prior * bits, 2),
            "bits": {
                KINDS[kind]: round(float(value[at]) * bits, 2)
                for kind, value in parts.items()
                if abs(value[at]) > 0.01
            },
        }
        for at, row in enumerate(chosen)
    }


def page(explanation: dict[str, Any]) -> str:
    """The explanation's pairs as Splink's waterfall charts, in one page that needs no network."""
    rows = [row for row in explanation["mentions"] if "bits" in row][:_SHOWN]
    if not rows:
        alone = "<p>No other record was joined to it.</p>"
        return _PAGE.format(title=explanation["person"], scripts="", body=alone)
    charts = []
    for at, row in enumerate(rows):
        chart = waterfall(row)
        charts.append(
            f"<h2>{row['mention']} beside {row['beside']}: {row['probability']}</h2>"
            f"<p>{row['because']}</p><div id='chart{at}'></div>"
            f"<script>vegaEmbed('#chart{at}', {chart})</script>"
        )
    return _PAGE.format(title=explanation["person"], scripts=_scripts(), body="".join(charts))


def _scripts() -> str:
    """The drawing code that Splink brings, so that the page needs no network."""
    folder = Path(splink.__file__).parent / "internals" / "files" / "external_js"
    order = ("vega@", "vega-lite@", "vega-embed@")
    files = [next(iter(sorted(folder.glob(f"{name}*")))) for name in order]
    return "".join(f"<script>{file.read_text(encoding='utf-8')}</script>" for file in files)


def waterfall(row: dict[str, Any]) -> str:
    """One pair as the Vega specification of Splink's waterfall chart, JSON."""
    kinds = list(row["bits"])
    evidence = {f"e{at}": [1, 1] for at in range(len(kinds))}
    linker = _linker(
        row, kinds, pd.DataFrame({"unique_id": [row["mention"], row["beside"]], **evidence})
    )
    predicted = linker.inference.predict()
    chart = linker.visualisations.waterfall_chart(predicted.as_record_list())
    return json.dumps(chart.chart_dict).replace("</", "<\\/")


def _linker(row: dict[str, Any], kinds: list[str], records: pd.DataFrame) -> Linker:
    """A Splink model of one comparison a kind of evidence, whose Bayes factor is what it adds."""
    comparisons: list[Any] = []
    for at, kind in enumerate(kinds):
        factor = 2.0 ** row["bits"][kind]
        u = min(0.5, 0.5 / factor)
        comparisons.append(
            {
                "output_column_name": re.sub(r"\W", "_", kind),
                "comparison_description": kind,
                "comparison_levels": [
                    {
                        "sql_condition": f"e{at}_l = e{at}_r",
                        "label_for_charts": kind,
                        "m_probability": factor * u,
                        "u_probability": u,
                    },
                    {
                        "sql_condition": "ELSE",
                        "label_for_charts": "otherwise",
                        "m_probability": 1 - factor * u,
                        "u_probability": 1 - u,
                    },
                ],
            }
        )
    prior = 2.0 ** row["prior_bits"]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[CustomRule("1=1")],
        probability_two_random_records_match=prior / (1 + prior),
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
    )
    api = DuckDBAPI(duckdb.connect())
    return Linker(api.register(records), settings)


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
{scripts}
<style>body{{font:15px sans-serif;max-width:60em;margin:2em auto}}</style>
<h1>Why {title}?</h1>{body}</html>
"""
