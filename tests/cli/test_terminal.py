"""What a person reads fits 80, 100 and 160 columns: no word is cut, titles end in an ellipsis."""

import re
from typing import Any

import pytest
from rich.console import Console, RenderableType

from cli.terminal.influence import opened, ranked, trends
from cli.terminal.introductions import in_reach, introduced, planned

WIDTHS = [80, 100, 160]
ANNA = {
    "personId": "P000000000001",
    "name": "Anneliese Wilhelmina von Hohenstaufen-Schwarzenberg",
    "npi": "1999000015",
    "specialty": "Clinical Cardiac Electrophysiology Physician",
    "city": "Llanfairpwllgwyngyll",
    "state": "MI",
}
BO = {**ANNA, "personId": "P000000000002", "name": "Bo [b]Marsh[/b]", "npi": None, "city": None}
CY = {**ANNA, "personId": "P000000000003", "name": "Cy Quill"}


def _record(kind: str, record: str, title: str | None) -> dict[str, Any]:
    day = "2024-02-29" if title else None
    remark = "retracted" if kind == "PAPER" else None
    return {"kind": kind, "record": record, "title": title, "happenedOn": day, "url": None} | {
        "remark": remark
    }


def _hop(start: dict[str, Any] | None, end: dict[str, Any]) -> dict[str, Any]:
    long = "Health care disparities in [atrial] fibrillation among rural patients: " * 3
    return {
        "liaison": None if start else {"liaisonId": "MSL-03"},
        "from": start,
        "to": end,
        "strength": 0.97,
        "reasons": [
            "52 joint papers",
            "the latest in 2024",
            "stronger than most by recency",
            "14 joint events of companies",
            "15 years at the same institution",
        ],
        "doubts": ["rests only on company ties"],
        "evidenceCount": 81,
        "evidence": [
            _record("PAPER", "90038364", long),
            _record("PAYMENT", "general:2024:20240022603", "Halvora: Food and Beverage"),
            _record("TRIAL", "NCT00000001", None),
        ],
    }


def _introduction(flagged: bool = True) -> dict[str, Any]:
    about = "every chain of up to 4 ties runs through people paid by Brontek Biologics LLC"
    return {
        "to": CY,
        "strength": 0.672,
        "introducer": BO,
        "hops": [_hop(None, ANNA), _hop(ANNA, BO), _hop(BO, CY)],
        "weakest": 2,
        "ifDeclined": {"strength": 0.063, "introducer": ANNA},
        "withoutIndustry": {"strength": 0.51, "introducer": BO},
        "flags": [{"about": about, "withoutIndustry": True}] if flagged else [],
        "uncovered": ["shared patients: shared-patients or referrals is not loaded"],
    }


