"""What the directory of clinicians and the list of hospitals say together, and with ROR."""

from collections.abc import Iterator

import pytest
from publishers import Loaded

from graph.facilities import CERTIFIED
from graph.nodes import prepare
from lake.current import Lake
from lake.relations import make

AFFILIATED = """
SELECT count(DISTINCT f.ccn), count(DISTINCT h.ccn),
  count(DISTINCT f.ccn) FILTER (starts_with(f.ccn, '0')),
  count(DISTINCT h.ccn) FILTER (starts_with(f.ccn, '0'))
FROM facts."FacilityAffiliation" f LEFT JOIN facts."Hospital" h USING (ccn)"""


@pytest.fixture
def lake(loaded: Loaded) -> Iterator[Lake]:
    opened = Lake(loaded.home)
    yield opened
    opened.close()


def test_a_lost_zero_is_given_back_so_that_hospitals_are_found(lake: Lake) -> None:
    # The directory is of 2020, the list of another year: five hospitals have closed.
    assert lake.one(AFFILIATED) == (96, 91, 27, 27)


def test_what_is_not_rated_and_who_has_no_known_school_is_unknown(lake: Lake) -> None:
    counted = lake.one('SELECT count(*), count(rating), min(rating) FROM facts."Hospital"')
    assert counted == (5326, 3576, 1)
    listed = 'SELECT count(*), count(medical_school), count(graduation_year) FROM facts."Listing"'
    assert lake.one(listed) == (173, 81, 173)


def test_hospitals_meet_the_part_of_the_register_that_is_here(lake: Lake) -> None:
    prepare(lake.tables)
    make(lake.tables, CERTIFIED)
    met = "SELECT count(DISTINCT institution_id), count(*) FROM graph.certified "
    assert lake.one(met + "WHERE institution_id LIKE 'ror:%'") == (68, 68)
    both = """
SELECT count(*) FROM graph.certified c JOIN facts."Institution" i USING (institution_id)
WHERE c.state <> i.state OR NOT list_contains(
  list_transform(list_append(coalesce(i.other_names, []), i.name), lambda n: bare(n)), bare(c.name))
"""
    assert lake.one(both) == (0,)
