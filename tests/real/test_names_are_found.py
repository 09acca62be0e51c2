"""Whoever the publishers' files name is meant by the name as people type it. Counts are shown,
never names."""

from collections import Counter

from publishers import Loaded

from api.names import MOST_LETTERS, sought
from benchmarks.search import SPELLINGS
from lake.current import Lake
from schema.spellings import folded, name_keys, part_keys, words

NAMES = """
SELECT DISTINCT last_name, fore_name FROM (
  SELECT last_name, fore_name FROM facts."Byline" WHERE collective_name IS NULL
  UNION ALL SELECT last_name, fore_name FROM facts."Official"
  UNION ALL SELECT last_name, concat_ws(' ', first_name, middle_name) FROM facts."Practitioner"
) WHERE last_name IS NOT NULL AND fore_name <> '' ORDER BY ALL"""


def _is_meant(text: str, keys: set[str]) -> bool:
    """Whether what is typed stands for a key of the person or for its beginning."""
    typed = sought(text)
    whole, begun = typed["keys"], typed["begun"]
    assert isinstance(whole, list)
    assert isinstance(begun, list)
    named = [key.partition(" ")[::2] for key in keys]
    return not keys.isdisjoint(whole) or any(
        family.startswith(last) and given.startswith(fore)
        for last, fore in begun
        for family, given in named
    )


def test_every_name_is_meant_by_each_of_its_spellings(loaded: Loaded) -> None:
    lake = Lake(loaded.home)
    try:
        rows = lake.run(NAMES).fetchall()
    finally:
        lake.close()
    missed: Counter[str] = Counter()
    asked = 0
    for last, fore in rows:
        keys = {*name_keys(last, fore, ""), *part_keys(last, fore)}
        keys |= {folded(key) for key in keys}
        for spelling, spell in SPELLINGS.items():
            text = spell(fore, last)
            if len(text) <= MOST_LETTERS and words(text):
                asked += 1
                missed[spelling] += not _is_meant(text, keys)
    assert asked > 50_000
    assert sum(missed.values()) <= 0.002 * asked, missed