START = {"id": "Liaison:MSL-03", "name": "MSL-03"}
INTRODUCED = {"from": [START], "to": [CY], "introductions": [_introduction()]}
PLANNED = {
    "from": [START],
    "to": [CY],
    "asks": [{"introduction": _introduction(), "gain": 0.4, "opened": 0.41}],
}
LOST = {"person": ANNA, "before": 0.9, "after": 0.0}
REACH = {
    "from": [START],
    "without": [BO],
    "reach": {
        "persons": 13977,
        "expected": 3300.7,
        "personsWithout": 13976,
        "expectedWithout": 3299.8,
        "cutOff": 1,
        "lost": [LOST],
    },
}
RECORD = {
    "record": "90039197 cites 90017594",
    "title": "Imaging findings in cardiac arrhythmias " * 4,
    "day": "2024-10-01",
    "source": "pubmed",
    "contribution": 0.0057,
}
DIMENSION = {
    "name": "cross_industry",
    "score": 0.497,
    "isCovered": True,
    "rank": 4,
    "rankLow": 3,
    "rankHigh": 7,
    "ranked": 14,
    "contributions": [
        {
            "name": "senior_papers",
            "contribution": 0.1455,
            "records": {"totalCount": 12, "nodes": [RECORD]},
        }
    ],
}
OPENED = {
    "name": ANNA["name"],
    "cohort": "Clinical Cardiac Electrophysiology Physician, MI, middle stage",
    "until": "2024-12-27",
    "uncovered": ["digital: webinars"],
    "chart": "chart.png",
    "dimensions": [DIMENSION, {**DIMENSION, "score": None, "isCovered": False}],
}
RANKED = {
    "run": "0a1b2c3d4e5f-00000000",
    "persons": 3,
    "ties": 2,
    "by": "influence",
    "table": "run.parquet",
    "rows": [
        {
            "name": ANNA["name"],
            "personId": "P1",
            "influence": 0.5,
            "communityName": "Cardiology · Heart Failure · MA",
            "connectorReasons": ["joins Cardiology · Heart Failure · MA and Neurology · OR"],
        }
    ],
}
QUARTERS = [0.521, 0.508, 0.453, 0.439, 0.4, 0.713, 0.684, 0.968, 0.911, 1.15, 1.08, 1.22]
TRENDS = {
    "name": ANNA["name"],
    "trendUntil": "2024-12-27",
    "emerging": 0.25,
    "emergingReasons": ["papers +150 % in four quarters"],
    "chart": "chart.png",
    "papersByQuarter": [0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1],
    "citationsByQuarter": [2, 1, 1, 1, 2, 2, 1, 3, 2, 0, 1, 1],
    "trialsByQuarter": None,
    "servicesByQuarter": None,
    "newTiesByQuarter": [0] * 12,
    "newCircleTiesByQuarter": [0] * 12,
    "centralityByQuarter": QUARTERS,
}
PAGES = {
    "introduced": (introduced, INTRODUCED),
    "nobody": (introduced, {**INTRODUCED, "introductions": []}),
    "planned": (planned, PLANNED),
    "in reach": (in_reach, REACH),
    "opened": (opened, OPENED),
    "ranked": (ranked, RANKED),
    "trends": (trends, TRENDS),
}


def _printed(page: RenderableType, width: int, color: bool = False) -> str:
    console = Console(width=width, force_terminal=color, record=True, file=None, no_color=not color)
    with console.capture() as captured:
        console.print(page)
    return captured.get()


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w.:%+-]+", text))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_in_mid_word(name: str, width: int) -> None:
    render, answer = PAGES[name]
    text = _printed(render(answer), width)
    assert max(map(len, text.splitlines())) <= width
    wide = _words(_printed(render(answer), 2_000))
    uncut = [re.sub(r"\S*…", "", line) for line in text.splitlines()]
    assert _words("\n".join(uncut)) - wide == set()


def test_an_introduction_reads_as_a_person_would_say_it() -> None:
    lines = [line.strip() for line in _printed(introduced(INTRODUCED), 160).splitlines()]
    assert "1. Ask Bo [b]Marsh[/b] to introduce you to Cy Quill (strength 0.67)" in lines
    assert f"MSL-03 reaches Bo [b]Marsh[/b] through {ANNA['name']}." in lines
    assert f"The weakest tie is between {ANNA['name']} and Bo [b]Marsh[/b] (0.97)." in lines
    assert f"If Bo [b]Marsh[/b] declines, ask {ANNA['name']} (0.063)." in lines
    assert (
        "Caution: every chain of up to 4 ties runs through people paid by Brontek Biologics LLC, "
        "even without company ties." in lines
    )
    assert "and 78 more" in lines


def test_who_knows_the_person_already_is_told_so() -> None:
    hop = _hop(ANNA, CY)
    known = {**_introduction(False), "introducer": None, "hops": [hop], "weakest": 1}
    text = _printed(introduced({**INTRODUCED, "introductions": [known]}), 160)
    assert f"1. {ANNA['name']} and Cy Quill know each other" in text


def test_a_withheld_forecast_is_called_an_order_and_no_chance() -> None:
    withheld = _introduction()
    withheld["hops"][1]["reasons"].append("the forecast was withheld: its own check was off by 0.1")
    text = _printed(introduced({**INTRODUCED, "introductions": [withheld]}), 160)
    assert "Strength orders ties here and is no chance" in text
    assert "is the chance that" not in text
    assert "is the chance that" in _printed(introduced(INTRODUCED), 160)


def test_nothing_is_said_by_colour_alone() -> None:
    plain = _printed(introduced(INTRODUCED), 160)
    coloured = _printed(introduced(INTRODUCED), 160, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", coloured) == plain
