"""No text that is kept from the publishers' files holds a way to reach a person: looked for with
patterns that share nothing with the rule that takes them out. Counts are shown, never texts."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from publishers import Loaded

from lake.current import Lake

TEXTS = {
    "Affiliation": "text",
    "Byline": "collective_name",
    "Official": "name",
    "Site": "facility",
}
# ORCID iDs, ranges of years, and post codes of the Americas, Portugal and Japan are no telephones.
CODES = re.compile(
    r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]|(19|20)\d\d-(19|20)\d\d|\d{5}-\d{3,4}|\d{4}-\d{3}|\d{3}-\d{4}"
)
PHONE = re.compile(
    r"\b(tel|t[ée]l[ée]phone|telefon|phone|ph|fax|mobile|cell|handy)\b\W{0,4}\d", re.I
)
BOX = re.compile(r"\b(box|postfach|apartado|casilla)\W{0,3}\d", re.I)
STREET = re.compile(
    r"\b(street|avenue|road|boulevard|blvd|lane|parkway|rue|calle|via|viale|piazza|rua|avenida|ulica"
    r"|jalan)\b|(stra(ß|ss)e|str\.|laan|straat|gatan)(?=\W|$)",
    re.I,
)


def _is_number(text: str) -> bool:
    runs = re.findall(r"(?<![\w/-])\+?\(?\d[\d\s()./+-]*\d(?![\w-])", text)
    runs = [run for run in runs if not CODES.fullmatch(run.strip())]
    # Two groups with a blank between are a unit's number and a post code.
    return any(
        len(re.sub(r"\D", "", run)) >= 7 and not re.fullmatch(r"\d{1,4} \d{4,6}", run)
        for run in runs
    )


def _is_house(text: str) -> bool:
    parts = re.split(r"[,;.] ", text)
    return any(STREET.search(part) and re.search(r"\b\d{1,4}\b", part) for part in parts)


WAYS: dict[str, Callable[[str], object]] = {
    "e-mail": re.compile(r"@|[(\[]at[)\]]|\bdot (com|org|edu)\b", re.I).search,
    "labelled number": PHONE.search,
    "bare number": _is_number,
    "post box": BOX.search,
    "house in a street": _is_house,
}


@pytest.mark.parametrize(("kind", "column"), TEXTS.items())
def test_no_text_holds_a_way_to_reach_a_person(loaded: Loaded, kind: str, column: str) -> None:
    lake = Lake(loaded.home)
    try:
        rows = lake.run(f'SELECT DISTINCT {column} FROM facts."{kind}" WHERE {column} IS NOT NULL')
        texts = [text for (text,) in rows.fetchall()]
    finally:
        lake.close()
    assert texts
    counts = Counter(way for text in texts for way, holds in WAYS.items() if holds(text))
    assert counts == Counter()
